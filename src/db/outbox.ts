import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** What leaves by the outbox. A kind's words are in the locale files; its payload holds only ids. */
export type NoticeKind =
  | 'scored'
  | 'settled'
  | 'deadline_reminder'
  | 'deadlines_moved'
  | 'appealed'
  | 'appeal_waiting'
  | 'appeal_answered'
  | 'appeal_decided'
  | 'appeal_begun'
  | 'appeal_closed'
  | 'appeal_overdue'
  | 'drawn'
  | 'queue_filled'
  | 'unreachable'
  | 'unreachable_more'
  | 'missed'
  | 'advice_waiting'
  | 'advice_closed'
  | 'taught'
  | 'teaching_read'
  | 'advice_returned'
  | 'advice_overdue'
  | 'call_returned'
  | 'lease_expired'
  | 'return_waiting'
  | 'return_closed'
  | 'tied_lease'
  | 'queue_stuck'
  | 'draw_short'
  | 'points_reversed'
  | 'on_self'
  | 'debt_written_off'
  | 'digest';

export interface Notice {
  id: number;
  key: string;
  personId: number;
  kind: NoticeKind;
  callId: number | null;
  payload: Record<string, unknown>;
  attempts: number;
  dueAt: Instant;
  firstAttemptAt: Instant | null;
}

export interface NewNotice {
  /** One message a key, however often it is asked for. */
  key: string;
  personId: number;
  kind: NoticeKind;
  callId?: number | null;
  payload?: Record<string, unknown>;
  dueAt: Instant;
}

export function enqueue(tx: Tx, notice: NewNotice, now: Instant): void {
  tx.sql(
    `INSERT INTO outbox (key, person_id, kind, call_id, payload, state, created_at, due_at)
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?) ON CONFLICT (key) DO NOTHING`,
  ).run(
    notice.key,
    notice.personId,
    notice.kind,
    notice.callId ?? null,
    JSON.stringify(notice.payload ?? {}),
    now,
    notice.dueAt,
  );
}

const select = `SELECT id, key, person_id personId, kind, call_id callId, payload, attempts,
  due_at dueAt, first_attempt_at firstAttemptAt FROM outbox`;

function toNotice(row: Omit<Notice, 'payload'> & { payload: string }): Notice {
  return { ...row, payload: JSON.parse(row.payload) as Record<string, unknown> };
}

export function dueNotices(db: Db, now: Instant, most: number): Notice[] {
  return db
    .sql<[Instant, number], Omit<Notice, 'payload'> & { payload: string }>(
      `${select} WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
    )
    .all(now, most)
    .map(toNotice);
}

/** Counts an attempt and sets when to try again if nothing is heard of this one. */
export function claimNotice(tx: Tx, id: number, now: Instant, retryAt: Instant): boolean {
  return (
    tx
      .sql(
        `UPDATE outbox SET attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?),
           due_at = ? WHERE id = ? AND state = 'waiting' AND due_at <= ?`,
      )
      .run(now, retryAt, id, now).changes === 1
  );
}

export function noticeSent(
  tx: Tx,
  id: number,
  sent: { at: Instant; chatId: number; messageId: number },
): void {
  tx.sql(
    "UPDATE outbox SET state = 'sent', sent_at = ?, chat_id = ?, message_id = ?, last_error = NULL WHERE id = ?",
  ).run(sent.at, sent.chatId, sent.messageId, id);
}

export function noticePostponed(tx: Tx, id: number, dueAt: Instant, error: string): void {
  tx.sql('UPDATE outbox SET due_at = ?, last_error = ? WHERE id = ?').run(dueAt, error, id);
}

/** False where the notice had been found to have arrived meanwhile. */
export function noticeGivenUp(tx: Tx, id: number, error: string): boolean {
  const text =
    "UPDATE outbox SET state = 'given_up', last_error = ? WHERE id = ? AND state = 'waiting'";
  return tx.sql(text).run(error, id).changes === 1;
}

/** Takes back what has not left yet, and frees its key: the same may have to be told anew. */
export function cancelNotices(tx: Tx, callId: number, kind: NoticeKind): void {
  tx.sql(
    `UPDATE outbox SET state = 'cancelled', key = key || '#' || id
      WHERE call_id = ? AND kind = ? AND state = 'waiting'`,
  ).run(callId, kind);
}

/** The last message of this kind about a call in somebody's chat: what is edited when things move on. */
export function sentMessage(db: Db, callId: number, kind: NoticeKind, personId: number) {
  return (
    db
      .sql<[number, string, number], { id: number; chatId: number; messageId: number }>(
        `SELECT id, chat_id chatId, message_id messageId FROM outbox
          WHERE call_id = ? AND kind = ? AND person_id = ? AND state = 'sent'
          ORDER BY id DESC LIMIT 1`,
      )
      .get(callId, kind, personId) ?? null
  );
}

/** Who was told of a call by this kind of notice, or is about to be. */
export function toldOf(db: Db, callId: number, kind: NoticeKind): number[] {
  return db
    .sql<[number, string], number>(
      `SELECT DISTINCT person_id FROM outbox
        WHERE call_id = ? AND kind = ? AND state IN ('waiting', 'sent')`,
    )
    .pluck()
    .all(callId, kind);
}

export function waitingNotices(db: Db): { waiting: number; oldestDueAt: Instant | null } {
  return (
    db
      .sql<[], { waiting: number; oldestDueAt: Instant | null }>(
        "SELECT count(*) waiting, min(due_at) oldestDueAt FROM outbox WHERE state = 'waiting'",
      )
      .get() ?? { waiting: 0, oldestDueAt: null }
  );
}

export function cancelNotice(tx: Tx, id: number): void {
  tx.sql("UPDATE outbox SET state = 'cancelled' WHERE id = ?").run(id);
}

/** A notice by its key, with what has become of it. */
export function noticeByKey(
  db: Db,
  key: string,
): { id: number; payload: Notice['payload'] } | null {
  const text = 'SELECT id, payload FROM outbox WHERE key = ?';
  const row = db.sql<[string], { id: number; payload: string }>(text).get(key);
  return row ? { id: row.id, payload: JSON.parse(row.payload) as Notice['payload'] } : null;
}

export function noticeById(db: Db, id: number): (Notice & { state: string }) | null {
  const row = db
    .sql<[number], Omit<Notice, 'payload'> & { payload: string; state: string }>(
      `${select.replace(' FROM', ', state FROM')} WHERE id = ?`,
    )
    .get(id);
  return row ? { ...toNotice(row), state: row.state } : null;
}

export function changePayload(tx: Tx, id: number, payload: Notice['payload']): void {
  tx.sql('UPDATE outbox SET payload = ? WHERE id = ?').run(JSON.stringify(payload), id);
}
