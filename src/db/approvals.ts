import { bulkWay } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Tx } from './open.ts';

const {
  from: [from],
  to,
} = bulkWay('approve');

export interface ApprovalTerms {
  now: Instant;
  /** The month of `now`, for a call of which nobody knows when it was drawn or sent. */
  month: LocalMonth;
  /** Empty while no month is closed. */
  firstOpenMonth: LocalMonth;
  policyId: number;
  reviewPoints: number;
  violationPoints: number;
}

/**
 * Approves the reviews that are due, the longest due first, at most `most`: status, history, result,
 * transfers and the edit of the seller's notice, each in one statement. The transfers are those that
 * `transfersOf` gives for an unappealed review; a test holds the two together.
 * Answers how many were approved.
 *
 * CROSS JOIN, and the plus before the status, hold SQLite to beginning with the slice: of itself it reads
 * the whole table of calls, or all that are due.
 */
export function approveSlice(tx: Tx, terms: ApprovalTerms, most: number): number {
  tx.sql(
    `CREATE TEMP TABLE IF NOT EXISTS due
       (call_id INTEGER PRIMARY KEY, review_id INTEGER, month TEXT, talk_s INTEGER)`,
  ).run();
  tx.sql('DELETE FROM temp.due').run();
  const found = tx
    .sql<[LocalMonth, LocalMonth, Instant, number], never>(
      `INSERT INTO temp.due
       SELECT c.id, (SELECT r.id FROM reviews r
                      WHERE r.call_id = c.id AND r.purpose = 'credit' AND r.state <> 'draft'),
              max(coalesce(c.queued_month, ?), ?), coalesce(c.talk_s, 0)
         FROM calls c INDEXED BY calls_due
        WHERE c.status = '${from}' AND c.deadline_at <= ?
        ORDER BY c.deadline_at, c.id LIMIT ?`,
    )
    .run(terms.month, terms.firstOpenMonth, terms.now, most).changes;
  if (found === 0) return 0;
  tx.sql(
    `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
     SELECT call_id, ?, NULL, 'approve', '${from}', '${to}', NULL FROM temp.due`,
  ).run(terms.now);
  tx.sql(
    `UPDATE calls SET status = '${to}'
      WHERE id IN (SELECT call_id FROM temp.due) AND +status = '${from}'`,
  ).run();
  payReviewers(tx, terms);
  // A month at a time, mostly one: an UPDATE … FROM would sort the slice into a table of its own first.
  const months = tx.sql<[], LocalMonth>('SELECT DISTINCT month FROM temp.due').pluck().all();
  for (const month of months) {
    tx.sql(
      `UPDATE reviews SET state = 'approved', approved_at = ?, credit_month = ?, policy_id = ?
        WHERE id IN (SELECT review_id FROM temp.due WHERE month = ?)`,
    ).run(terms.now, month, terms.policyId, month);
  }
  tx.sql(
    `INSERT INTO outbox (key, person_id, kind, call_id, payload, state, created_at, due_at)
     SELECT 'settled:' || d.review_id, c.seller_id, 'settled', c.id, '{}', 'waiting', ?, ?
       FROM temp.due d CROSS JOIN calls c ON c.id = d.call_id WHERE true
     ON CONFLICT (key) DO NOTHING`,
  ).run(terms.now, terms.now);
  return found;
}

function payReviewers(tx: Tx, { now, reviewPoints, violationPoints }: ApprovalTerms): void {
  const insert = `INSERT INTO ledger
    (at, month, from_person_id, to_person_id, points, cause, review_id, item_code)`;
  if (reviewPoints > 0) {
    tx.sql(
      `${insert} SELECT ?, d.month, NULL, r.reviewer_id, ?, 'review', r.id, ''
         FROM temp.due d CROSS JOIN reviews r ON r.id = d.review_id WHERE r.too_fast = 0`,
    ).run(now, reviewPoints);
  }
  if (violationPoints > 0) {
    tx.sql(
      `${insert} SELECT ?, d.month, NULL, r.reviewer_id, ?, 'violation', r.id, i.item_code
         FROM temp.due d CROSS JOIN reviews r ON r.id = d.review_id
         CROSS JOIN review_items i ON i.review_id = r.id
        WHERE r.too_fast = 0 AND i.verdict = 'fail'
          AND (i.comment IS NOT NULL OR i.moment_s IS NOT NULL)
          AND is_explained(i.comment, i.moment_s, d.talk_s)`,
    ).run(now, violationPoints);
  }
}
