import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a user without special rights may still write on the disk of a folder; of one yet to be made, where it will be. */
export function freeBytes(folder: string): number {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeBytes(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** The sizes of the database and of the log of what is yet to be moved into it; 0 for what is not there. */
export function databaseBytes(path: string): { file: number; wal: number } {
  const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { file: size(path), wal: size(`${path}-wal`) };
}
