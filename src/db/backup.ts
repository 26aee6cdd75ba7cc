import type { Db } from './open.ts';

/**
 * Copies the database as it is at one moment into a new file (SQLite's VACUUM INTO), while others go
 * on reading and writing. Answers what kept it from being written.
 */
export function backupTo(db: Db, file: string): { ok: true } | { ok: false; problem: string } {
  try {
    db.sql<[string], never>('VACUUM INTO ?').run(file);
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
