import { type Context, GrammyError } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';

/** One message: what it says (HTML) and the buttons below it. */
export interface Screen {
  text: string;
  rows: InlineKeyboardButton[][];
}

export function screen(
  lines: (string | null | false)[],
  rows: InlineKeyboardButton[][] = [],
): Screen {
  const text = lines.filter((line) => line !== null && line !== false).join('\n');
  return { text, rows: rows.filter((row) => row.length > 0) };
}

/** Telegram's limit of a message, in UTF-16 units of what is seen. */
export const messageMost = 4096;
const quoteMosts = [1000, 300, 120, 60, 30, 12];

/** UTF-16 units of what an HTML text shows: tags count nothing, an entity counts one. */
export function visibleLength(html: string): number {
  return html.replace(/<[^<>]*>/g, '').replace(/&(?:amp|lt|gt);/g, '.').length;
}

/** Draws with ever shorter quotations until the message is short enough for Telegram. */
export function fitting(draw: (quoteMost: number) => Screen): Screen {
  const [longest = 0, ...shorter] = quoteMosts;
  let drawn = draw(longest);
  for (const quoteMost of shorter) {
    if (visibleLength(drawn.text) <= messageMost) return drawn;
    drawn = draw(quoteMost);
  }
  return drawn;
}

/** At most `most` UTF-16 units of a plain text, an ellipsis included; halves no surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const sign of text) {
    if (kept.length + sign.length >= most) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

const labelMost = 56;

/** A button whose tap is `verb` with its arguments, its label cut to fit; see taps.ts. */
export function button(
  label: string,
  verb: string,
  ...args: (string | number)[]
): InlineKeyboardButton {
  return { text: cut(label, labelMost), callback_data: [verb, ...args].join(':') };
}

/** Cuts a list of buttons into rows. */
export function inRows<T>(items: readonly T[], perRow: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += perRow) rows.push(items.slice(at, at + perRow));
  return rows;
}

export function messageOptions({ rows }: Screen) {
  return {
    parse_mode: 'HTML' as const,
    reply_markup: { inline_keyboard: rows },
    link_preview_options: { is_disabled: true },
  };
}

/** Sends a screen as a new message; answers the message's id. */
export async function sendScreen(ctx: Context, shown: Screen): Promise<number> {
  const sent = await ctx.reply(shown.text, messageOptions(shown));
  return sent.message_id;
}

/** Puts a screen in the place of a message; a screen that already stands there is no error. */
export async function editScreen(
  api: Context['api'],
  chatId: number,
  messageId: number,
  shown: Screen,
): Promise<void> {
  try {
    await api.editMessageText(chatId, messageId, shown.text, messageOptions(shown));
  } catch (error) {
    if (!isUnchanged(error)) throw error;
  }
}

/** The same; where the message is gone, sends the screen anew. Answers the message on which it stands. */
export async function replaceMessage(
  ctx: Context,
  chatId: number,
  messageId: number,
  shown: Screen,
): Promise<number> {
  try {
    await editScreen(ctx.api, chatId, messageId, shown);
    return messageId;
  } catch (error) {
    if (!isGone(error)) throw error;
    return sendScreen(ctx, shown);
  }
}

function isUnchanged(error: unknown): boolean {
  return error instanceof GrammyError && error.description.includes('message is not modified');
}

/** The message is not there to be edited any more. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/.test(error.description)
  );
}
