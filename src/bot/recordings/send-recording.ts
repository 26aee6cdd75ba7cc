import { createReadStream, type ReadStream } from 'node:fs';
import { type Api, InputFile } from 'grammy';
import type { App } from '../../app/app.ts';
import type { CallView } from '../../app/calls/read-call.ts';
import { prepareRecording } from '../../app/recordings/prepare-recording.ts';
import {
  knownClip,
  knownFiles,
  recordingSent,
  type SoundKind,
} from '../../app/recordings/recordings.ts';
import { clipRange } from '../../domain/listen.ts';
import type { Stretch } from '../../domain/recording.ts';
import type { BackgroundTasks } from '../background-tasks.ts';
import { telegramRefusal } from '../telegram-refusals.ts';
import { callLine, length, shortName, type Words } from '../words.ts';

interface Sending {
  app: App;
  api: Api;
  words: Words;
  backgroundTasks: BackgroundTasks;
}

/** `problem`: a key of `recording-…`, why nothing was sent. */
export type Sent = { ok: true } | { ok: false; problem: string };

/** One message: what it plays, of which stretch (`toS` 0: to the end). */
interface Piece {
  source: string | InputFile;
  fromS: number;
  toS: number;
  lengthS: number | null;
}

/** What is sent, and how it is had where Telegram does not have it yet. */
interface Sound {
  callId: number;
  clip: boolean;
  caption(at: number, of: number): string;
  known(kind: SoundKind): readonly { fileId: string; fromS: number; toS: number }[];
  make(): Promise<{ ok: true; pieces: Piece[] } | { ok: false; problem: string }>;
}

/**
 * Sends a call's recording as a protected voice message (as audio where the person forbids voices):
 * fetched and uploaded once, by its file id ever after, in parts where it is longer than Telegram takes,
 * and noted to be taken out of the chat in time.
 */
export function sendRecording(s: Sending, chatId: number, view: CallView): Promise<Sent> {
  return sendSound(s, chatId, {
    callId: view.id,
    clip: false,
    caption: (at, of) =>
      [
        `<b>${s.words.t('call-title', { number: String(view.id) })}</b> · ${shortHtml(s.words, view)}`,
        callLine(s.words, view),
        ...(of > 1 ? [s.words.t('recording-part', { at: String(at), of: String(of) })] : []),
      ].join('\n'),
    known: (kind) => knownFiles(s.app, view.id, kind),
    make: () => wholePieces(s.app, view),
  });
}

/** Sends a few seconds before and after a moment of a call, as the policy says. */
export function sendClip(
  s: Sending,
  chatId: number,
  view: CallView,
  momentS: number,
): Promise<Sent> {
  const { clipBeforeS, clipAfterS } = s.app.policy();
  const rules = { beforeS: clipBeforeS, afterS: clipAfterS };
  // Until the recording was listened to, its length is the talk's.
  const stretch = clipRange(momentS, rules, view.talkS ?? view.durationS ?? momentS + clipAfterS);
  return sendSound(s, chatId, {
    callId: view.id,
    clip: true,
    caption: () =>
      s.words.t('recording-clip', {
        number: String(view.id),
        at: length(momentS),
        from: length(stretch.fromS),
        to: length(stretch.toS),
      }),
    known: (kind) => knownClip(s.app, view.id, kind, stretch),
    make: () => clipPiece(s.app, view.id, stretch),
  });
}

const shortHtml = (words: Words, view: CallView) =>
  words.t('recording-seller', { name: shortName(view.sellerName) });

/** Whoever reads it hears of an error; where nobody has begun to, it would end the process. */
function readFrom(file: string): ReadStream {
  return createReadStream(file).on('error', () => {});
}

async function wholePieces(app: App, view: CallView): ReturnType<Sound['make']> {
  const prepared = await prepareRecording(app, view.id);
  if (prepared.ok) {
    const parts = await app.recordings.parts(view.id);
    const pieces = parts.map(({ file, fromS, toS }) => ({
      source: new InputFile(() => readFrom(file), `${view.id}.ogg`),
      fromS,
      toS: toS ?? 0,
      lengthS: (toS ?? Math.round(prepared.facts.lengthS)) - fromS,
    }));
    return pieces.length > 0 ? { ok: true, pieces } : { ok: false, problem: 'failed' };
  }
  if ('fault' in prepared) return { ok: false, problem: prepared.fault };
  const { passThrough, problem } = prepared;
  if (passThrough === undefined) return { ok: false, problem };
  const source = new InputFile(() => readFrom(passThrough), passThrough.split('/').at(-1));
  return { ok: true, pieces: [{ source, fromS: 0, toS: 0, lengthS: view.talkS }] };
}

async function clipPiece(app: App, callId: number, stretch: Stretch): ReturnType<Sound['make']> {
  const prepared = await prepareRecording(app, callId);
  if (!prepared.ok) {
    return { ok: false, problem: 'fault' in prepared ? prepared.fault : prepared.problem };
  }
  const cut = await app.recordings.clip(callId, stretch);
  if (!cut.ok) return { ok: false, problem: 'failed' };
  const { fromS, toS } = stretch;
  const source = new InputFile(cut.file, `${callId}-${fromS}.ogg`);
  return { ok: true, pieces: [{ source, fromS, toS, lengthS: Math.round(toS - fromS) }] };
}

async function sendSound(s: Sending, chatId: number, sound: Sound): Promise<Sent> {
  try {
    const asVoice = await sendAs(s, chatId, sound, 'voice');
    return asVoice === 'forbidden' ? orFailed(await sendAs(s, chatId, sound, 'audio')) : asVoice;
  } catch (error) {
    const refusal = telegramRefusal(error);
    if (refusal === null) throw error;
    if (refusal.outcome === 'bug') {
      s.backgroundTasks.run(`sending call ${sound.callId}`, Promise.reject(error));
    }
    // The work goes on, and the button tries again.
    return { ok: false, problem: 'failed' };
  }
}

const orFailed = (sent: Sent | 'forbidden'): Sent =>
  sent === 'forbidden' ? { ok: false, problem: 'failed' } : sent;

async function sendAs(
  s: Sending,
  chatId: number,
  sound: Sound,
  kind: SoundKind,
): Promise<Sent | 'forbidden'> {
  const known = sound.known(kind).map(({ fileId, fromS, toS }) => {
    return { source: fileId, fromS, toS, lengthS: null };
  });
  if (known.length > 0) {
    const sent = await sendPieces(s, chatId, sound, kind, known);
    if (sent !== 'gone') return sent === 'sent' ? { ok: true } : sent;
  }
  const made = await sound.make();
  if (!made.ok) return made;
  const sent = await sendPieces(s, chatId, sound, kind, made.pieces);
  if (sent === 'gone') return { ok: false, problem: 'failed' };
  return sent === 'sent' ? { ok: true } : sent;
}

/** `gone`: Telegram does not know the file any more, such as one of another bot. */
async function sendPieces(
  s: Sending,
  chatId: number,
  sound: Sound,
  kind: SoundKind,
  pieces: readonly Piece[],
): Promise<'sent' | 'forbidden' | 'gone'> {
  for (const [at, piece] of pieces.entries()) {
    const options = {
      caption: sound.caption(at + 1, pieces.length),
      parse_mode: 'HTML' as const,
      protect_content: true,
      ...(piece.lengthS === null ? {} : { duration: piece.lengthS }),
    };
    try {
      const message =
        kind === 'voice'
          ? await s.api.sendVoice(chatId, piece.source, options)
          : await s.api.sendAudio(chatId, piece.source, options);
      remember(s.app, chatId, sound, piece, message);
    } catch (error) {
      const outcome = telegramRefusal(error)?.outcome;
      if (outcome === 'no voices') return 'forbidden';
      if (outcome === 'gone') return 'gone';
      throw error;
    }
  }
  return 'sent';
}

interface SentSound {
  message_id: number;
  voice?: { file_id: string };
  audio?: { file_id: string };
}

function remember(
  app: App,
  chatId: number,
  { callId, clip }: Sound,
  { fromS, toS }: Piece,
  { message_id: messageId, voice, audio }: SentSound,
): void {
  const fileId = voice?.file_id ?? audio?.file_id;
  if (fileId === undefined) return;
  const kind = voice ? 'voice' : 'audio';
  recordingSent(app, { callId, chatId, messageId, clip, file: { kind, fromS, toS, fileId } });
}
