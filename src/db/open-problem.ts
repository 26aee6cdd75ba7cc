import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { freeBytes } from './disk.ts';
import { databaseFault } from './faults.ts';

/** Why a database cannot be opened, each as `what is wrong; what to do`. */

const { R_OK, W_OK, X_OK } = constants;

/**
 * Whether this user may read and write the file and, for what SQLite keeps beside it, its folder. What lies there
 * belongs to whoever opened the database first: a command that was run as another user, say.
 */
export function accessProblem(path: string): string | null {
  const folder = dirname(path);
  const wanted = existsSync(path)
    ? [
        [path, R_OK | W_OK, 'the file'],
        [folder, W_OK | X_OK, `its folder ${folder}`],
        ...[`${path}-wal`, `${path}-shm`]
          .filter((beside) => existsSync(beside))
          .map((beside) => [beside, R_OK | W_OK, `${basename(beside)} beside it`]),
      ]
    : [[nearestFolder(folder), W_OK | X_OK, `the folder ${nearestFolder(folder)}`]];
  for (const [at, mode, name] of wanted as [string, number, string][]) {
    const code = refusedBy(at, mode);
    if (code === null) continue;
    const user = process.getuid ? `user ${process.getuid()}` : 'this user';
    return code === 'EROFS'
      ? `${name} is on a read-only file system; mount it so that it can be written`
      : `${name} may not be written (${code}); let ${user} read and write the file and its folder`;
  }
  return null;
}

function refusedBy(path: string, mode: number): string | null {
  try {
    accessSync(path, mode);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** Where a backup is made ready before it takes the place of a database. */
export const asideOf = (path: string) => `${path}.restoring`;

/**
 * Where there is no database, or an empty one, though one was: what lies beside it says so. Begun again by
 * itself it would be an empty company, and nobody would know why.
 */
export function lostProblem(path: string): string | null {
  const folder = dirname(path);
  // A start that was killed leaves a database without tables beside its log.
  const logs = existsSync(path) ? [] : [`${path}-wal`, `${path}-shm`];
  const left = [...logs, asideOf(path)];
  const traces = left.filter((file) => existsSync(file)).map((file) => basename(file));
  const heard = join(folder, 'heard');
  if (existsSync(heard) && readdirSync(heard).length > 0) traces.push('heard/');
  if (traces.length === 0) return null;
  const what = existsSync(path) ? 'is empty' : 'is not there';
  return `${what}, though ${traces.join(' and ')} beside it show that there was a database; put it in its place, or a backup with "razbor restore FILE", or move them away to begin with an empty company`;
}

const noRoom = 'there is no room to write into it; make room on its disk, and start again';
/** What SQLite makes beside a database when it opens it. */
const roomMin = 256 * 1024;

/** What an error met in opening means; null: it is a bug. */
export function openingProblem(path: string, error: unknown): string | null {
  const fault = databaseFault(error);
  const detail = error instanceof Error ? error.message : String(error);
  switch (fault) {
    case null:
      return null;
    case 'database_full':
      return noRoom;
    case 'database_locked':
      return 'another program holds it; end that program, and start again';
    case 'database_read_only':
      return (
        accessProblem(path) ??
        `cannot be opened to be written (${detail}); let this user write the file and its folder ${dirname(path)}`
      );
    case 'database_gone':
      return `${detail}; put the database back in its place`;
    case 'database_damaged':
      return damagedProblem(path, detail);
    case 'database_failing':
      // A full disk also refuses the shared memory beside the database, in other words.
      if (freeBytes(dirname(path)) < roomMin) return noRoom;
      return `its disk cannot be read or written (${detail}); look at that disk`;
  }
}

/** A log beside a copy that was put in the place of its database belongs to the one that was there before. */
export function damagedProblem(path: string, detail: string): string {
  const name = basename(path);
  const damaged = `the database is damaged (${detail})`;
  if (!existsSync(`${path}-wal`)) {
    return `${damaged}; put a copy made with "razbor backup" in its place with "razbor restore FILE"`;
  }
  return `${damaged}, or ${name}-wal beside it belongs to another copy of it; put a copy made with "razbor backup" in its place with "razbor restore FILE", which moves both away`;
}
