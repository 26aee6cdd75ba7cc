import type { AppealKind, Call, GiveBackReason } from '../domain/call.ts';
import type { Verb } from '../domain/status.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

interface FactsRow extends Omit<Call, 'noticeLeft' | 'drawn' | 'appeal'> {
  drawId: number | null;
  noticeLeftAt: Instant | null;
  appealKind: AppealKind | null;
  begunById: number | null;
  escalatedAt: Instant | null;
  itemCodes: string | null;
}

const factsSql = `
  SELECT c.id, c.status, c.origin_status originStatus, c.seller_id sellerId,
         c.direction_id directionId, c.reviewer_id reviewerId, c.scored_by_id scoredById,
         c.sent_by_id sentById, c.draw_id drawId, c.returned_by_id returnedById, c.notice_left_at noticeLeftAt, c.deadline_at deadlineAt,
         a.kind appealKind, a.begun_by_id begunById, a.escalated_at escalatedAt,
         (SELECT json_group_array(item_code) FROM appeal_items WHERE appeal_id = a.id) itemCodes
    FROM calls c LEFT JOIN appeals a ON a.call_id = c.id AND a.state <> 'draft'
   WHERE c.id = ?`;

/** What the status table needs to know of a call; null where there is none. */
export function callFacts(db: Db, id: number): Call | null {
  const row = db.sql<[number], FactsRow>(factsSql).get(id);
  if (!row) return null;
  const { drawId, noticeLeftAt, appealKind, begunById, escalatedAt, itemCodes, ...facts } = row;
  return {
    ...facts,
    drawn: drawId !== null,
    noticeLeft: noticeLeftAt !== null,
    appeal: appealKind && {
      kind: appealKind,
      itemCodes: JSON.parse(itemCodes ?? '[]') as string[],
      begunById,
      escalatedAt,
    },
  };
}

/** Columns that a change of status may set along with it. */
export interface CallChange {
  originStatus?: Status | null;
  reviewerId?: number | null;
  scoredById?: number | null;
  drawId?: number | null;
  sentById?: number | null;
  queuedAt?: Instant | null;
  queuedMonth?: LocalMonth | null;
  returnedById?: number | null;
  returnedAt?: Instant | null;
  returnReason?: GiveBackReason | null;
  noticeLeftAt?: Instant | null;
  clockFromAt?: Instant | null;
  deadlineAt?: Instant | null;
  checklistId?: number | null;
  clientId?: number | null;
  orderId?: number | null;
}

const columns: Record<keyof CallChange, string> = {
  originStatus: 'origin_status',
  reviewerId: 'reviewer_id',
  scoredById: 'scored_by_id',
  drawId: 'draw_id',
  sentById: 'sent_by_id',
  queuedAt: 'queued_at',
  queuedMonth: 'queued_month',
  returnedById: 'returned_by_id',
  returnedAt: 'returned_at',
  returnReason: 'return_reason',
  noticeLeftAt: 'notice_left_at',
  clockFromAt: 'clock_from_at',
  deadlineAt: 'deadline_at',
  checklistId: 'checklist_id',
  clientId: 'client_id',
  orderId: 'order_id',
};

/** Guarded by the status it expects: answers whether the call was still there. */
export function changeStatus(
  tx: Tx,
  call: { id: number; from: Status; to: Status },
  change: CallChange,
): boolean {
  const keys = Object.keys(change) as (keyof CallChange)[];
  const sets = ['status = ?', ...keys.map((key) => `${columns[key]} = ?`)].join(', ');
  const values = keys.map((key) => change[key] ?? null);
  const text = `UPDATE calls SET ${sets} WHERE id = ? AND status = ?`;
  return tx.sql<unknown[], never>(text).run(call.to, ...values, call.id, call.from).changes === 1;
}

/**
 * A call given back from teaching belongs to the window that is open now (DESIGN 2); one that was drawn
 * before does not come again.
 */
export function enterNextDraw(tx: Tx, id: number, now: Instant): void {
  tx.sql(
    `UPDATE calls SET ready_at = ? WHERE id = ? AND ready_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM drawn_calls WHERE call_id = calls.id)`,
  ).run(now, id);
}

/** Sets columns without a change of status. */
export function changeCall(tx: Tx, id: number, change: CallChange): void {
  const keys = Object.keys(change) as (keyof CallChange)[];
  const sets = keys.map((key) => `${columns[key]} = ?`).join(', ');
  const values = keys.map((key) => change[key] ?? null);
  tx.sql<unknown[], never>(`UPDATE calls SET ${sets} WHERE id = ?`).run(...values, id);
}

export interface HistoryEntry {
  callId: number;
  at: Instant;
  actorId: number | null;
  verb: Verb;
  from: Status | null;
  to: Status;
  note: string | null;
}

export function appendHistory(tx: Tx, entry: HistoryEntry): void {
  tx.sql(
    `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(entry.callId, entry.at, entry.actorId, entry.verb, entry.from, entry.to, entry.note);
}

export function historyOf(db: Db, callId: number): (HistoryEntry & { actorName: string | null })[] {
  return db
    .sql<[number], HistoryEntry & { actorName: string | null }>(
      `SELECT h.call_id callId, h.at, h.actor_id actorId, p.name actorName, h.verb,
              h.from_status "from", h.to_status "to", h.note
         FROM call_history h LEFT JOIN people p ON p.id = h.actor_id
        WHERE h.call_id = ? ORDER BY h.id`,
    )
    .all(callId);
}

/** A call with everything a screen or an answer of the API shows of it. */
export interface CallView {
  id: number;
  source: string;
  externalId: string;
  flow: 'in' | 'out';
  status: Status;
  sellerId: number | null;
  sellerName: string | null;
  directionName: string | null;
  phone: string | null;
  startedAt: Instant;
  durationS: number | null;
  talkS: number | null;
  recordingUrl: string | null;
  recordingPath: string | null;
  clientId: number | null;
  clientName: string | null;
  orderId: number | null;
  orderNumber: string | null;
  /** The call type of the credit score. */
  typeName: string | null;
  reviewerId: number | null;
  reviewerName: string | null;
  scoredByName: string | null;
  drawId: number | null;
  sentByName: string | null;
  deadlineAt: Instant | null;
}

const callViewSql = `
  SELECT c.id, c.source, c.external_id externalId, c.flow, c.status, c.seller_id sellerId,
         s.name sellerName, d.name directionName, c.phone, c.started_at startedAt,
         c.duration_s durationS, c.talk_s talkS, c.recording_url recordingUrl,
         c.recording_path recordingPath, c.client_id clientId, cl.name clientName,
         c.order_id orderId, o.number orderNumber,
         (SELECT v.name FROM checklist_versions v WHERE v.checklist_id = c.checklist_id
           ORDER BY v.version DESC LIMIT 1) typeName,
         c.reviewer_id reviewerId, r.name reviewerName,
         sc.name scoredByName, c.draw_id drawId, se.name sentByName, c.deadline_at deadlineAt
    FROM calls c
    LEFT JOIN people s ON s.id = c.seller_id
    LEFT JOIN directions d ON d.id = c.direction_id
    LEFT JOIN clients cl ON cl.id = c.client_id
    LEFT JOIN orders o ON o.id = c.order_id
    LEFT JOIN people r ON r.id = c.reviewer_id
    LEFT JOIN people sc ON sc.id = c.scored_by_id
    LEFT JOIN people se ON se.id = c.sent_by_id`;

export function callView(db: Db, id: number): CallView | null {
  return db.sql<[number], CallView>(`${callViewSql} WHERE c.id = ?`).get(id) ?? null;
}

/** How long a call's recording can be at most, by what is known of the call; without end if nothing is. */
export function recordedSecondsOf(db: Db, id: number): number {
  const text = `SELECT max(coalesce(talk_s, 0), coalesce(duration_s, 0),
      coalesce((SELECT length_s FROM recordings WHERE call_id = calls.id), 0)) FROM calls WHERE id = ?`;
  return db.sql<[number], number>(text).pluck().get(id) || Number.POSITIVE_INFINITY;
}

/** The month in which a call was drawn or sent; null for one that never was. */
export function queuedMonthOf(db: Db, id: number): LocalMonth | null {
  const text = 'SELECT queued_month FROM calls WHERE id = ?';
  return db.sql<[number], LocalMonth | null>(text).pluck().get(id) ?? null;
}

export function talkSecondsOf(db: Db, id: number): number {
  const text = 'SELECT talk_s talkS FROM calls WHERE id = ?';
  return db.sql<[number], { talkS: number | null }>(text).get(id)?.talkS ?? 0;
}
