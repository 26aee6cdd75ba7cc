import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** Calls of the queue that no controller ever held since they joined it, up to an instant. */
export function neverBegun(
  db: Db,
  queuedBefore: Instant,
  most: number,
): { id: number; queuedAt: Instant }[] {
  return db
    .sql<[Instant, number], { id: number; queuedAt: Instant }>(
      `SELECT id, queued_at queuedAt FROM calls INDEXED BY calls_queued
        WHERE status = 'listening_credit' AND queued_at <= ? AND NOT EXISTS (
          SELECT 1 FROM leases l WHERE l.call_id = calls.id AND l.given_at >= calls.queued_at)
        ORDER BY queued_at, id LIMIT ?`,
    )
    .all(queuedBefore, most);
}

/** Calls taken for teaching whose sheet nobody has touched since an instant. */
export function idleCalls(
  db: Db,
  touchedBefore: Instant,
  most: number,
): { id: number; reviewerId: number }[] {
  return db
    .sql<[Instant, number], { id: number; reviewerId: number }>(
      `SELECT c.id, c.reviewer_id reviewerId
         FROM calls c INDEXED BY calls_taught
         JOIN reviews r ON r.call_id = c.id AND r.reviewer_id = c.reviewer_id AND r.state = 'draft'
        WHERE c.status = 'listening_training' AND r.touched_at <= ? ORDER BY c.id LIMIT ?`,
    )
    .all(touchedBefore, most);
}

/** The calls that a teacher has in hand. */
export function callsInHandOf(db: Db, personId: number): number[] {
  return db
    .sql<[number], number>(
      `SELECT id FROM calls WHERE reviewer_id = ?
          AND status IN ('listening_advice', 'listening_training')`,
    )
    .pluck()
    .all(personId);
}
