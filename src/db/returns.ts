import type { GiveBackReason } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/**
 * Calls of the queue on which nobody began since they joined it, up to an instant; of one that was given
 * back, nobody else since then.
 */
export function neverBegun(
  db: Db,
  waitsBefore: Instant,
  most: number,
): { id: number; waitsFrom: Instant }[] {
  return db
    .sql<[Instant, Instant, number], { id: number; waitsFrom: Instant }>(
      `SELECT id, coalesce(returned_at, queued_at) waitsFrom FROM calls INDEXED BY calls_queued
        WHERE status = 'listening_credit' AND queued_at <= ?
          AND coalesce(returned_at, queued_at) <= ? AND NOT EXISTS (
          SELECT 1 FROM leases l WHERE l.call_id = calls.id
             AND l.given_at >= coalesce(calls.returned_at, calls.queued_at)
             AND l.controller_id IS NOT calls.returned_by_id)
        ORDER BY queued_at, id LIMIT ?`,
    )
    .all(waitsBefore, waitsBefore, most);
}

/** Who gave a drawn call back, when and why, while that is not confirmed; null where nobody did. */
export interface Return {
  byId: number;
  byName: string;
  at: Instant;
  reason: GiveBackReason;
}

export function returnOf(db: Db, callId: number): Return | null {
  return (
    db
      .sql<[number], Return>(
        `SELECT c.returned_by_id byId, p.name byName, c.returned_at at, c.return_reason reason
           FROM calls c JOIN people p ON p.id = c.returned_by_id WHERE c.id = ?`,
      )
      .get(callId) ?? null
  );
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
