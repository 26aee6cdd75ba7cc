import type { Moments } from '../domain/compare.ts';
import { counting } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';

/** The score of a review in ppm: `ppmOf` of domain/credit.ts. */
const ppm = '(2000000 * r.earned + r.possible) / (2 * r.possible)';

/** The reviews of one person, as the seller or the controller, from their own calls and reviews. */
const ofPerson = `AND r.id IN (
  SELECT mine.id FROM calls c JOIN reviews mine ON mine.call_id = c.id
   WHERE c.seller_id = ? AND c.status IN (${counting.map((status) => `'${status}'`).join(', ')})
  UNION ALL SELECT id FROM reviews WHERE reviewer_id = ?)`;

/** Whose reviews: everybody's, or those that one person had a part in. */
function whose(personId: number | null): { sql: string; values: number[] } {
  return personId === null
    ? { sql: '', values: [] }
    : { sql: ofPerson, values: [personId, personId] };
}

/**
 * Reviews from which something can be counted. Whatever a review holds, a month is counted: one without
 * anything that counts is left out, and named by `uncountedIn`.
 */
const countable = 'r.possible > 0 AND r.verdicts IS NOT NULL AND c.seller_id IS NOT NULL';

/** Which counted reviews: those of a month, or those approved in a stretch of time, whatever their month. */
export type CreditSpan =
  | { readonly month: LocalMonth }
  | { readonly approved: { readonly from: Instant; readonly to: Instant } };

/** From which reviews to begin: each by an index of its own. */
function spanned(span: CreditSpan): { where: string; values: (string | number)[] } {
  return 'month' in span
    ? { where: 'r.credit_month = ?', values: [span.month] }
    : {
        where: 'r.credit_month IS NOT NULL AND r.approved_at >= ? AND r.approved_at < ?',
        values: [span.approved.from, span.approved.to],
      };
}

/** What counts in a month of one seller in one direction, by one controller on one checklist version. */
export interface CreditGroup {
  sellerId: number;
  /** The seller's direction when the calls came in. */
  directionId: number | null;
  controllerId: number;
  versionId: number;
  /** Scores in ppm: of all calls, and of those that heads sent. */
  calls: number;
  sumOfAll: number;
  sent: number;
  sumOfSent: number;
  overturned: number;
  appealsWon: number;
  appealsLost: number;
  /**
   * The words of verdicts of its reviews, one after the other, each as long as the checklist: those of
   * drawn calls, and those of the others.
   */
  drawnWords: string;
  otherWords: string;
}

/**
 * What counts, summed up by the database: a row a group instead of one a review. Nothing can be written
 * while it is read.
 *
 * @param personId only reviews that this person had a part in
 */
export function creditGroups(
  db: Db,
  span: CreditSpan,
  personId: number | null = null,
): Iterable<CreditGroup> {
  const { sql, values } = whose(personId);
  const of = spanned(span);
  return db
    .sql<(string | number)[], CreditGroup>(
      `SELECT sellerId, directionId, controllerId, versionId, count(*) calls, sum(ppm) sumOfAll,
              count(sent) sent, coalesce(sum(sent), 0) sumOfSent, sum(overturned) overturned,
              sum(appeal IN ('upheld', 'conceded')) appealsWon, sum(appeal = 'rejected') appealsLost,
              coalesce(group_concat(iif(drawn, verdicts, NULL), ''), '') drawnWords,
              coalesce(group_concat(iif(drawn, NULL, verdicts), ''), '') otherWords
         FROM (SELECT c.seller_id sellerId, c.direction_id directionId, r.reviewer_id controllerId,
                      r.version_id versionId, r.verdicts, r.state = 'overturned' overturned, ${ppm} ppm,
                      c.sent_by_id IS NULL AND c.draw_id IS NOT NULL drawn,
                      CASE WHEN c.sent_by_id IS NOT NULL THEN ${ppm} END sent,
                      coalesce((SELECT a.state FROM appeals a
                                 WHERE a.review_id = r.id AND a.state <> 'draft'), '') appeal
                 FROM reviews r CROSS JOIN calls c ON c.id = r.call_id
                WHERE ${of.where} AND ${countable} ${sql})
        GROUP BY sellerId, directionId, versionId, controllerId`,
    )
    .iterate(...of.values, ...values);
}

/** A call that counts in a month, as its review stands after any appeal. */
export interface CountedCall {
  reviewId: number;
  callId: number;
  startedAt: Instant;
  approvedAt: Instant;
  sellerId: number;
  directionId: number | null;
  controllerId: number;
  versionId: number;
  state: 'approved' | 'overturned';
  earned: number;
  possible: number;
  verdicts: string;
  drawn: 0 | 1;
  sent: 0 | 1;
}

/** The calls that count in the order of their reviews, after one; of one person or of all. */
export function countedCalls(
  db: Db,
  span: CreditSpan,
  page: { personId: number | null; after: number; most: number },
): CountedCall[] {
  const { sql, values } = whose(page.personId);
  const of = spanned(span);
  return db
    .sql<(string | number)[], CountedCall>(
      `SELECT r.id reviewId, c.id callId, c.started_at startedAt, r.approved_at approvedAt,
              c.seller_id sellerId, c.direction_id directionId, r.reviewer_id controllerId,
              r.version_id versionId, r.state, r.earned, r.possible, r.verdicts,
              c.draw_id IS NOT NULL drawn, c.sent_by_id IS NOT NULL sent
         FROM reviews r CROSS JOIN calls c ON c.id = r.call_id
        WHERE ${of.where} AND r.id > ? AND ${countable} ${sql} ORDER BY r.id LIMIT ?`,
    )
    .all(...of.values, page.after, ...values, page.most);
}

/** The reviews of a month that are left out of its count, since nothing in them can be counted. */
export function uncountedIn(db: Db, month: LocalMonth): { reviewId: number; callId: number }[] {
  return db
    .sql<[string], { reviewId: number; callId: number }>(
      `SELECT r.id reviewId, r.call_id callId FROM reviews r CROSS JOIN calls c ON c.id = r.call_id
        WHERE r.credit_month = ? AND (${countable}) IS NOT 1 ORDER BY r.id`,
    )
    .all(month);
}

/** The scores of a seller's counted calls of one direction, in ppm; `drawn`: of the drawn ones alone. */
export interface SellerScores {
  sellerId: number;
  directionId: number | null;
  all: { n: number; sum: number };
  drawn: Moments;
}

/** The scores of everybody's month by seller and direction. */
export function sellerScores(db: Db, month: LocalMonth): SellerScores[] {
  type Row = Moments & {
    sellerId: number;
    directionId: number | null;
    calls: number;
    sumOfAll: number;
  };
  return db
    .sql<[string], Row>(
      `SELECT sellerId, directionId, count(*) calls, sum(ppm) sumOfAll,
              count(drawn) n, coalesce(sum(ppm * drawn), 0) sum, total(1.0 * ppm * ppm * drawn) squares
         FROM (SELECT c.seller_id sellerId, c.direction_id directionId,
                      ${ppm} ppm,
                      CASE WHEN c.draw_id IS NOT NULL AND c.sent_by_id IS NULL THEN 1 END drawn
                 FROM reviews r CROSS JOIN calls c ON c.id = r.call_id
                WHERE r.credit_month = ? AND ${countable})
        GROUP BY sellerId, directionId`,
    )
    .all(month)
    .map(({ sellerId, directionId, calls, sumOfAll, ...drawn }) => ({
      sellerId,
      directionId,
      all: { n: calls, sum: sumOfAll },
      drawn,
    }));
}

/** Of each controller's counted reviews in the months from one to another, how many were overturned. */
export function overturnedShares(
  db: Db,
  from: LocalMonth,
  to: LocalMonth,
): { controllerId: number; reviews: number; overturned: number }[] {
  return db
    .sql<[string, string], { controllerId: number; reviews: number; overturned: number }>(
      `SELECT reviewer_id controllerId, count(*) reviews, sum(state = 'overturned') overturned
         FROM reviews WHERE credit_month BETWEEN ? AND ? AND possible > 0 GROUP BY reviewer_id ORDER BY reviewer_id`,
    )
    .all(from, to);
}

/** How many of a seller's calls that belong to a month have a score that can still change. */
export function undecidedOf(
  db: Db,
  sellerId: number,
  of: { month: LocalMonth; firstOpenMonth: LocalMonth },
): number {
  const text = `SELECT count(*) FROM calls
     WHERE seller_id = ? AND status IN ('scored_pending', 'scored_appealed')
       AND max(queued_month, ?) = ?`;
  return (
    db
      .sql<[number, string, string], number>(text)
      .pluck()
      .get(sellerId, of.firstOpenMonth, of.month) ?? 0
  );
}

export interface MonthPoints {
  personId: number;
  /** What the person was in the review that moved them (nobody is both); `debt`: a debt written off. */
  side: 'seller' | 'controller' | 'debt';
  points: number;
}

/** Points of everybody in a month, apart for what they were as sellers and as controllers. */
export function monthPoints(db: Db, month: LocalMonth): MonthPoints[] {
  const moved = (person: string, sign: string) =>
    `SELECT p.id personId, ${sign}l.points points, l.review_id reviewId
       FROM people p CROSS JOIN ledger l ON l.${person} = p.id AND l.month = ?`;
  return db
    .sql<[string, string], MonthPoints>(
      `SELECT m.personId, CASE WHEN r.id IS NULL THEN 'debt'
                WHEN r.reviewer_id = m.personId THEN 'controller' ELSE 'seller' END side,
              sum(m.points) points
         FROM (${moved('to_person_id', '')} UNION ALL ${moved('from_person_id', '-')}) m
         LEFT JOIN reviews r ON r.id = m.reviewId
        GROUP BY m.personId, side`,
    )
    .all(month, month);
}

export function namesOf(db: Db): Map<number, { externalId: string; name: string }> {
  const rows = db
    .sql<[], { id: number; externalId: string; name: string }>(
      'SELECT id, external_id externalId, name FROM people',
    )
    .all();
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

export function directionNames(db: Db): Map<number, string> {
  const rows = db.sql<[], { id: number; name: string }>('SELECT id, name FROM directions').all();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
