import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Verdict } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, listed, preparedSql } from './query.ts';
import { calls as callsTable } from './schema/calls.ts';
import { personRoles } from './schema/people.ts';
import { reviewItems, reviews } from './schema/reviews.ts';
import { secondScores } from './schema/second-scores.ts';

/** A call that two controllers scored by themselves, as both handed it in. */
export interface DoubleScored {
  callId: number;
  firstById: number;
  secondById: number;
  firstVersionId: number;
  secondVersionId: number;
  firstEarned: number;
  firstPossible: number;
  secondEarned: number;
  secondPossible: number;
  firstAt: Instant;
  /** When the second score was handed in. */
  at: Instant;
}

const f = alias(reviews, 'f');
const s = alias(reviews, 's');
const inSpan = (since: Given<{ since: Instant }>['since']) => sql`
  FROM ${secondScores} INDEXED BY second_scores_settled
  JOIN ${reviews} f ON ${f.id} = ${secondScores.firstReviewId}
  JOIN ${reviews} s ON ${s.id} = ${secondScores.reviewId}
 WHERE ${secondScores.settledAt} >= ${since}`;

const calls = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<DoubleScored>`
    SELECT ${listed({
      callId: secondScores.callId,
      firstById: f.reviewerId,
      secondById: s.reviewerId,
      firstVersionId: f.versionId,
      secondVersionId: s.versionId,
      firstEarned: f.handedInEarned,
      firstPossible: f.handedInPossible,
      secondEarned: s.handedInEarned,
      secondPossible: s.handedInPossible,
      firstAt: f.submittedAt,
      at: s.submittedAt,
    })} ${inSpan(since)} ORDER BY ${secondScores.settledAt}`,
);

/** Calls scored twice that were held against each other since an instant, in that order. */
export function doubleScored(db: Db, since: Instant): DoubleScored[] {
  return calls(db).all({ since });
}

/** An item that both judged. */
export interface JudgedTwice {
  callId: number;
  itemCode: string;
  first: Verdict;
  second: Verdict;
}

const a = alias(reviewItems, 'a');
const b = alias(reviewItems, 'b');
const items = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<JudgedTwice>`
    SELECT "callId", ${a.itemCode} "itemCode", ${a.verdict} first, ${b.verdict} second
      FROM (SELECT ${listed({ callId: secondScores.callId, firstReviewId: f.id, reviewId: s.id })} ${inSpan(since)})
      JOIN ${reviewItems} a ON ${a.reviewId} = "firstReviewId"
      JOIN ${reviewItems} b ON ${b.reviewId} = "reviewId" AND ${b.itemCode} = ${a.itemCode}`,
);

/** The items of these calls that both scores judge, as handed in. */
export function itemsJudgedTwice(db: Db, since: Instant): JudgedTwice[] {
  return items(db).all({ since });
}

/** A score that a controller handed in, whether the first or the second of its call. */
export interface HandedIn {
  callId: number;
  controllerId: number;
  sellerId: number;
  earned: number;
  possible: number;
}

const r = alias(reviews, 'r');
const handedIn = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<HandedIn>`
    SELECT ${listed({
      callId: r.callId,
      controllerId: r.reviewerId,
      sellerId: callsTable.sellerId,
      earned: r.handedInEarned,
      possible: r.handedInPossible,
    })}
      FROM ${personRoles} CROSS JOIN ${reviews} r INDEXED BY reviews_by_reviewer
        ON ${r.reviewerId} = ${personRoles.personId} AND ${r.submittedAt} >= ${since}
      JOIN ${callsTable} ON ${callsTable.id} = ${r.callId}
     WHERE ${personRoles.role} = 'controller' AND ${r.purpose} IN ('credit', 'second') AND ${r.state} <> 'draft'
       AND ${r.handedInPossible} > 0 AND ${callsTable.sellerId} IS NOT NULL`,
);

/** What those who are controllers handed in since an instant, as it was handed in. */
export function scoresHandedIn(db: Db, since: Instant): HandedIn[] {
  return handedIn(db).all({ since });
}
