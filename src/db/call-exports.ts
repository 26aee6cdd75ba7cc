import type { Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** A call as other systems see it: with the keys that they brought it in by. */
export interface CallExport {
  id: number;
  source: string;
  externalId: string;
  flow: 'in' | 'out';
  status: Status;
  sellerId: number | null;
  sellerExternalId: string | null;
  sellerName: string | null;
  sellerExtension: string | null;
  directionName: string | null;
  phone: string | null;
  rawNumber: string;
  startedAt: Instant;
  durationS: number | null;
  talkS: number | null;
  recordingUrl: string | null;
  recordingPath: string | null;
  clientExternalId: string | null;
  orderExternalId: string | null;
  orderNumber: string | null;
  drawDate: string | null;
  sentByName: string | null;
  deadlineAt: Instant | null;
}

const select = `
  SELECT c.id, c.source, c.external_id externalId, c.flow, c.status, c.seller_id sellerId,
         coalesce(s.external_id, c.seller_external_id) sellerExternalId, s.name sellerName,
         c.seller_extension sellerExtension, d.name directionName, c.phone, c.raw_number rawNumber,
         c.started_at startedAt, c.duration_s durationS, c.talk_s talkS,
         c.recording_url recordingUrl, c.recording_path recordingPath,
         coalesce(cl.external_id, c.client_external_id) clientExternalId,
         coalesce(o.external_id, c.order_external_id) orderExternalId, o.number orderNumber,
         dr.date drawDate, se.name sentByName, c.deadline_at deadlineAt
    FROM calls c
    LEFT JOIN people s ON s.id = c.seller_id
    LEFT JOIN directions d ON d.id = c.direction_id
    LEFT JOIN clients cl ON cl.id = c.client_id
    LEFT JOIN orders o ON o.id = c.order_id
    LEFT JOIN draws dr ON dr.id = c.draw_id
    LEFT JOIN people se ON se.id = c.sent_by_id`;

export function callExport(db: Db, id: number): CallExport | null {
  return db.sql<[number], CallExport>(`${select} WHERE c.id = ?`).get(id) ?? null;
}

export interface ExportFilter {
  status?: Status;
  sellerId?: number;
  /** Half-open range of the call's start. */
  startedFrom?: Instant;
  startedTo?: Instant;
  /** Only numbers below this one. */
  beforeId: number;
}

/**
 * Calls by number, newest first. A range of starts is first turned into the range of numbers that it
 * spans, which one covering index gives; numbers follow starts closely, so that the walk down them
 * then meets hardly a call that it must leave out.
 */
export function exportPage(db: Db, filter: ExportFilter, most: number): CallExport[] {
  const from = filter.startedFrom ?? Number.MIN_SAFE_INTEGER;
  const to = filter.startedTo ?? Number.MAX_SAFE_INTEGER;
  const ranged = filter.startedFrom !== undefined || filter.startedTo !== undefined;
  const span = ranged ? numbersStarted(db, from, to) : { first: 1, last: filter.beforeId };
  if (span.first === null || span.last === null) return [];
  // The plus keeps the planner on the index that already has the numbers in order.
  const where = ['c.id >= ?', 'c.id < ?', '+c.started_at >= ?', '+c.started_at < ?'];
  const values: unknown[] = [span.first, Math.min(filter.beforeId, span.last + 1), from, to];
  if (filter.status !== undefined) {
    where.push('c.status = ?');
    values.push(filter.status);
  }
  if (filter.sellerId !== undefined) {
    where.push('c.seller_id = ?');
    values.push(filter.sellerId);
  }
  const text = `${select} WHERE ${where.join(' AND ')} ORDER BY c.id DESC LIMIT ?`;
  return db.sql<unknown[], CallExport>(text).all(...values, most);
}

function numbersStarted(db: Db, from: Instant, to: Instant) {
  const text = `SELECT min(id) first, max(id) last FROM calls INDEXED BY calls_by_start
    WHERE started_at >= ? AND started_at < ?`;
  const none = { first: null, last: null };
  return (
    db.sql<[number, number], { first: number | null; last: number | null }>(text).get(from, to) ??
    none
  );
}
