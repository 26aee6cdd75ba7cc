import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export type AdviceEnd = 'answered' | 'withdrawn' | 'given_back';

/** What a seller asked their heads about a call. */
export interface AdviceRequest {
  id: number;
  callId: number;
  sellerId: number;
  question: string | null;
  askedAt: Instant;
  begunById: number | null;
  begunAt: Instant | null;
  endedAt: Instant | null;
  end: AdviceEnd | null;
}

const select = `SELECT id, call_id callId, seller_id sellerId, question, asked_at askedAt,
  begun_by_id begunById, begun_at begunAt, ended_at endedAt, end
  FROM advice_requests`;

export function insertRequest(
  tx: Tx,
  request: { callId: number; sellerId: number; question: string | null },
  now: Instant,
): void {
  tx.sql(
    'INSERT INTO advice_requests (call_id, seller_id, question, asked_at) VALUES (?, ?, ?, ?)',
  ).run(request.callId, request.sellerId, request.question, now);
}

/** The open request about a call; null where there is none. */
export function openRequestOf(db: Db, callId: number): AdviceRequest | null {
  const text = `${select} WHERE call_id = ? AND ended_at IS NULL`;
  return db.sql<[number], AdviceRequest>(text).get(callId) ?? null;
}

/** The request that an answer belongs to: the latest about this call, open or not. */
export function lastRequestOf(db: Db, callId: number): AdviceRequest | null {
  const text = `${select} INDEXED BY advice_requests_by_call WHERE call_id = ?
    ORDER BY id DESC LIMIT 1`;
  return db.sql<[number], AdviceRequest>(text).get(callId) ?? null;
}

/** Everything that still waits for advice, the oldest first. */
export function openRequests(db: Db): AdviceRequest[] {
  const text = `${select} WHERE ended_at IS NULL ORDER BY asked_at, id`;
  return db.sql<[], AdviceRequest>(text).all();
}

/** How often a seller has asked since an instant, whatever became of it. */
export function asksSince(db: Db, sellerId: number, since: Instant): number {
  const text = 'SELECT count(*) n FROM advice_requests WHERE seller_id = ? AND asked_at >= ?';
  return db.sql<[number, Instant], { n: number }>(text).get(sellerId, since)?.n ?? 0;
}

export function markBegun(tx: Tx, id: number, by: number, now: Instant): void {
  tx.sql('UPDATE advice_requests SET begun_by_id = ?, begun_at = ? WHERE id = ?').run(by, now, id);
}

/** Closes the open request about a call; answers whether there was one. */
export function endRequest(tx: Tx, callId: number, end: AdviceEnd, now: Instant): boolean {
  const text =
    'UPDATE advice_requests SET ended_at = ?, end = ? WHERE call_id = ? AND ended_at IS NULL';
  return tx.sql(text).run(now, end, callId).changes === 1;
}
