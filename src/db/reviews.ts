import type { Answer, Verdict } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export type Purpose = 'credit' | 'advice' | 'training' | 'side';
export type ReviewState = 'draft' | 'submitted' | 'approved' | 'overturned' | 'annulled';

export interface Review {
  id: number;
  callId: number;
  reviewerId: number;
  reviewerName: string;
  purpose: Purpose;
  state: ReviewState;
  versionId: number | null;
  cursorItem: string | null;
  lastFailedItem: string | null;
  recommendation: string | null;
  /** A teaching review's spoken words, as Telegram's file id. */
  voice: string | null;
  startedAt: Instant;
  touchedAt: Instant;
  recordingSentAt: Instant | null;
  submittedAt: Instant | null;
  readAt: Instant | null;
  tooFast: number;
  handedInEarned: number | null;
  handedInPossible: number | null;
  earned: number | null;
  possible: number | null;
  approvedAt: Instant | null;
  creditMonth: string | null;
}

const select = `
  SELECT r.id, r.call_id callId, r.reviewer_id reviewerId, p.name reviewerName, r.purpose, r.state,
         r.version_id versionId, r.cursor_item cursorItem, r.last_failed_item lastFailedItem,
         r.recommendation, r.voice, r.started_at startedAt, r.touched_at touchedAt, r.recording_sent_at recordingSentAt,
         r.submitted_at submittedAt, r.read_at readAt, r.too_fast tooFast, r.handed_in_earned handedInEarned,
         r.handed_in_possible handedInPossible, r.earned, r.possible, r.approved_at approvedAt,
         r.credit_month creditMonth
    FROM reviews r JOIN people p ON p.id = r.reviewer_id`;

export function draftOf(db: Db, callId: number, reviewerId: number): Review | null {
  const text = `${select} WHERE r.call_id = ? AND r.reviewer_id = ? AND r.state = 'draft'`;
  return db.sql<[number, number], Review>(text).get(callId, reviewerId) ?? null;
}

export function reviewById(db: Db, id: number): Review | null {
  return db.sql<[number], Review>(`${select} WHERE r.id = ?`).get(id) ?? null;
}

/** The draft that somebody last put a hand to. */
export function latestDraftOf(db: Db, reviewerId: number): Review | null {
  const text = `${select} WHERE r.reviewer_id = ? AND r.state = 'draft'
    ORDER BY r.touched_at DESC LIMIT 1`;
  return db.sql<[number], Review>(text).get(reviewerId) ?? null;
}

/** The credit score that was handed in for a call; null while there is none. */
export function creditReviewOf(db: Db, callId: number): Review | null {
  const text = `${select} WHERE r.call_id = ? AND r.purpose = 'credit' AND r.state <> 'draft'`;
  return db.sql<[number], Review>(text).get(callId) ?? null;
}

/** Reviews that were handed in, oldest first. */
export function reviewsOf(db: Db, callId: number): Review[] {
  const text = `${select} WHERE r.call_id = ? AND r.state <> 'draft' ORDER BY r.id`;
  return db.sql<[number], Review>(text).all(callId);
}

export function insertDraft(
  tx: Tx,
  draft: { callId: number; reviewerId: number; purpose: Purpose },
  now: Instant,
): void {
  tx.sql(
    `INSERT INTO reviews (call_id, reviewer_id, purpose, state, started_at, touched_at)
     VALUES (?, ?, ?, 'draft', ?, ?) ON CONFLICT DO NOTHING`,
  ).run(draft.callId, draft.reviewerId, draft.purpose, now, now);
}

/** The draft of a call that somebody takes for teaching, one that lay there from before included. */
export function beginTeachingDraft(
  tx: Tx,
  draft: { callId: number; reviewerId: number; purpose: 'advice' | 'training' },
  now: Instant,
): void {
  insertDraft(tx, draft, now);
  tx.sql(
    `UPDATE reviews SET purpose = ?, touched_at = ?
      WHERE call_id = ? AND reviewer_id = ? AND state = 'draft'`,
  ).run(draft.purpose, now, draft.callId, draft.reviewerId);
}

/** Forgets what was begun on a call that is handed back. */
export function discardDraft(tx: Tx, callId: number, reviewerId: number): void {
  const draft = draftOf(tx, callId, reviewerId);
  if (!draft) return;
  tx.sql('DELETE FROM review_items WHERE review_id = ?').run(draft.id);
  tx.sql('DELETE FROM reviews WHERE id = ?').run(draft.id);
}

/** Forgets whatever anybody had begun on a call that goes back; side reviews are nobody's to end. */
export function discardDrafts(tx: Tx, callId: number): void {
  const drafts = `SELECT id FROM reviews WHERE call_id = ? AND state = 'draft' AND purpose <> 'side'`;
  tx.sql(`DELETE FROM review_items WHERE review_id IN (${drafts})`).run(callId);
  tx.sql(`DELETE FROM reviews WHERE id IN (${drafts})`).run(callId);
}

/** Another call type starts the checklist anew. */
export function setVersion(
  tx: Tx,
  reviewId: number,
  version: { id: number; firstItem: string },
  now: Instant,
): void {
  tx.sql('DELETE FROM review_items WHERE review_id = ?').run(reviewId);
  tx.sql(
    `UPDATE reviews SET version_id = ?, cursor_item = ?, last_failed_item = NULL, touched_at = ?
      WHERE id = ?`,
  ).run(version.id, version.firstItem, now, reviewId);
}

export function saveAnswer(tx: Tx, reviewId: number, itemCode: string, answer: Answer): void {
  tx.sql(
    `INSERT INTO review_items (review_id, item_code, verdict, comment, moment_s)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (review_id, item_code) DO UPDATE
       SET verdict = excluded.verdict, comment = excluded.comment, moment_s = excluded.moment_s`,
  ).run(reviewId, itemCode, answer.verdict, answer.comment, answer.momentS);
}

/** Where the scoring screen stands; a null cursor is the overview. */
export function setCursor(
  tx: Tx,
  reviewId: number,
  cursor: { item: string | null; lastFailed: string | null },
  now: Instant,
): void {
  tx.sql(
    'UPDATE reviews SET cursor_item = ?, last_failed_item = ?, touched_at = ? WHERE id = ?',
  ).run(cursor.item, cursor.lastFailed, now, reviewId);
}

export function setRecommendation(
  tx: Tx,
  reviewId: number,
  text: string | null,
  now: Instant,
): void {
  tx.sql('UPDATE reviews SET recommendation = ?, touched_at = ? WHERE id = ?').run(
    text,
    now,
    reviewId,
  );
}

export function setVoice(tx: Tx, reviewId: number, fileId: string, now: Instant): void {
  tx.sql('UPDATE reviews SET voice = ?, touched_at = ? WHERE id = ?').run(fileId, now, reviewId);
}

/** Its sheet was opened again: what is typed next belongs to it. */
export function touchDraft(tx: Tx, reviewId: number, now: Instant): void {
  tx.sql('UPDATE reviews SET touched_at = ? WHERE id = ?').run(now, reviewId);
}

export function setRecordingSent(tx: Tx, reviewId: number, at: Instant): void {
  tx.sql('UPDATE reviews SET recording_sent_at = coalesce(recording_sent_at, ?) WHERE id = ?').run(
    at,
    reviewId,
  );
}

export function submitReview(
  tx: Tx,
  reviewId: number,
  result: { earned: number; possible: number; verdicts: string; tooFast: boolean },
  now: Instant,
): void {
  usual.delete(tx.orm);
  tx.sql(
    `UPDATE reviews SET state = 'submitted', submitted_at = ?, too_fast = ?, handed_in_earned = ?,
       handed_in_possible = ?, earned = ?, possible = ?, verdicts = ? WHERE id = ?`,
  ).run(
    now,
    result.tooFast ? 1 : 0,
    result.earned,
    result.possible,
    result.earned,
    result.possible,
    result.verdicts,
    reviewId,
  );
}

export function reopenReview(tx: Tx, reviewId: number): void {
  tx.sql(
    `UPDATE reviews SET state = 'draft', submitted_at = NULL, cursor_item = NULL, earned = NULL,
       possible = NULL, handed_in_earned = NULL, handed_in_possible = NULL, verdicts = NULL
      WHERE id = ?`,
  ).run(reviewId);
}

/** A teaching review is final at once, and belongs to no month: it never counts. */
export function finishTeaching(
  tx: Tx,
  reviewId: number,
  score: { earned: number; possible: number } | null,
  now: Instant,
): void {
  const [earned, possible] = [score?.earned ?? null, score?.possible ?? null];
  tx.sql(
    `UPDATE reviews SET state = 'approved', submitted_at = ?, approved_at = ?, handed_in_earned = ?,
       handed_in_possible = ?, earned = ?, possible = ? WHERE id = ? AND purpose <> 'credit'`,
  ).run(now, now, earned, possible, earned, possible, reviewId);
}

/** Answers whether it had not been read before. */
export function markRead(tx: Tx, reviewId: number, now: Instant): boolean {
  const text = 'UPDATE reviews SET read_at = ? WHERE id = ? AND read_at IS NULL';
  return tx.sql(text).run(now, reviewId).changes === 1;
}

export interface FinalResult {
  state: 'approved' | 'overturned' | 'annulled';
  earned: number;
  possible: number;
  /** `verdictWord` of the answers as they stand. */
  verdicts: string;
  /** Null: never counts. */
  creditMonth: string | null;
  policyId: number;
}

export function finishReview(tx: Tx, reviewId: number, result: FinalResult, now: Instant): void {
  tx.sql(
    `UPDATE reviews SET state = ?, earned = ?, possible = ?, verdicts = ?, approved_at = ?,
       credit_month = ?, policy_id = ? WHERE id = ?`,
  ).run(
    result.state,
    result.earned,
    result.possible,
    result.verdicts,
    now,
    result.creditMonth,
    result.policyId,
    reviewId,
  );
}

interface ItemRow extends Answer {
  itemCode: string;
}

export function answersOf(db: Db, reviewId: number): Map<string, Answer> {
  const rows = db
    .sql<[number], ItemRow>(
      `SELECT item_code itemCode, verdict, comment, moment_s momentS
         FROM review_items WHERE review_id = ?`,
    )
    .all(reviewId);
  return new Map(rows.map(({ itemCode, ...answer }) => [itemCode, answer]));
}

const usual = new WeakMap<Db['orm'], Map<string, string[]>>();

/**
 * The comments most used on an item when it failed, to be offered as buttons. Kept until the next score
 * is handed in, since a screen asks for them at every tap.
 */
export function usualComments(db: Db, versionId: number, itemCode: string, most: number): string[] {
  const known = usual.get(db.orm) ?? new Map<string, string[]>();
  usual.set(db.orm, known);
  const key = `${versionId}:${itemCode}`;
  const comments = known.get(key) ?? readUsualComments(db, versionId, itemCode, most);
  known.set(key, comments);
  return comments;
}

function readUsualComments(db: Db, versionId: number, itemCode: string, most: number): string[] {
  return db
    .sql<[number, string, Verdict, number], { comment: string }>(
      `SELECT i.comment FROM review_items i JOIN (
           SELECT id FROM reviews WHERE version_id = ? AND state <> 'draft' ORDER BY id DESC LIMIT 500
         ) r ON r.id = i.review_id
        WHERE i.item_code = ? AND i.verdict = ? AND i.comment IS NOT NULL
        GROUP BY i.comment ORDER BY count(*) DESC, i.comment LIMIT ?`,
    )
    .all(versionId, itemCode, 'fail', most)
    .map((row) => row.comment);
}
