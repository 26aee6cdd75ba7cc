import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Verdict } from '../domain/checklist.ts';
import type { Difference } from '../domain/second-score.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { reviews } from './schema/reviews.ts';
import { secondDifferences, secondScores } from './schema/second-scores.ts';

const addDifference = prepared((orm, given: Given<Difference & { callId: number }>) =>
  orm.insert(secondDifferences).values({
    callId: given.callId,
    itemCode: given.itemCode,
    first: given.first,
    second: given.second,
  }),
);

/** What two scores of a call differ in, for a head to judge. */
export function insertDifferences(tx: Tx, callId: number, list: readonly Difference[]): void {
  for (const difference of list) addDifference(tx).run({ ...difference, callId });
}

const judge = prepared(
  (
    orm,
    given: Given<{ callId: number; itemCode: string; byId: number; judged: Verdict; now: Instant }>,
  ) =>
    orm
      .update(secondDifferences)
      .set({ judgedById: given.byId, judged: given.judged, judgedAt: given.now })
      .where(
        and(
          eq(secondDifferences.callId, given.callId),
          eq(secondDifferences.itemCode, given.itemCode),
          isNull(secondDifferences.judgedAt),
        ),
      ),
);

/** A head's word on a difference, once; false where somebody has said theirs already. */
export function judgeDifference(
  tx: Tx,
  word: { callId: number; itemCode: string; byId: number; judged: Verdict; now: Instant },
): boolean {
  return judge(tx).run(word).changes === 1;
}

/** An item of which two scores say something else and no head has said anything yet. */
export interface OpenDifference extends Difference {
  callId: number;
  firstReviewId: number;
  reviewId: number;
  firstById: number;
  secondById: number;
}

const f = alias(reviews, 'f');
const shown = listed({
  callId: secondDifferences.callId,
  itemCode: secondDifferences.itemCode,
  first: secondDifferences.first,
  second: secondDifferences.second,
  firstReviewId: secondScores.firstReviewId,
  reviewId: secondScores.reviewId,
  firstById: f.reviewerId,
  secondById: secondScores.controllerId,
});
const openOnes = sql`FROM ${secondDifferences} INDEXED BY second_differences_open
  JOIN ${secondScores} ON ${secondScores.callId} = ${secondDifferences.callId}
  JOIN ${reviews} f ON ${f.id} = ${secondScores.firstReviewId}
 WHERE ${secondDifferences.judgedAt} IS NULL`;

const open = preparedSql(
  ({ most }: Given<{ most: number }>) => sql<OpenDifference>`
    SELECT ${shown} ${openOnes}
     ORDER BY ${secondDifferences.callId}, ${secondDifferences.itemCode} LIMIT ${most}`,
);

/** Differences that no head has judged, the oldest call first. */
export function openDifferences(db: Db, most: number): OpenDifference[] {
  return open(db).all({ most });
}

const openOne = preparedSql(
  ({ callId, itemCode }: Given<{ callId: number; itemCode: string }>) => sql<OpenDifference>`
    SELECT ${shown} ${openOnes} AND ${secondDifferences.callId} = ${callId}
       AND ${secondDifferences.itemCode} = ${itemCode}`,
);

export function openDifference(db: Db, callId: number, itemCode: string): OpenDifference | null {
  return openOne(db).get({ callId, itemCode }) ?? null;
}
