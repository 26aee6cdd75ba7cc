import { createReadStream } from 'node:fs';
import { type Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { App } from '../app/app.ts';
import type { CallView } from '../app/read-call.ts';
import { knownFile, recordingSent } from '../app/recordings.ts';
import type { FoundRecording, RecordingRef } from '../media/recordings.ts';
import { callLine, type Words } from './words.ts';

const refusedFile =
  /VOICE_MESSAGES_FORBIDDEN|wrong file identifier|wrong remote file|file reference/i;

interface Sending {
  app: App;
  api: Api;
  words: Words;
  findRecording(ref: RecordingRef): Promise<FoundRecording>;
}

export type Sent = { ok: true } | { ok: false; problem: string };

/**
 * Sends a call's recording as a protected voice message (as audio where the person forbids voices):
 * uploaded once, by its file id ever after, and noted to be taken out of the chat in time.
 */
export async function sendRecording(s: Sending, chatId: number, view: CallView): Promise<Sent> {
  try {
    return await send(s, chatId, view);
  } catch (error) {
    // Telegram or the recording's host failed: the work goes on, and the button tries again.
    if (error instanceof GrammyError || error instanceof HttpError) {
      return { ok: false, problem: 'failed' };
    }
    throw error;
  }
}

async function send(s: Sending, chatId: number, view: CallView): Promise<Sent> {
  const title = s.words.t('call-title', { number: String(view.id) });
  const options: Options = {
    caption: `<b>${title}</b>\n${callLine(s.words, view)}`,
    parse_mode: 'HTML',
    protect_content: true,
    ...(view.talkS === null ? {} : { duration: view.talkS }),
  };
  const known = knownFile(s.app, view.id);
  if (known) {
    const again = await sendKnown(s.api, chatId, known, options);
    if (again) return remember(s.app, view.id, chatId, again);
  }
  const found = await s.findRecording(view);
  if (!found.ok) return found;
  const upload = () => new InputFile(sourceOf(found.file), found.fileName);
  const message =
    (await unlessRefused(() => s.api.sendVoice(chatId, upload(), options))) ??
    (await s.api.sendAudio(chatId, upload(), options));
  return remember(s.app, view.id, chatId, message);
}

/** Null where it has to be sent anew: this person takes no voices, or the file is another bot's. */
async function sendKnown(
  api: Api,
  chatId: number,
  known: { kind: 'voice' | 'audio'; fileId: string },
  options: Options,
) {
  if (known.kind === 'audio') {
    return unlessRefused(() => api.sendAudio(chatId, known.fileId, options));
  }
  return unlessRefused(() => api.sendVoice(chatId, known.fileId, options));
}

async function unlessRefused<T>(send: () => Promise<T>): Promise<T | null> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof GrammyError && refusedFile.test(error.description)) return null;
    throw error;
  }
}

function sourceOf(file: string | Buffer) {
  return typeof file === 'string' ? () => createReadStream(file) : file;
}

type Options = { caption: string; parse_mode: 'HTML'; protect_content: boolean; duration?: number };

function remember(
  app: App,
  callId: number,
  chatId: number,
  message: Message.VoiceMessage | Message.AudioMessage,
): Sent {
  const messageId = message.message_id;
  if ('voice' in message && message.voice) {
    recordingSent(app, { callId, chatId, messageId, kind: 'voice', fileId: message.voice.file_id });
  } else if ('audio' in message && message.audio) {
    recordingSent(app, { callId, chatId, messageId, kind: 'audio', fileId: message.audio.file_id });
  }
  return { ok: true };
}
