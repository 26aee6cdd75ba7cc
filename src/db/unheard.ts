import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import type { NoticeKind } from './outbox.ts';

/** Notices whose delivery was given up: what nobody has heard yet. */

export interface Unheard {
  id: number;
  kind: NoticeKind;
  callId: number | null;
  payload: Record<string, unknown>;
}

/** What somebody has not heard, the oldest first. */
export function unheardOf(db: Db, personId: number): Unheard[] {
  return db
    .sql<[number], Omit<Unheard, 'payload'> & { payload: string }>(
      `SELECT id, kind, call_id callId, payload FROM outbox
        WHERE person_id = ? AND state = 'given_up' ORDER BY id`,
    )
    .all(personId)
    .map((row) => ({ ...row, payload: JSON.parse(row.payload) as Unheard['payload'] }));
}

/** It is tried anew, as if for the first time. */
export function noticeAgain(tx: Tx, id: number, now: Instant): void {
  tx.sql(
    `UPDATE outbox SET state = 'waiting', due_at = ?, first_attempt_at = NULL
      WHERE id = ? AND state = 'given_up'`,
  ).run(now, id);
}

/** Whatever it said has been told otherwise, or is over. */
export function noticeCaughtUp(tx: Tx, id: number): void {
  tx.sql("UPDATE outbox SET state = 'caught_up' WHERE id = ? AND state = 'given_up'").run(id);
}

/** Calls whose score waits for its seller, who was not told of it; the nearest deadline first. */
export function untoldScores(db: Db): number[] {
  return db
    .sql<[], number>(
      `SELECT c.id FROM calls c INDEXED BY calls_due
        WHERE c.status = 'scored_pending' AND c.deadline_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM outbox
                       WHERE call_id = c.id AND kind = 'scored' AND state = 'given_up')
        ORDER BY c.deadline_at, c.id`,
    )
    .pluck()
    .all();
}
