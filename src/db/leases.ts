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
