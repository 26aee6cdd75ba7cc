import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { joinedCalls, setTelephonyMark, telephonyMark } from '../../db/telephony.ts';
import { type CdrBatch, type CdrReader, readCdr } from '../../telephony/cdr/cdr.ts';
import type { CdrRules, CdrSettings } from '../../telephony/cdr/cdr-settings.ts';
import { type CdrSource, looksLikeCdr } from '../../telephony/cdr/format.ts';
import type { App } from '../app.ts';
import { takeOrHold } from './hold-calls.ts';
import { type CdrResult, cdrRules, takeCdr } from './take-cdr.ts';

export interface Followed {
  /** The name that its mark is kept under. */
  readonly name: CdrSource;
  readonly file: string;
  readonly settings: CdrSettings;
  /** Called for each row that is refused. */
  onRefused(result: CdrResult): void;
}

export interface Follower {
  /** Takes in what has come since the last time; a problem, or null. Never two at a time. */
  step(): Promise<string | null>;
  stop(): Promise<void>;
}

const chunkBytes = 256 * 1024;
const firstBytesMax = 64 * 1024;
/** A call of which nothing came for so long is over: its legs are written as each ends. */
const quietMs = 30_000;
const namesMax = 10;

/** The file being read: held open, so that what is written to it is not lost when it is rotated away. */
interface Reading {
  handle: FileHandle;
  id: string;
  inode: number;
  reader: CdrReader;
  readTo: number;
}

/**
 * Follows a file of calls as it grows. How far it was taken in is kept in the database, as the place from
 * which nothing would be missed: after a restart, whole calls may be told once more, which changes nothing.
 * A file that was rotated away is read to its end first; one that was emptied is begun again.
 */
export function followFile(app: App, { name, file, settings, onRefused }: Followed): Follower {
  let reading: Reading | null = null;
  let known = cdrRules(app, settings);
  // Asked again with each step, so that somebody new is known from the next call on.
  const rules: CdrRules = { ...known, isExtension: (one) => known.isExtension(one) };

  async function step(): Promise<string | null> {
    known = cdrRules(app, settings);
    reading ??= await resume();
    if (reading === null) return note(`${file} is not there, or empty`);
    await readOn(reading);
    if (app.ending.aborted) return keepMark(reading);
    const there = await stat(file).catch(() => null);
    if (there === null || there.ino !== reading.inode || there.size < reading.readTo) {
      // Rotated or emptied: what was left of the old one has just been read.
      await take(reading.reader.end());
      await reading.handle.close();
      reading = await begin(file, 0);
      if (reading) await readOn(reading);
      else app.db.transaction((tx) => setTelephonyMark(tx, name, { fileId: null, offsetBytes: 0 }));
    }
    if (reading) {
      await take(reading.reader.settle(app.steadyMs() - quietMs));
      keepMark(reading);
    }
    return null;
  }

  function keepMark({ id: fileId, reader }: Reading): null {
    const mark = { fileId, offsetBytes: reader.resumeAt(), problem: null, problemAt: null };
    app.db.transaction((tx) => setTelephonyMark(tx, name, mark));
    return null;
  }

  function note(problem: string): string {
    app.db.transaction((tx) => setTelephonyMark(tx, name, { problem, problemAt: app.now() }));
    return problem;
  }

  /** Where the last run stopped: in the file by its name, or in the one it has been rotated to since. */
  async function resume(): Promise<Reading | null> {
    const mark = telephonyMark(app.db, name);
    const fileId = mark?.fileId ?? null;
    const offset = mark?.offsetBytes ?? 0;
    if (fileId === null) return begin(file, 0);
    if ((await idOf(file)) === fileId) return begin(file, offset);
    const rotated = await rotatedTo(fileId);
    return rotated === null ? begin(file, 0) : begin(rotated, offset);
  }

  async function idOf(path: string): Promise<string | null> {
    const looked = await begin(path, 0);
    await looked?.handle.close();
    return looked?.id ?? null;
  }

  async function rotatedTo(fileId: string): Promise<string | null> {
    const folder = dirname(file);
    const names = await readdir(folder).catch(() => []);
    for (const one of names) {
      const path = join(folder, one);
      if (path !== file && (await idOf(path)) === fileId) return path;
    }
    return null;
  }

  async function begin(path: string, offset: number): Promise<Reading | null> {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile() || found.size === 0) return null;
    const handle = await open(path).catch(() => null);
    if (handle === null) return null;
    const head = await headOf(handle);
    if (head === null) {
      await handle.close();
      return null;
    }
    // The system's number for a file is used again; its first line is written once.
    const first = head.toString('latin1', 0, head.indexOf(newline));
    const id = `${found.ino}:${createHash('sha256').update(first).digest('hex').slice(0, 16)}`;
    const format = looksLikeCdr(head) ?? name;
    const reader = readCdr(format, rules, { offset, head });
    return { handle, id, inode: found.ino, reader, readTo: offset };
  }

  async function readOn(on: Reading): Promise<void> {
    const buffer = Buffer.alloc(chunkBytes);
    while (!app.ending.aborted) {
      const { bytesRead } = await on.handle.read(buffer, 0, chunkBytes, on.readTo);
      if (bytesRead === 0) return;
      on.readTo += bytesRead;
      await take(on.reader.push(Buffer.from(buffer.subarray(0, bytesRead)), app.steadyMs()));
      // The thread is shared with those who tap.
      await pause(1);
    }
  }

  async function take(batch: CdrBatch): Promise<void> {
    let [strangers, joined] = [0, 0];
    for (const part of sliced(batch)) {
      const taken = takeCdr(app, rules, part, takeOrHold);
      strangers += taken.strangers;
      joined += taken.joined;
      for (const result of taken.results) if (result.result === 'refused') onRefused(result);
      await pause(1);
    }
    const { calls, names } = batch;
    if (calls.length === 0 && strangers === 0) return;
    const mark = telephonyMark(app.db, name);
    const skippedNames = [...new Set([...names, ...(mark?.skippedNames ?? [])])].slice(0, namesMax);
    const skipped = Math.max(0, (mark?.skipped ?? 0) + strangers);
    app.db.transaction((tx) => {
      setTelephonyMark(tx, name, {
        ...(calls.length > 0 ? { lastCallAt: app.now() } : {}),
        ...(strangers === 0 ? {} : { skipped, skippedNames: skipped === 0 ? [] : skippedNames }),
      });
      if (joined > 0) joinedCalls(tx, name, joined);
    });
  }

  let running: Promise<string | null> = Promise.resolve(null);
  return {
    step() {
      // What failed once is tried again the next time.
      running = running.catch(() => null).then(step);
      return running;
    },
    async stop() {
      await running.catch(() => null);
      await reading?.handle.close();
      reading = null;
    },
  };
}

const sliceCalls = 200;

function* sliced({ calls, apart, refused, ...rest }: CdrBatch): Generator<CdrBatch> {
  yield { ...rest, calls: calls.slice(0, sliceCalls), apart: apart.slice(0, sliceCalls), refused };
  for (let at = sliceCalls; at < Math.max(calls.length, apart.length); at += sliceCalls) {
    const [from, to] = [at, at + sliceCalls];
    yield { ...rest, calls: calls.slice(from, to), apart: apart.slice(from, to), refused: [] };
  }
}

const newline = 0x0a;

/** The whole lines that a file begins with; null while not even the first is whole. */
async function headOf(handle: FileHandle): Promise<Buffer | null> {
  const bytes = Buffer.alloc(firstBytesMax);
  const { bytesRead } = await handle.read(bytes, 0, firstBytesMax, 0);
  const end = bytes.subarray(0, bytesRead).lastIndexOf(newline);
  return end === -1 ? null : bytes.subarray(0, end + 1);
}
