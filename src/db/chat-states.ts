import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export function readState(db: Db, key: string): unknown {
  const text = 'SELECT value FROM chat_states WHERE key = ?';
  const row = db.sql<[string], { value: string }>(text).get(key);
  return row ? JSON.parse(row.value) : undefined;
}

export function writeState(tx: Tx, key: string, value: unknown): void {
  tx.sql(
    'INSERT INTO chat_states (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}

export function removeState(tx: Tx, key: string): void {
  tx.sql('DELETE FROM chat_states WHERE key = ?').run(key);
}

/** The latest updates that were worked, oldest first. */
export function lastUpdates(db: Db, most: number): number[] {
  return db
    .sql<[number], { id: number }>(
      'SELECT update_id id FROM telegram_updates ORDER BY update_id DESC LIMIT ?',
    )
    .all(most)
    .map((row) => row.id)
    .reverse();
}

export function takeUpdate(tx: Tx, updateId: number, at: Instant): void {
  tx.sql('INSERT INTO telegram_updates (update_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    updateId,
    at,
  );
}
