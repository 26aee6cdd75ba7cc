import { aliasedTable, type SQL, sql } from 'drizzle-orm';
import { bulkWay } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Tx } from './open.ts';
import { type Given, nameOf, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { ledger } from './schema/ledger.ts';
import { outbox } from './schema/outbox.ts';
import { reviewItems, reviews } from './schema/reviews.ts';

const way = bulkWay('approve');
const from = sql.raw(`'${way.from[0]}'`);
const to = sql.raw(`'${way.to}'`);

export interface ApprovalTerms {
  now: Instant;
  /** Deadlines up to here have come. */
  earliestAt: Instant;
  /** The month of `now`, for a call of which nobody knows when it was drawn or sent. */
  month: LocalMonth;
  /** Empty while no month is closed. */
  firstOpenMonth: LocalMonth;
  policyId: number;
  reviewPoints: number;
  violationPoints: number;
}

// The batch that is approved, in a table of its own that lives as long as the connection.
const makeDue = preparedSql(
  () => sql<never>`CREATE TEMP TABLE IF NOT EXISTS due
    (call_id INTEGER PRIMARY KEY, review_id INTEGER, month TEXT, talk_s INTEGER)`,
);
const emptyDue = preparedSql(() => sql<never>`DELETE FROM temp.due`);

const c = aliasedTable(calls, 'c');
const r = aliasedTable(reviews, 'r');
const i = aliasedTable(reviewItems, 'i');

type Due = Given<Pick<ApprovalTerms, 'earliestAt' | 'month' | 'firstOpenMonth'> & { most: number }>;

const fillDue = preparedSql(
  ({ earliestAt, month, firstOpenMonth, most }: Due) => sql<never>`
    INSERT INTO temp.due
    SELECT ${c.id}, (SELECT ${r.id} FROM ${reviews} r
                      WHERE ${r.callId} = ${c.id} AND ${r.purpose} = 'credit' AND ${r.state} <> 'draft'),
           max(coalesce(${c.queuedMonth}, ${month}), ${firstOpenMonth}), coalesce(${c.talkS}, 0)
      FROM ${calls} c INDEXED BY calls_due
     WHERE ${c.status} = ${from} AND ${c.deadlineAt} <= ${earliestAt}
     ORDER BY ${c.deadlineAt}, ${c.id} LIMIT ${most}`,
);

const noteHistory = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    INSERT INTO ${callHistory}
      (${nameOf(callHistory.callId)}, ${nameOf(callHistory.at)}, ${nameOf(callHistory.actorId)},
       ${nameOf(callHistory.verb)}, ${nameOf(callHistory.fromStatus)},
       ${nameOf(callHistory.toStatus)}, ${nameOf(callHistory.note)})
    SELECT call_id, ${now}, NULL, 'approve', ${from}, ${to}, NULL FROM temp.due`,
);

const approveCalls = preparedSql(
  () => sql<never>`
    UPDATE ${calls} SET ${nameOf(calls.status)} = ${to}
     WHERE ${calls.id} IN (SELECT call_id FROM temp.due) AND +${calls.status} = ${from}`,
);

// A month at a time, mostly one: an UPDATE … FROM would sort the batch into a table of its own first.
const dueMonths = preparedSql(
  () => sql<{ month: LocalMonth }>`SELECT DISTINCT month FROM temp.due`,
);

const approveReviews = preparedSql(
  ({
    now,
    month,
    policyId,
  }: Given<Pick<ApprovalTerms, 'now' | 'month' | 'policyId'>>) => sql<never>`
    UPDATE ${reviews}
       SET ${nameOf(reviews.state)} = 'approved', ${nameOf(reviews.approvedAt)} = ${now},
           ${nameOf(reviews.creditMonth)} = ${month}, ${nameOf(reviews.policyId)} = ${policyId}
     WHERE ${reviews.id} IN (SELECT review_id FROM temp.due WHERE month = ${month})
       AND ${reviews.state} = 'submitted'`,
);

const tellSellers = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    INSERT INTO ${outbox}
      (${nameOf(outbox.key)}, ${nameOf(outbox.personId)}, ${nameOf(outbox.kind)},
       ${nameOf(outbox.callId)}, ${nameOf(outbox.payload)}, ${nameOf(outbox.state)},
       ${nameOf(outbox.createdAt)}, ${nameOf(outbox.dueAt)})
    SELECT 'settled:' || d.review_id, ${c.sellerId}, 'settled', ${c.id}, '{}', 'waiting', ${now}, ${now}
      FROM temp.due d CROSS JOIN ${calls} c ON ${c.id} = d.call_id WHERE true
    ON CONFLICT (${nameOf(outbox.key)}) DO NOTHING`,
);

/**
 * Approves the reviews that are due, the longest due first, at most `most`: status, history, result,
 * transfers and the edit of the seller's notice, each in one statement. The transfers are those that
 * `transfersOf` gives for an unappealed review; a test holds the two together.
 * Answers how many were approved.
 *
 * CROSS JOIN, and the plus before the status, hold SQLite to beginning with the batch: of itself it reads
 * the whole table of calls, or all that are due.
 */
export function approveBatch(tx: Tx, terms: ApprovalTerms, most: number): number {
  const { now, earliestAt, month, firstOpenMonth, policyId } = terms;
  makeDue(tx).run();
  emptyDue(tx).run();
  const found = fillDue(tx).run({ earliestAt, month, firstOpenMonth, most }).changes;
  if (found === 0) return 0;
  noteHistory(tx).run({ now });
  approveCalls(tx).run();
  payReviewers(tx, terms);
  let approved = 0;
  for (const due of dueMonths(tx).all()) {
    approved += approveReviews(tx).run({ now, policyId, ...due }).changes;
  }
  if (approved !== found) throw new Error(`${found - approved} due scores are not submitted`);
  tellSellers(tx).run({ now });
  return found;
}

type Paid = Given<{ now: Instant; points: number }>;

const pay = (
  cause: 'review' | 'violation',
  { now, points }: Paid,
  item: SQL,
  rest: SQL,
) => sql<never>`
  INSERT INTO ${ledger}
    (${nameOf(ledger.at)}, ${nameOf(ledger.month)}, ${nameOf(ledger.fromPersonId)},
     ${nameOf(ledger.toPersonId)}, ${nameOf(ledger.points)}, ${nameOf(ledger.cause)},
     ${nameOf(ledger.reviewId)}, ${nameOf(ledger.itemCode)})
  SELECT ${now}, d.month, NULL, ${r.reviewerId}, ${points}, ${sql.raw(`'${cause}'`)}, ${r.id}, ${item}
    FROM temp.due d CROSS JOIN ${reviews} r ON ${r.id} = d.review_id ${rest}`;

const payReviews = preparedSql((given: Paid) =>
  pay('review', given, sql`''`, sql`WHERE ${r.tooFast} = 0`),
);

const payViolations = preparedSql((given: Paid) =>
  pay(
    'violation',
    given,
    sql`${i.itemCode}`,
    sql`CROSS JOIN ${reviewItems} i ON ${i.reviewId} = ${r.id}
        WHERE ${r.tooFast} = 0 AND ${i.verdict} = 'fail'
          AND (${i.comment} IS NOT NULL OR ${i.momentS} IS NOT NULL)
          AND is_explained(${i.comment}, ${i.momentS}, d.talk_s)`,
  ),
);

function payReviewers(tx: Tx, { now, reviewPoints, violationPoints }: ApprovalTerms): void {
  if (reviewPoints > 0) payReviews(tx).run({ now, points: reviewPoints });
  if (violationPoints > 0) payViolations(tx).run({ now, points: violationPoints });
}
