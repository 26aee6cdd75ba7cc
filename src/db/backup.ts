import { sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';

const copy = preparedSql(({ file }: Given<{ file: string }>) => sql<never>`VACUUM INTO ${file}`);

/**
 * Copies the database as it is at one moment into a new file (SQLite's VACUUM INTO), while others go
 * on reading and writing. Answers what kept it from being written.
 */
export function backupTo(db: Db, file: string): { ok: true } | { ok: false; problem: string } {
  try {
    copy(db).run({ file });
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
