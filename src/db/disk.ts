import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a user without special rights may still write on the disk of a folder; of one yet to be made, where it will be. */
export function freeBytes(folder: string): number {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeBytes(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
