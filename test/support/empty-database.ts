import { openDatabase } from '../../src/db/open.ts';

let bytes: Buffer | null = null;

/** The file of a database that is up to date and empty: what takes a tenth of a second is done once a process. */
export function emptyDatabase(): Buffer {
  if (bytes) return bytes;
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.problem);
  bytes = opened.db.orm.$client.serialize();
  opened.db.close();
  return bytes;
}
