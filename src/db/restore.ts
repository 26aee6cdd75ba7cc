import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { stampOf } from '../domain/backup.ts';
import type { Instant } from '../domain/time.ts';
import { freeBytes } from './disk.ts';
import { besides, flush, nameAlso, putInPlace, removeBesides } from './durable.ts';
import { originOf } from './examine.ts';
import { accessProblem, asideOf, openingProblem } from './open-problem.ts';
import { lockForService } from './service-lock.ts';

/** Each problem as `what is wrong; what to do`. */
export type Restored =
  | {
      ok: true;
      bytes: number;
      /** Where the database that stood there is now; null where there was none. */
      replaced: string | null;
      /** All that stood in its place, as it is called now: a log of its own too. */
      kept: string[];
      /** How many migrations the next start applies. */
      migrations: number;
    }
  | { ok: false; problem: string };

interface RestoreOptions {
  now: Instant;
  /** The write-ahead log beside the backup belongs to it, and holds what is newer than it. */
  withWal: boolean;
}

const wrong = (problem: string) => ({ ok: false, problem }) as const;

/**
 * Puts a backup in the place of a database. It is copied beside that place and read through there before
 * anything is touched; what stood there gets another name together with its write-ahead log, which would
 * else be read as a part of the backup. No service can run or start meanwhile.
 */
export function restoreDatabase(file: string, path: string, options: RestoreOptions): Restored {
  const locked = lockForService(path);
  if (!locked.ok) {
    const isServed = /another Razbor serves/.test(locked.problem);
    const cure = 'stop the service first, then restore, then start it again';
    return wrong(
      isServed ? `${path}: a running service uses this database; ${cure}` : locked.problem,
    );
  }
  try {
    return withLock(file, path, options);
  } finally {
    locked.release();
  }
}

function withLock(file: string, path: string, { now, withWal }: RestoreOptions): Restored {
  const unfit = sourceProblem(file, path, withWal) ?? placeProblem(file, path);
  if (unfit !== null) return wrong(unfit);
  const aside = asideOf(path);
  try {
    const migrations = makeReady(file, aside, withWal);
    if (typeof migrations === 'string') return wrong(`${file} ${migrations}`);
    const { size: bytes } = statSync(aside);
    const moved = moveAway(path, now);
    putInPlace(aside, path);
    return { ok: true, bytes, ...moved, migrations };
  } catch (error) {
    const problem = openingProblem(path, error);
    if (problem === null) throw error;
    return wrong(`${path}: ${problem}`);
  } finally {
    // Where it took the place, nothing is there any more.
    for (const end of ['', ...besides]) rmSync(`${aside}${end}`, { force: true });
  }
}

/** A name that this command gave to what it replaced: the log beside it is its own. */
const isReplaced = (file: string) => /\.replaced-\d{8}T\d{6}Z(-\d+)?$/.test(file);

function sourceProblem(file: string, path: string, withWal: boolean): string | null {
  const source = statSync(file, { throwIfNoEntry: false });
  if (!source) return `${file} is not there; name a file that "razbor backup" wrote`;
  const refused = unreadable(file);
  if (refused) return `${file} may not be read (${refused}); let this user read it`;
  if (!source.isFile()) return `${file} is no file; name one that "razbor backup" wrote`;
  const place = statSync(path, { throwIfNoEntry: false });
  if (place && place.ino === source.ino && place.dev === source.dev) {
    return `${file} is the database itself; name a backup of it`;
  }
  if (walBytes(file) === 0 || withWal || isReplaced(file)) return null;
  return `${file}-wal lies beside it; if both were copied from one database, add --with-wal, and what the log holds is brought in too; else move ${basename(file)}-wal away`;
}

function unreadable(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

const walBytes = (file: string) => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** Whether the place can be written, and has room for the copy beside what stands there. */
function placeProblem(file: string, path: string): string | null {
  const refused = accessProblem(path);
  if (refused) return `${path}: ${refused}`;
  const needed = statSync(file).size + walBytes(file) + roomBytes;
  const free = freeBytes(dirname(path));
  if (free >= needed) return null;
  return `${path}: there is no room for the copy; ${megabytes(needed)} are needed and ${megabytes(free)} free, so make room on its disk`;
}

/** What SQLite writes beside the copy while it is read. */
const roomBytes = 1024 * 1024;
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2).toLocaleString('en')} MB`;

/** Copies the backup and reads it through; answers what is wrong with it, or how many migrations it lacks. */
function makeReady(file: string, aside: string, withWal: boolean): string | number {
  removeBesides(aside);
  copyFileSync(file, aside);
  // It holds personal data and the seeds of coming draws.
  chmodSync(aside, 0o600);
  if ((withWal || isReplaced(file)) && walBytes(file) > 0)
    copyFileSync(`${file}-wal`, `${aside}-wal`);
  let client: Database.Database | null = null;
  try {
    client = new Database(aside, { fileMustExist: true });
    client.pragma('wal_checkpoint(TRUNCATE)');
    const health = client.pragma('integrity_check(1)', { simple: true });
    if (health !== 'ok') {
      return `is damaged (${String(health).replace(/\s+/g, ' ')}); name another backup`;
    }
    const origin = originOf(client);
    // A file without a log of its own, so that nothing can stand between it and what is in it.
    client.pragma('journal_mode = DELETE');
    return origin.of === 'this version' ? origin.missing : originProblem(origin);
  } catch (error) {
    const isUnreadable = error instanceof Error && /NOTADB|CORRUPT/.test(String(codeOf(error)));
    if (!isUnreadable) throw error;
    return `cannot be read as a database (${(error as Error).message}); name another backup`;
  } finally {
    client?.close();
  }
}

const codeOf = (error: Error) => ('code' in error ? error.code : '');

function originProblem(
  origin: Exclude<ReturnType<typeof originOf>, { of: 'this version' }>,
): string {
  switch (origin.of) {
    case 'nobody':
      return 'holds no tables; name another backup';
    case 'something else':
      return 'holds tables of something else; name a file that "razbor backup" wrote';
    case 'a newer version':
      return `was written by a newer version of Razbor, which has had ${migrationsOf(origin.unknown)} more; install that version, or name an older backup`;
    case 'another version':
      return `was written by another version of Razbor: its migration ${origin.migration} is not one of this version; install that version, or name another backup`;
  }
}

/** As many as that, in words. */
export const migrationsOf = (count: number) => `${count} migration${count === 1 ? '' : 's'}`;

/**
 * Gives what stands in the place another name, its log first known under that name too, so that whatever
 * ends this halfway loses none of it and leaves nothing that would be opened as a whole.
 */
function moveAway(path: string, now: Instant): { replaced: string | null; kept: string[] } {
  const there = ['', ...besides].filter((end) => existsSync(`${path}${end}`));
  const replaced = unusedName(`${path}.replaced-${stampOf(now)}`);
  for (const end of there) nameAlso(`${path}${end}`, `${replaced}${end}`);
  flush(dirname(path));
  for (const end of there) rmSync(`${path}${end}`, { force: true });
  return {
    replaced: there.includes('') ? replaced : null,
    kept: there.map((end) => `${replaced}${end}`),
  };
}

function unusedName(name: string): string {
  let unused = name;
  for (let at = 2; existsSync(unused) || existsSync(`${unused}-wal`); at += 1)
    unused = `${name}-${at}`;
  return unused;
}
