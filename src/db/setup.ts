import type { Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** Whether there is any of what a company needs before its first score: a step into an index each. */

function any(db: Db, text: string, ...values: string[]): boolean {
  return db.sql<string[], { one: number }>(`${text} LIMIT 1`).get(...values) !== undefined;
}

export function anyActiveWith(db: Db, role: Role): boolean {
  const text = `SELECT 1 one FROM person_roles r JOIN people p ON p.id = r.person_id
    WHERE r.role = ? AND p.active = 1`;
  return any(db, text, role);
}

export function anyChecklist(db: Db): boolean {
  return any(db, 'SELECT 1 one FROM checklists WHERE active = 1');
}

export function anyCall(db: Db): boolean {
  return any(db, 'SELECT 1 one FROM calls WHERE id > 0');
}

/** Whether any call has its seller, its talk time and its recording. */
export function anyReadyCall(db: Db): boolean {
  return any(db, 'SELECT 1 one FROM calls INDEXED BY calls_ready WHERE ready_at > 0');
}

export function anyDrawnCall(db: Db): boolean {
  return any(db, 'SELECT 1 one FROM drawn_calls WHERE draw_id > 0');
}

/** When the coming draw takes place; null where none is planned. */
export function nextDrawAt(db: Db): Instant | null {
  const text = 'SELECT min(window_to_at) at FROM draws WHERE drawn_at IS NULL';
  return db.sql<[], { at: Instant | null }>(text).get()?.at ?? null;
}
