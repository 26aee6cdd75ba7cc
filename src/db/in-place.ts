import { statSync } from 'node:fs';
import { DatabaseGoneError } from './faults.ts';

/**
 * Throws once the file that was opened is no longer the one at its path: it was deleted or replaced, and
 * what is written still goes into the one that nobody will find again.
 */
export function inPlaceCheck(path: string): () => void {
  if (path === ':memory:') return () => {};
  const opened = statSync(path);
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.ino !== opened.ino || now.dev !== opened.dev) throw new DatabaseGoneError(path);
  };
}
