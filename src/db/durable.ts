import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Files that are to be there after the power has failed. */

/** What a database in WAL mode has beside it. */
export const besides = ['-wal', '-shm'] as const;

/** Waits until the disk has what a file, or the list of a folder, holds. */
export function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts a whole file in a place: whoever looks there finds this one or what was there before. */
export function putInPlace(whole: string, place: string): void {
  flush(whole);
  renameSync(whole, place);
  flush(dirname(place));
}

/** Gives a file a second name; where its file system knows none, another name instead of the first. */
export function nameAlso(path: string, also: string): void {
  try {
    linkSync(path, also);
  } catch {
    renameSync(path, also);
  }
}

export function removeBesides(path: string): void {
  for (const end of besides) rmSync(`${path}${end}`, { force: true });
}
