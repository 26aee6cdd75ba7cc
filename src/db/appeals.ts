import type { AppealKind, Decision } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export type AppealState = 'draft' | 'open' | 'upheld' | 'rejected' | 'annulled' | 'conceded';

export interface Appeal {
  id: number;
  callId: number;
  reviewId: number;
  sellerId: number;
  state: AppealState;
  kind: AppealKind;
  reason: string | null;
  reasonVoice: string | null;
  openedAt: Instant | null;
  answer: string | null;
  begunById: number | null;
  escalatedAt: Instant | null;
  decisionReason: string | null;
  decidedById: number | null;
  decidedAt: Instant | null;
  /** Item code → decision, null while undecided. */
  items: Record<string, Decision | null>;
}

type Row = Omit<Appeal, 'items'> & { items: string };

const select = `
  SELECT a.id, a.call_id callId, a.review_id reviewId, a.seller_id sellerId, a.state, a.kind, a.reason,
         a.reason_voice reasonVoice, a.opened_at openedAt, a.answer, a.begun_by_id begunById,
         a.escalated_at escalatedAt, a.decision_reason decisionReason, a.decided_by_id decidedById,
         a.decided_at decidedAt,
         (SELECT json_group_object(item_code, decision) FROM appeal_items WHERE appeal_id = a.id) items
    FROM appeals a`;

function toAppeal(row: Row | undefined): Appeal | null {
  if (!row) return null;
  return { ...row, items: JSON.parse(row.items) as Record<string, Decision | null> };
}

/** The appeal of a credit review, a draft included; a review has at most one. */
export function appealOf(db: Db, reviewId: number): Appeal | null {
  return toAppeal(db.sql<[number], Row>(`${select} WHERE a.review_id = ?`).get(reviewId));
}

export function appealById(db: Db, id: number): Appeal | null {
  return toAppeal(db.sql<[number], Row>(`${select} WHERE a.id = ?`).get(id));
}

export function openAppeals(db: Db): Appeal[] {
  return db
    .sql<[], Row>(`${select} WHERE a.state = 'open' ORDER BY a.opened_at, a.id`)
    .all()
    .flatMap((row) => toAppeal(row) ?? []);
}

export function openAppealsOf(db: Db, sellerId: number): number {
  const text = "SELECT count(*) n FROM appeals WHERE seller_id = ? AND state = 'open'";
  return db.sql<[number], { n: number }>(text).get(sellerId)?.n ?? 0;
}

export function insertAppealDraft(
  tx: Tx,
  draft: { callId: number; reviewId: number; sellerId: number },
): void {
  tx.sql(
    `INSERT INTO appeals (call_id, review_id, seller_id, state, kind) VALUES (?, ?, ?, 'draft', 'items')
     ON CONFLICT DO NOTHING`,
  ).run(draft.callId, draft.reviewId, draft.sellerId);
}

export function deleteAppealDraft(tx: Tx, id: number): void {
  tx.sql('DELETE FROM appeal_items WHERE appeal_id = ?').run(id);
  tx.sql("DELETE FROM appeals WHERE id = ? AND state = 'draft'").run(id);
}

export function setAppealKind(tx: Tx, id: number, kind: AppealKind): void {
  tx.sql('UPDATE appeals SET kind = ? WHERE id = ?').run(kind, id);
  if (kind !== 'items') tx.sql('DELETE FROM appeal_items WHERE appeal_id = ?').run(id);
}

export function toggleAppealItem(tx: Tx, id: number, itemCode: string): void {
  const gone = tx
    .sql('DELETE FROM appeal_items WHERE appeal_id = ? AND item_code = ?')
    .run(id, itemCode);
  if (gone.changes > 0) return;
  tx.sql('INSERT INTO appeal_items (appeal_id, item_code) VALUES (?, ?)').run(id, itemCode);
}

export function setAppealReason(
  tx: Tx,
  id: number,
  reason: { text: string | null; voice: string | null },
): void {
  tx.sql('UPDATE appeals SET reason = ?, reason_voice = ? WHERE id = ?').run(
    reason.text,
    reason.voice,
    id,
  );
}

export function openAppeal(tx: Tx, id: number, now: Instant): void {
  tx.sql("UPDATE appeals SET state = 'open', opened_at = ? WHERE id = ?").run(now, id);
}

export function setAnswer(tx: Tx, id: number, answer: string, now: Instant): boolean {
  return (
    tx
      .sql('UPDATE appeals SET answer = ?, answered_at = ? WHERE id = ? AND answer IS NULL')
      .run(answer, now, id).changes === 1
  );
}

/** Who has begun to decide an appeal; null: nobody any more. */
export function setBegun(tx: Tx, id: number, begun: { byId: number; at: Instant } | null): void {
  tx.sql('UPDATE appeals SET begun_by_id = ?, begun_at = ? WHERE id = ?').run(
    begun?.byId ?? null,
    begun?.at ?? null,
    id,
  );
}

export function closeAppeal(
  tx: Tx,
  id: number,
  result: {
    state: Exclude<AppealState, 'draft' | 'open'>;
    decisions: Readonly<Record<string, Decision>>;
    reason: string | null;
    by: number;
  },
  now: Instant,
): void {
  for (const [itemCode, decision] of Object.entries(result.decisions)) {
    tx.sql('UPDATE appeal_items SET decision = ? WHERE appeal_id = ? AND item_code = ?').run(
      decision,
      id,
      itemCode,
    );
  }
  tx.sql(
    `UPDATE appeals SET state = ?, decision_reason = ?, decided_by_id = ?, decided_at = ?
      WHERE id = ?`,
  ).run(result.state, result.reason, result.by, now, id);
  tx.sql('DELETE FROM decision_drafts WHERE appeal_id = ?').run(id);
}

export function markReminded(tx: Tx, id: number, now: Instant): void {
  tx.sql('UPDATE appeals SET reminded_at = ? WHERE id = ?').run(now, id);
}

export function markEscalated(tx: Tx, id: number, now: Instant): void {
  tx.sql('UPDATE appeals SET escalated_at = ? WHERE id = ?').run(now, id);
}

export function overdueAppeals(
  db: Db,
  column: 'reminded_at' | 'escalated_at',
  openedBefore: Instant,
): number[] {
  return db
    .sql<[Instant], { id: number }>(
      `SELECT id FROM appeals WHERE state = 'open' AND opened_at <= ? AND ${column} IS NULL
        ORDER BY opened_at, id`,
    )
    .all(openedBefore)
    .map((row) => row.id);
}

// ── a head's decision in the making ──────────────────────────────────────────────────────────────

export interface DecisionDraft {
  decisions: Record<string, Decision>;
  annul: boolean | null;
  reason: string | null;
}

export function decisionDraft(db: Db, appealId: number, supervisorId: number): DecisionDraft {
  const row = db
    .sql<[number, number], { decisions: string; annul: number | null; reason: string | null }>(
      `SELECT decisions, annul, reason FROM decision_drafts
        WHERE appeal_id = ? AND supervisor_id = ?`,
    )
    .get(appealId, supervisorId);
  return {
    decisions: row ? (JSON.parse(row.decisions) as Record<string, Decision>) : {},
    annul: row?.annul == null ? null : row.annul === 1,
    reason: row?.reason ?? null,
  };
}

export function saveDecisionDraft(
  tx: Tx,
  appealId: number,
  supervisorId: number,
  draft: DecisionDraft,
): void {
  tx.sql(
    `INSERT INTO decision_drafts (appeal_id, supervisor_id, decisions, annul, reason)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (appeal_id, supervisor_id) DO UPDATE
       SET decisions = excluded.decisions, annul = excluded.annul, reason = excluded.reason`,
  ).run(
    appealId,
    supervisorId,
    JSON.stringify(draft.decisions),
    draft.annul === null ? null : draft.annul ? 1 : 0,
    draft.reason,
  );
}

/** Whose drafts of a decision hold one, the first drafted first. A reason alone decides nothing. */
export function decidersOf(db: Db, appealId: number): number[] {
  return db
    .sql<[number], number>(
      `SELECT supervisor_id FROM decision_drafts
        WHERE appeal_id = ? AND (annul IS NOT NULL OR decisions <> '{}') ORDER BY rowid`,
    )
    .pluck()
    .all(appealId);
}

/** Unclear items that the fund has paid this seller for in a month and not taken back, as they stood then. */
export function unclearPaid(
  db: Db,
  where: { sellerId: number; month: string },
): { versionId: number; itemCode: string }[] {
  return db
    .sql<[number, string], { versionId: number; itemCode: string }>(
      `SELECT r.version_id versionId, l.item_code itemCode
         FROM ledger l JOIN reviews r ON r.id = l.review_id
        WHERE l.to_person_id = ? AND l.month = ? AND l.cause = 'appeal_unclear'
          AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses_id = l.id)`,
    )
    .all(where.sellerId, where.month);
}

/** An appeal as a month's sheet lists it. */
export interface SettledAppeal {
  callId: number;
  sellerId: number;
  controllerId: number;
  kind: AppealKind;
  state: AppealState;
  reason: string | null;
  openedAt: Instant;
  decidedAt: Instant;
  decidedById: number | null;
  decisionReason: string | null;
}

/** Appeals settled in a stretch of time, by when they were. */
export function settledBetween(db: Db, from: Instant, to: Instant): SettledAppeal[] {
  return db
    .sql<[Instant, Instant], SettledAppeal>(
      `SELECT a.call_id callId, a.seller_id sellerId, r.reviewer_id controllerId, a.kind, a.state,
              a.reason, a.opened_at openedAt, a.decided_at decidedAt, a.decided_by_id decidedById,
              a.decision_reason decisionReason
         FROM appeals a JOIN reviews r ON r.id = a.review_id
        WHERE a.decided_at >= ? AND a.decided_at < ? ORDER BY a.decided_at, a.id`,
    )
    .all(from, to);
}
