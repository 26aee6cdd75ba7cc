import { copyFile, open, rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Measured, Stretch } from '../domain/recording.ts';
import { type Ffmpeg, soundOnly } from './ffmpeg.ts';
import { formatArgs, isUnread } from './sound-format.ts';

/** What is quieter than this, for longer than this, is silence. */
const silence = 'silencedetect=noise=-40dB:d=0.3:mono=1';
/** Speech at 20 kbit/s, in one channel. */
const opus = ['-ac', '1', '-c:a', 'libopus', '-b:a', '20k', '-application', 'voip', '-f', 'ogg'];

export type Listened =
  | { readonly ok: true; readonly measured: Measured }
  | { readonly ok: false; readonly why: 'damaged' | 'unread' | 'no_ffmpeg' | 'not_kept' | 'ended' };

/** Turns any recording into OGG/Opus at `target`, in one pass that also measures it. */
export async function listenTo(ffmpeg: Ffmpeg, file: string, target: string): Promise<Listened> {
  const end = extname(file).slice(1).toLowerCase();
  if (isUnread(end)) return { ok: false, why: 'unread' };
  const format = await formatArgs(file, end);
  // What is as it is to be kept is not encoded once more: decoding alone costs a tenth.
  const asItIs = await isOpusMono(file);
  // Two outputs of one decoding: a common chain of filters may be mixed down before it is measured.
  const measuring = ['-map', '0:a:0', '-af', silence, '-f', 'null', '-'];
  const keeping = asItIs ? [] : [...soundOnly, '-map', '0:a:0', ...opus, `file:${target}`];
  const ran = await ffmpeg.run({ file, format }, [...measuring, ...keeping]);
  if (!ran.ok) return { ok: false, why: whyNot[ran.why] };
  const measured = measuredIn(ran.said);
  if (!measured) return { ok: false, why: 'damaged' };
  if (asItIs) await copyFile(file, target);
  return { ok: true, measured };
}

const whyNot = {
  absent: 'no_ffmpeg',
  failed: 'damaged',
  too_long: 'damaged',
  no_room: 'not_kept',
  ended: 'ended',
} as const;

/** Ogg with the head of an Opus stream (RFC 7845, 5.1) of one channel on its first page. */
async function isOpusMono(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(128), 0, 128, 0);
    const head = buffer.subarray(0, bytesRead);
    const at = head.indexOf('OpusHead', 0, 'latin1');
    return head.toString('latin1', 0, 4) === 'OggS' && at !== -1 && head[at + 9] === 1;
  } finally {
    await handle.close();
  }
}

/** A stretch of an OGG/Opus file, as bytes; encoded again, so that it begins where it should. */
export async function cutFrom(
  ffmpeg: Ffmpeg,
  file: string,
  { fromS, toS }: Stretch,
): Promise<Buffer | null> {
  const times = ['-ss', String(fromS), '-t', String(toS - fromS)];
  const ran = await ffmpeg.run({ file }, [...times, ...opus, 'pipe:1']);
  return ran.ok && ran.out.length > 0 ? ran.out : null;
}

/** The same without encoding, into a file: for parts of what is too long for one message. */
export async function copyFrom(
  ffmpeg: Ffmpeg,
  file: string,
  { fromS, toS }: { fromS: number; toS: number | null },
  target: string,
): Promise<boolean> {
  const partial = `${target}.partial`;
  const until = toS === null ? [] : ['-t', String(toS - fromS)];
  const copy = ['-ss', String(fromS), ...until, '-c', 'copy', '-f', 'ogg', `file:${partial}`];
  try {
    if (!(await ffmpeg.run({ file }, copy)).ok) return false;
    await rename(partial, target);
    return true;
  } finally {
    await rm(partial, { force: true });
  }
}

/** What ffmpeg said of the length, the channels and their silences (its log at level `info`). */
export function measuredIn(said: string): Measured | null {
  const lengths = [...said.matchAll(/time=(\d+):(\d\d):(\d\d(?:\.\d+)?)/g)];
  const [, hours, minutes, seconds] = lengths.at(-1) ?? [];
  const layout = /Stream #0:\d+.*?: Audio: .*?\d+ Hz, (\d+ channels|[\w.]+)/.exec(said)?.[1];
  if (seconds === undefined || layout === undefined) return null;
  const lengthS = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const channels = channelsOf(layout);
  const silences = Array.from({ length: channels }, (_, at) => silencesOf(said, at, lengthS));
  return { lengthS, silences };
}

function channelsOf(layout: string): number {
  if (layout === 'mono') return 1;
  return /^\d+ channels$/.test(layout) ? Number.parseInt(layout, 10) : 2;
}

/** `[silencedetect @ …] channel: 0 | silence_start: 6`, and so on; the last may have no end. */
function silencesOf(said: string, channel: number, lengthS: number): Stretch[] {
  const lines = said.matchAll(/(?:channel: (\d+) \| )?silence_(start|end): (-?[\d.]+)/g);
  const stretches: Stretch[] = [];
  let fromS: number | null = null;
  for (const [, of = '0', edge, at = ''] of lines) {
    if (Number(of) !== channel) continue;
    if (edge === 'start') fromS = Math.max(0, Number(at));
    else if (fromS !== null) {
      stretches.push({ fromS, toS: Math.min(lengthS, Number(at)) });
      fromS = null;
    }
  }
  return fromS === null ? stretches : [...stretches, { fromS, toS: lengthS }];
}
