import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { factsOf, judge } from '../domain/listen.ts';
import {
  type HearableFault,
  type HearingRules,
  type Measured,
  measuredSchema,
  type Prepared,
  type RecordingFault,
  type RecordingLibrary,
  type RecordingPart,
  type RecordingRef,
} from '../domain/recording.ts';
import { readStored } from '../domain/stored.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { copyFrom, cutFrom, listenTo } from './listen.ts';
import { byPath, byUrl, type Fetched, type Places } from './source.ts';
import { isStorageError } from './storage-error.ts';
import { sweepUnfinished } from './sweep.ts';

/** Telegram takes 50 MB from a bot. */
const uploadBytesMax = 49 * 1024 * 1024;
/** What Telegram plays as a voice as it is, where there is no decoder. */
const playable = new Set(['.ogg', '.oga', '.opus', '.mp3', '.m4a']);

interface LibraryParts {
  places: Places;
  /** The folder of our copies. */
  keptIn: string;
  ffmpeg: Ffmpeg;
  /** Whether the disk has room for another recording. */
  hasRoom?: () => boolean;
  /** A copy could not be written, with why; or was, with null. */
  onKept?: (error: unknown) => void;
  /** Whether originals below `places.dir` are deleted with our copies. */
  purgeOriginals?: boolean;
}

/** Where recordings are fetched, heard and kept: a copy each as OGG/Opus, with what was measured beside it. */
export function createRecordingLibrary({
  places,
  keptIn,
  ffmpeg,
  hasRoom = () => true,
  onKept = () => {},
  purgeOriginals = false,
}: LibraryParts): RecordingLibrary {
  const underWay = new Map<number, Promise<Prepared>>();
  // A folder for each thousand calls.
  const base = (callId: number) => join(keptIn, String(Math.floor(callId / 1000)), String(callId));

  async function prepare(ref: RecordingRef, rules: HearingRules): Promise<Prepared> {
    const file = `${base(ref.callId)}.ogg`;
    const kept = await keptMeasure(file);
    if (!kept) return prepareOrSay(file, ref, rules);
    const known = await preparedOf(file, kept, ref, rules);
    if (known.ok && known.fault === null) return known;
    // The rest of it may have come since.
    const anew = await prepareOrSay(file, ref, rules);
    return anew.ok ? anew : known;
  }

  async function prepareOrSay(
    file: string,
    ref: RecordingRef,
    rules: HearingRules,
  ): Promise<Prepared> {
    if (!hasRoom()) return { ok: false, problem: 'no_room' };
    try {
      return await prepareAnew(file, ref, rules);
    } catch (error) {
      if (!isStorageError(error)) throw error;
      const isOurs = String(error.dest ?? error.path ?? keptIn).startsWith(keptIn);
      return isOurs ? notKept(error) : { ok: false, problem: 'unreachable' };
    }
  }

  function notKept(error: unknown): Prepared {
    onKept(error);
    return { ok: false, problem: 'not_kept' };
  }

  async function prepareAnew(
    file: string,
    ref: RecordingRef,
    rules: HearingRules,
  ): Promise<Prepared> {
    await mkdir(dirname(file), { recursive: true });
    // Its name ends as the original's does: a headless format is told by that.
    const raw = `${base(ref.callId)}.raw${extensionOf(ref)}`;
    const partial = `${base(ref.callId)}.partial`;
    try {
      const fetched = await fetchSource(ref, raw);
      if (!fetched.ok) {
        const { problem } = fetched;
        if (problem === 'not_kept') return notKept(fetched.error);
        return problem === 'missing' ? { ok: false, fault: problem } : { ok: false, problem };
      }
      const heard = await listenTo(ffmpeg, fetched.file, partial);
      if (!heard.ok) {
        if (heard.why === 'not_kept') return notKept(new Error('the decoder found no room'));
        return notHeard(heard.why, fetched.file, raw);
      }
      if (isHearable(judge(heard.measured, ref))) {
        await keepMeasure(file, heard.measured);
        await rename(partial, file);
        onKept(null);
      }
      return preparedOf(file, heard.measured, ref, rules);
    } finally {
      await rm(raw, { force: true });
      await rm(partial, { force: true });
    }
  }

  function fetchSource(ref: RecordingRef, target: string): Promise<Fetched> {
    if (ref.recordingPath !== null) return byPath(ref.recordingPath, places);
    return byUrl(ref.recordingUrl ?? '', target, places);
  }

  return {
    prepare(ref, rules) {
      if (ref.recordingPath === null && ref.recordingUrl === null) {
        return Promise.resolve({ ok: false, problem: 'none' });
      }
      const known = underWay.get(ref.callId);
      if (known) return known;
      const work = prepare(ref, rules).finally(() => underWay.delete(ref.callId));
      underWay.set(ref.callId, work);
      return work;
    },
    async clip(callId, stretch) {
      const file = await cutFrom(ffmpeg, `${base(callId)}.ogg`, stretch);
      return file ? { ok: true, file } : { ok: false };
    },
    async parts(callId, mostBytes = uploadBytesMax) {
      const file = `${base(callId)}.ogg`;
      const measured = await keptMeasure(file);
      if (!measured) return [];
      const { size } = await stat(file);
      const whole: RecordingPart = { file, fromS: 0, toS: null };
      return size <= mostBytes ? [whole] : split(file, size, measured.lengthS, mostBytes);
    },
    sweep: () => sweepUnfinished(keptIn),
    async forget(callId) {
      await underWay.get(callId)?.catch(() => {});
      const files = ['', '.json', ...partNames].map((end) => `${base(callId)}.ogg${end}`);
      return deleted(files);
    },
    async forgetOriginal(path) {
      if (!purgeOriginals) return null;
      // However large it is.
      const found = await byPath(path, {
        ...places,
        limits: { bytesMax: Number.POSITIVE_INFINITY },
      });
      if (found.ok) return deleted([found.file]);
      const isThere = places.dir === null || existsSync(places.dir);
      return isThere ? null : `${places.dir} is not there`;
    },
  };

  /** Pieces of equal length with a tenth to spare, since speech is not equally dense. */
  async function split(file: string, size: number, lengthS: number, mostBytes: number) {
    const count = Math.ceil(size / (mostBytes * 0.9));
    const pieceS = Math.ceil(lengthS / count);
    const parts: RecordingPart[] = [];
    for (let at = 0; at < count && at < partsMax; at += 1) {
      const stretch = { fromS: at * pieceS, toS: at === count - 1 ? null : (at + 1) * pieceS };
      const part = `${file}${partNames[at]}`;
      if (!(await copyFrom(ffmpeg, file, stretch, part))) return [];
      parts.push({ file: part, ...stretch });
    }
    return parts;
  }
}

/** 172,800 s, the longest call there is, at 20 kbit/s. */
const partsMax = 12;
const partNames = Array.from({ length: partsMax }, (_, at) => `.${at + 1}.ogg`);

/** What kept any of the files from being deleted. */
async function deleted(files: readonly string[]): Promise<string | null> {
  const done = await Promise.allSettled(files.map((file) => rm(file, { force: true })));
  const failed = done.find((one) => one.status === 'rejected')?.reason;
  if (failed !== undefined && !isStorageError(failed)) throw failed;
  // Without the path, whose name may hold a number.
  return failed?.message.split(', ')[0] ?? null;
}

async function keepMeasure(file: string, measured: Measured): Promise<void> {
  const partial = `${file}.json.partial`;
  try {
    await writeFile(partial, JSON.stringify(measured));
    await rename(partial, `${file}.json`);
  } finally {
    await rm(partial, { force: true });
  }
}

async function keptMeasure(file: string): Promise<Measured | null> {
  try {
    await stat(file);
    return readStored(measuredSchema, await readFile(`${file}.json`, 'utf8'));
  } catch {
    return null;
  }
}

async function preparedOf(
  file: string,
  measured: Measured,
  ref: RecordingRef,
  rules: HearingRules,
): Promise<Prepared> {
  const fault = judge(measured, ref);
  if (!isHearable(fault)) return { ok: false, fault };
  const { size: bytes } = await stat(file);
  return { ok: true, file, bytes, facts: factsOf(measured, rules), fault };
}

const isHearable = (fault: RecordingFault | null): fault is HearableFault | null =>
  fault === null || fault === 'other_length';

/** Without a decoder nothing is known against the recording, and Telegram may play it as it is. */
function notHeard(
  why: 'damaged' | 'unread' | 'no_ffmpeg' | 'ended',
  file: string,
  fetched: string,
): Prepared {
  // The service ends: nothing is known against the recording.
  if (why === 'ended') return { ok: false, problem: 'unreachable' };
  if (why !== 'no_ffmpeg') return { ok: false, fault: why };
  const plays = file !== fetched && playable.has(extname(file).toLowerCase());
  return { ok: false, problem: 'no_ffmpeg', ...(plays ? { passThrough: file } : {}) };
}

function extensionOf({ recordingPath, recordingUrl }: RecordingRef): string {
  const name =
    recordingPath ?? (URL.canParse(recordingUrl ?? '') ? new URL(recordingUrl ?? '').pathname : '');
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9-]{1,8}$/.test(extension) ? extension : '';
}
