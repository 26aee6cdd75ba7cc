import type { Verb } from '../domain/status.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** A call as it is taken in; also what a repeated one is compared with. */
export interface CallRecord {
  source: string;
  externalId: string;
  flow: 'in' | 'out';
  sellerId: number | null;
  sellerExtension: string | null;
  sellerExternalId: string | null;
  directionId: number | null;
  phone: string | null;
  rawNumber: string;
  startedAt: Instant;
  durationS: number | null;
  talkS: number | null;
  recordingUrl: string | null;
  recordingPath: string | null;
  clientId: number | null;
  orderId: number | null;
  clientExternalId: string | null;
  orderExternalId: string | null;
  readyAt: Instant | null;
  status: Status;
}

const names: Record<keyof CallRecord, string> = {
  source: 'source',
  externalId: 'external_id',
  flow: 'flow',
  sellerId: 'seller_id',
  sellerExtension: 'seller_extension',
  sellerExternalId: 'seller_external_id',
  directionId: 'direction_id',
  phone: 'phone',
  rawNumber: 'raw_number',
  startedAt: 'started_at',
  durationS: 'duration_s',
  talkS: 'talk_s',
  recordingUrl: 'recording_url',
  recordingPath: 'recording_path',
  clientId: 'client_id',
  orderId: 'order_id',
  clientExternalId: 'client_external_id',
  orderExternalId: 'order_external_id',
  readyAt: 'ready_at',
  status: 'status',
};
const keys = Object.keys(names) as (keyof CallRecord)[];

const insertCallSql = `INSERT INTO calls (${keys.map((key) => names[key]).join(', ')}, received_at)
  VALUES (${keys.map(() => '?').join(', ')}, ?)`;

/** Takes in a call with the first line of its history; answers its number. */
export function insertCall(tx: Tx, call: CallRecord, verb: Verb, now: Instant): number {
  const values = keys.map((key) => call[key]);
  const id = Number(tx.sql(insertCallSql).run(...values, now).lastInsertRowid);
  tx.sql(
    `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
     VALUES (?, ?, NULL, ?, NULL, ?, NULL)`,
  ).run(id, now, verb, call.status);
  return id;
}

/** A call taken in before. */
export interface KnownCall extends CallRecord {
  id: number;
  /** Its recording was deleted, since its time was over or its client was erased. */
  purged: boolean;
}

const selectCallSql = `SELECT id, recording_fault IS 'purged' purged, ${keys.map((key) => `${names[key]} ${key}`).join(', ')}
  FROM calls WHERE source = ? AND external_id = ?`;

export function callByExternalId(db: Db, source: string, externalId: string): KnownCall | null {
  const row = db
    .sql<[string, string], Omit<KnownCall, 'purged'> & { purged: number }>(selectCallSql)
    .get(source, externalId);
  return row ? { ...row, purged: row.purged === 1 } : null;
}

/** Sets what was null before. */
export function fillCall(tx: Tx, id: number, filled: Partial<CallRecord>): void {
  const set = Object.keys(filled) as (keyof CallRecord)[];
  const text = `UPDATE calls SET ${set.map((key) => `${names[key]} = ?`).join(', ')} WHERE id = ?`;
  tx.sql<unknown[], never>(text).run(...set.map((key) => filled[key]), id);
}

/** Gives the calls that waited for this extension or external id their seller. */
export function adoptCalls(
  tx: Tx,
  seller: { id: number; directionId: number | null },
  by: { source: string; extension: string } | { externalId: string },
  now: Instant,
): number {
  const set = `UPDATE calls SET seller_id = ?, direction_id = ?,
    ready_at = CASE WHEN talk_s IS NOT NULL AND (recording_url IS NOT NULL OR recording_path IS NOT NULL)
                    THEN coalesce(ready_at, ?) END
    WHERE seller_id IS NULL AND `;
  if ('externalId' in by) {
    return tx
      .sql<unknown[], never>(`${set} seller_external_id = ?`)
      .run(seller.id, seller.directionId, now, by.externalId).changes;
  }
  return tx
    .sql<unknown[], never>(`${set} source = ? AND seller_extension = ?`)
    .run(seller.id, seller.directionId, now, by.source, by.extension).changes;
}
