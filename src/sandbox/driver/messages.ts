import type { ChatMessage } from '../telegram/chat-message.ts';

export type Message = ChatMessage & { from_bot: boolean };

export interface Button {
  message: Message;
  label: string;
  data: string;
}

/** The words as they are read: a space that does not break is a space. */
export function textOf(message: Message): string {
  return (message.text ?? message.caption ?? '').replaceAll('\u00a0', ' ');
}

/** The message's buttons that carry data, row by row. */
export function buttonsOf(message: Message): Button[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => {
    const data = 'callback_data' in button ? button.callback_data : undefined;
    return data === undefined ? [] : [{ message, label: button.text, data }];
  });
}

/** A chat as it is read, the oldest first: who says what, and below it the buttons, a row a line. */
export function transcriptOf(messages: readonly Message[]): string {
  return messages
    .map((message) => {
      const words = [fileOf(message), textOf(message)].filter(Boolean).join(' ');
      return [`${message.from.first_name}: ${words}`, ...rowsOf(message)].join('\n');
    })
    .join('\n');
}

export function asText(message: Message): string {
  return `${textOf(message)}\n${buttonsOf(message)
    .map(({ label }) => `[${label}]`)
    .join(' ')}`;
}

function rowsOf(message: Message): string[] {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return rows.map((row) => `  ${row.map(({ text }) => `[${text}]`).join(' ')}`);
}

function fileOf({ voice, audio, document, photo }: Message): string {
  if (voice) return `(voice, ${voice.duration} s)`;
  if (audio) return `(audio ${audio.file_name ?? ''})`;
  if (document) return `(document ${document.file_name ?? ''})`;
  return photo ? '(photo)' : '';
}
