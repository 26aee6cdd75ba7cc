import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export type LeaseEnd = 'scored' | 'expired' | 'given_back' | 'freed';

export interface Lease {
  id: number;
  callId: number;
  controllerId: number;
  untilAt: Instant;
}

const select =
  'SELECT id, call_id callId, controller_id controllerId, until_at untilAt FROM leases';

export function leaseOf(db: Db, controllerId: number): Lease | null {
  return (
    db
      .sql<[number], Lease>(`${select} WHERE controller_id = ? AND ended_at IS NULL`)
      .get(controllerId) ?? null
  );
}

export function leaseOfCall(db: Db, callId: number): Lease | null {
  const text = `${select} WHERE call_id = ? AND ended_at IS NULL`;
  return db.sql<[number], Lease>(text).get(callId) ?? null;
}

/** Gives a call to a controller; false where either of them is taken already. */
export function giveLease(
  tx: Tx,
  lease: { callId: number; controllerId: number; now: Instant; untilAt: Instant },
): boolean {
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO leases (call_id, controller_id, given_at, until_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(lease.callId, lease.controllerId, lease.now, lease.untilAt);
  if (run.changes === 0) return false;
  tx.sql('UPDATE calls SET reviewer_id = ? WHERE id = ?').run(lease.controllerId, lease.callId);
  return true;
}

export function renewLease(tx: Tx, id: number, untilAt: Instant): void {
  tx.sql('UPDATE leases SET until_at = max(until_at, ?) WHERE id = ?').run(untilAt, id);
}

export function endLease(tx: Tx, lease: Lease, end: LeaseEnd, now: Instant): void {
  tx.sql('UPDATE leases SET ended_at = ?, end = ? WHERE id = ? AND ended_at IS NULL').run(
    now,
    end,
    lease.id,
  );
  tx.sql('UPDATE calls SET reviewer_id = NULL WHERE id = ? AND reviewer_id = ?').run(
    lease.callId,
    lease.controllerId,
  );
}

export function expiredLeases(db: Db, now: Instant): Lease[] {
  return db.sql<[Instant], Lease>(`${select} WHERE ended_at IS NULL AND until_at <= ?`).all(now);
}

/** The oldest call of the queue that nobody holds, first those that this controller had begun. */
export function oldestQueued(db: Db, controllerId: number): number | null {
  const begun = db
    .sql<[number], { id: number }>(
      `SELECT c.id FROM reviews r JOIN calls c ON c.id = r.call_id
        WHERE r.reviewer_id = ? AND r.submitted_at IS NULL AND r.state = 'draft' AND r.purpose = 'credit' AND c.status = 'listening_credit'
          AND c.reviewer_id IS NULL ORDER BY c.queued_at, c.id LIMIT 1`,
    )
    .get(controllerId);
  if (begun) return begun.id;
  return (
    db
      .sql<[number, number], { id: number }>(
        `SELECT id FROM calls INDEXED BY calls_queued
          WHERE status = 'listening_credit' AND reviewer_id IS NULL
            AND (seller_id IS NULL OR seller_id <> ?)
            AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.call_id = calls.id
              AND r.reviewer_id = ? AND r.state = 'draft' AND r.purpose <> 'credit')
          ORDER BY queued_at, id LIMIT 1`,
      )
      .get(controllerId, controllerId)?.id ?? null
  );
}

export function queueSize(db: Db): { waiting: number; oldestAt: Instant | null } {
  const row = db
    .sql<[], { waiting: number; oldestAt: Instant | null }>(
      `SELECT count(*) waiting, min(queued_at) oldestAt FROM calls
        WHERE status = 'listening_credit' AND reviewer_id IS NULL`,
    )
    .get();
  return row ?? { waiting: 0, oldestAt: null };
}

/** Calls of a seller that heads have sent to the controllers since an instant. */
export function sentSince(db: Db, sellerId: number, since: Instant): number {
  return (
    db
      .sql<[Instant, number], { n: number }>(
        `SELECT count(*) n FROM call_history h INDEXED BY call_history_sent
           JOIN calls c ON c.id = h.call_id
          WHERE h.verb = 'send' AND h.at >= ? AND c.seller_id = ?`,
      )
      .get(since, sellerId)?.n ?? 0
  );
}

/** What a controller has handed in since an instant. */
export function scoredSince(db: Db, controllerId: number, since: Instant): number {
  return (
    db
      .sql<[number, Instant], { n: number }>(
        "SELECT count(*) n FROM reviews WHERE reviewer_id = ? AND submitted_at >= ? AND purpose = 'credit'",
      )
      .get(controllerId, since)?.n ?? 0
  );
}
