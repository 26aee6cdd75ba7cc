import { aliasedTable, type SQL, sql } from 'drizzle-orm';
import type { Moments } from '../domain/compare.ts';
import { counting } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, listed, preparedSql } from './query.ts';
import { appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';
import { reviews } from './schema/reviews.ts';

const r = aliasedTable(reviews, 'r');
const c = aliasedTable(calls, 'c');

/** A review with its call, found from the review. */
const reviewsWithCalls = sql`${reviews} r CROSS JOIN ${calls} c ON ${c.id} = ${r.callId}`;

/** The score of a review in ppm: `ppmOf` of domain/credit.ts. */
const ppm = sql`(2000000 * ${r.earned} + ${r.possible}) / (2 * ${r.possible})`;

/**
 * Reviews from which something can be counted. Whatever a review holds, a month is counted: one without
 * anything that counts is left out, and named by `uncountedIn`.
 */
const countable = sql`${r.possible} > 0 AND ${r.verdicts} IS NOT NULL AND ${c.sellerId} IS NOT NULL`;

/** Which counted reviews: those of a month, or those approved in a stretch of time, whatever their month. */
export type CreditSpan =
  | { readonly month: LocalMonth }
  | { readonly approved: { readonly from: Instant; readonly to: Instant } };

/** What tells which reviews are asked for: a month or a stretch, and of whom. */
interface Asked {
  month: LocalMonth | null;
  from: Instant | null;
  to: Instant | null;
  personId: number | null;
}

/** The reviews asked for and countable: of each span by an index of its own, of all or of one person. */
function which(given: Given<Asked>, by: 'month' | 'approved', of: 'all' | 'one'): SQL {
  const span =
    by === 'month'
      ? sql`${r.creditMonth} = ${given.month}`
      : sql`${r.creditMonth} IS NOT NULL
          AND ${r.approvedAt} >= ${given.from} AND ${r.approvedAt} < ${given.to}`;
  return of === 'all'
    ? sql`${span} AND ${countable}`
    : sql`${span} AND ${countable} AND ${r.id} IN (${ofPerson(given)})`;
}

const counted = sql.raw(counting.map((status) => `'${status}'`).join(', '));

/** The reviews of one person, as the seller or the controller, from their own calls and reviews. */
function ofPerson({ personId }: Given<Asked>): SQL {
  const own = aliasedTable(calls, 'own');
  const mine = aliasedTable(reviews, 'mine');
  return sql`
    SELECT ${mine.id} FROM ${calls} own JOIN ${reviews} mine ON ${mine.callId} = ${own.id}
     WHERE ${own.sellerId} = ${personId} AND ${own.status} IN (${counted})
    UNION ALL
    SELECT ${reviews.id} FROM ${reviews} WHERE ${reviews.reviewerId} = ${personId}`;
}

/** A statement over the reviews asked for, in each of the ways in which they can be. */
function eachWay<More, Row>(build: (which: SQL, given: Given<Asked & More>) => SQL<Row>) {
  const way = (by: 'month' | 'approved', of: 'all' | 'one') =>
    preparedSql((given: Given<Asked & More>) => build(which(given, by, of), given));
  const ways = {
    month: { all: way('month', 'all'), one: way('month', 'one') },
    approved: { all: way('approved', 'all'), one: way('approved', 'one') },
  };
  return (db: Db, span: CreditSpan, personId: number | null) =>
    ways['month' in span ? 'month' : 'approved'][personId === null ? 'all' : 'one'](db);
}

function asked(span: CreditSpan, personId: number | null): Asked {
  return 'month' in span
    ? { month: span.month, from: null, to: null, personId }
    : { month: null, ...span.approved, personId };
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

const groupKeys = { sellerId: c.sellerId, directionId: c.directionId };

const groups = eachWay<unknown, CreditGroup>(
  (which) => sql`
    SELECT "sellerId", "directionId", "controllerId", "versionId", count(*) calls,
           sum(ppm) "sumOfAll", count(sent) sent, coalesce(sum(sent), 0) "sumOfSent",
           sum(overturned) overturned, sum(appeal IN ('upheld', 'conceded')) "appealsWon",
           sum(appeal = 'rejected') "appealsLost",
           coalesce(group_concat(iif(drawn, verdicts, NULL), ''), '') "drawnWords",
           coalesce(group_concat(iif(drawn, NULL, verdicts), ''), '') "otherWords"
      FROM (SELECT ${listed({ ...groupKeys, controllerId: r.reviewerId, versionId: r.versionId, verdicts: r.verdicts })},
                   ${r.state} = 'overturned' overturned, ${ppm} ppm,
                   ${c.sentById} IS NULL AND ${c.drawId} IS NOT NULL drawn,
                   CASE WHEN ${c.sentById} IS NOT NULL THEN ${ppm} END sent,
                   coalesce((SELECT ${appeals.state} FROM ${appeals}
                              WHERE ${appeals.reviewId} = ${r.id} AND ${appeals.state} <> 'draft'),
                            '') appeal
              FROM ${reviewsWithCalls} WHERE ${which})
     GROUP BY "sellerId", "directionId", "versionId", "controllerId"`,
);

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
  return groups(db, span, personId).iterate(asked(span, personId));
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

const page = eachWay<{ after: number; most: number }, CountedCall>(
  (which, { after, most }) => sql`
    SELECT ${listed({
      reviewId: r.id,
      callId: c.id,
      startedAt: c.startedAt,
      approvedAt: r.approvedAt,
      sellerId: c.sellerId,
      directionId: c.directionId,
      controllerId: r.reviewerId,
      versionId: r.versionId,
      state: r.state,
      earned: r.earned,
      possible: r.possible,
      verdicts: r.verdicts,
    })}, ${c.drawId} IS NOT NULL drawn, ${c.sentById} IS NOT NULL sent
      FROM ${reviewsWithCalls}
     WHERE ${r.id} > ${after} AND ${which} ORDER BY ${r.id} LIMIT ${most}`,
);

/** The calls that count in the order of their reviews, after one; of one person or of all. */
export function countedCalls(
  db: Db,
  span: CreditSpan,
  { personId, after, most }: { personId: number | null; after: number; most: number },
): CountedCall[] {
  return page(db, span, personId).all({ ...asked(span, personId), after, most });
}

const uncounted = preparedSql(
  ({ month }: Given<{ month: LocalMonth }>) => sql<{ reviewId: number; callId: number }>`
    SELECT ${listed({ reviewId: r.id, callId: r.callId })} FROM ${reviewsWithCalls}
     WHERE ${r.creditMonth} = ${month} AND (${countable}) IS NOT 1 ORDER BY ${r.id}`,
);

/** The reviews of a month that are left out of its count, since nothing in them can be counted. */
export function uncountedIn(db: Db, month: LocalMonth): { reviewId: number; callId: number }[] {
  return uncounted(db).all({ month });
}

/** The scores of a seller's counted calls of one direction, in ppm; `drawn`: of the drawn ones alone. */
export interface SellerScores {
  sellerId: number;
  directionId: number | null;
  all: { n: number; sum: number };
  drawn: Moments;
}

type ScoresRow = Moments &
  Pick<SellerScores, 'sellerId' | 'directionId'> & { calls: number; sumOfAll: number };

const scores = preparedSql(
  ({ month }: Given<{ month: LocalMonth }>) => sql<ScoresRow>`
    SELECT "sellerId", "directionId", count(*) calls, sum(ppm) "sumOfAll",
           count(drawn) n, coalesce(sum(ppm * drawn), 0) sum, total(1.0 * ppm * ppm * drawn) squares
      FROM (SELECT ${listed(groupKeys)}, ${ppm} ppm,
                   CASE WHEN ${c.drawId} IS NOT NULL AND ${c.sentById} IS NULL THEN 1 END drawn
              FROM ${reviewsWithCalls} WHERE ${r.creditMonth} = ${month} AND ${countable})
     GROUP BY "sellerId", "directionId"`,
);

/** The scores of everybody's month by seller and direction. */
export function sellerScores(db: Db, month: LocalMonth): SellerScores[] {
  return scores(db)
    .all({ month })
    .map(({ sellerId, directionId, calls, sumOfAll, ...drawn }) => ({
      sellerId,
      directionId,
      all: { n: calls, sum: sumOfAll },
      drawn,
    }));
}
