import type { DatabaseFault } from '../domain/incident.ts';

/** The file that a connection writes is no longer the one at its path. */
export class DatabaseGoneError extends Error {
  readonly code = 'RAZBOR_DATABASE_GONE';
  constructor(path: string) {
    super(`${path} was deleted or replaced while it was open`);
  }
}

/** SQLite's result codes (sqlite.org/rescode.html) by their beginnings, the longer before the shorter. */
const byCode: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^RAZBOR_DATABASE_GONE$|^SQLITE_READONLY_DBMOVED$/, 'database_gone'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'database_locked'],
  [/^SQLITE_FULL|^ENOSPC$/, 'database_full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|^SQLITE_IOERR_ACCESS$/, 'database_read_only'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'database_damaged'],
  [/^SQLITE_IOERR/, 'database_failing'],
];

/** What an error says of the database as a whole; null: it is a bug, or of something else. */
export function databaseFault(error: unknown): DatabaseFault | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = 'code' in one ? String(one.code) : '';
    const found = byCode.find(([pattern]) => pattern.test(code));
    if (found) return found[1];
  }
  return null;
}
