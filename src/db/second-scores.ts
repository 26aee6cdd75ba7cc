import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, nameOf, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { people, personRoles } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';
import { secondScores } from './schema/second-scores.ts';

export type SecondScore = typeof secondScores.$inferSelect;

const isWaiting = and(isNull(secondScores.reviewId), isNull(secondScores.droppedAt));

const p = alias(people, 'p');
const x = alias(personRoles, 'x');
const z = alias(personRoles, 'z');

/**
 * Who may make a second score, as SQL: `blind(id)`. An active controller who sees no others' scores as a
 * head or an administrator does.
 */
export const blindControllers = sql`blind(id) AS MATERIALIZED (
  SELECT ${p.id} FROM ${personRoles} x JOIN ${people} p ON ${p.id} = ${x.personId}
   WHERE ${x.role} = 'controller' AND ${p.active} = 1
     AND NOT EXISTS (SELECT 1 FROM ${personRoles} z WHERE ${z.personId} = ${p.id}
                      AND ${z.role} IN ('supervisor', 'admin')))`;

const choose = preparedSql(
  ({ callId, reviewId, firstId, now }: Given<Chosen>) => sql`
    WITH ${blindControllers}
    INSERT INTO ${secondScores} (${nameOf(secondScores.callId)}, ${nameOf(secondScores.firstReviewId)}, ${nameOf(secondScores.queuedAt)})
    SELECT ${callId}, ${reviewId}, ${now} FROM ${calls}
     WHERE ${calls.id} = ${callId} AND EXISTS (
       SELECT 1 FROM blind WHERE id <> ${firstId} AND id IS NOT ${calls.sellerId}
          AND id IS NOT ${calls.sentById} AND id IS NOT ${calls.returnedById})
    ON CONFLICT DO NOTHING`,
);

interface Chosen {
  callId: number;
  reviewId: number;
  firstId: number;
  now: Instant;
}

/** Has a score made a second time, where anybody could make it; one that was chosen before stays so. */
export function chooseSecond(tx: Tx, chosen: Chosen): void {
  choose(tx).run(chosen);
}

const byCall = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm.select().from(secondScores).where(eq(secondScores.callId, callId)),
);

export function secondOf(db: Db, callId: number): SecondScore | null {
  return byCall(db).get({ callId }) ?? null;
}

const begin = prepared(
  (orm, { callId, controllerId }: Given<{ callId: number; controllerId: number }>) =>
    orm
      .update(secondScores)
      .set({ controllerId })
      .where(and(eq(secondScores.callId, callId), isWaiting)),
);

/** From now on it is this controller's to make; false where it is made, or not to be made any more. */
export function beginSecond(tx: Tx, callId: number, controllerId: number): boolean {
  return begin(tx).run({ callId, controllerId }).changes === 1;
}

const handIn = prepared(
  (orm, given: Given<{ callId: number; reviewId: number; finalAt: Instant }>) =>
    orm
      .update(secondScores)
      .set({ reviewId: given.reviewId, finalAt: given.finalAt })
      .where(and(eq(secondScores.callId, given.callId), isWaiting)),
);

export function handInSecond(
  tx: Tx,
  done: { callId: number; reviewId: number; finalAt: Instant },
): boolean {
  return handIn(tx).run(done).changes === 1;
}

const reopen = prepared((orm, { callId, now }: Given<{ callId: number; now: Instant }>) =>
  orm
    .update(secondScores)
    .set({ reviewId: null, finalAt: null })
    .where(
      and(
        eq(secondScores.callId, callId),
        isNull(secondScores.settledAt),
        sql`${secondScores.finalAt} > ${now}`,
      ),
    ),
);

/** Takes a second score back; false where the time for that is over. */
export function reopenSecond(tx: Tx, callId: number, now: Instant): boolean {
  return reopen(tx).run({ callId, now }).changes === 1;
}

const drop = prepared((orm, { callId, now }: Given<{ callId: number; now: Instant }>) =>
  orm
    .update(secondScores)
    .set({ droppedAt: now })
    .where(and(eq(secondScores.callId, callId), isWaiting)),
);

/** It is not made any more: it was given back. */
export function dropSecond(tx: Tx, callId: number, now: Instant): void {
  drop(tx).run({ callId, now });
}

const dropOld = prepared((orm, { now, before }: Given<{ now: Instant; before: Instant }>) =>
  orm
    .update(secondScores)
    .set({ droppedAt: now })
    .where(and(isWaiting, sql`${secondScores.queuedAt} < ${before}`)),
);

/** Those that nobody made in time are not waited for any more. */
export function dropStaleSeconds(tx: Tx, now: Instant, before: Instant): void {
  dropOld(tx).run({ now, before });
}

const first = alias(reviews, 'first');
const due = preparedSql(
  ({ now, most }: Given<{ now: Instant; most: number }>) => sql<{
    callId: number;
    reviewId: number;
    firstReviewId: number;
  }>`
    SELECT ${listed({
      callId: secondScores.callId,
      reviewId: secondScores.reviewId,
      firstReviewId: secondScores.firstReviewId,
    })}
      FROM ${secondScores} INDEXED BY second_scores_unsettled
      JOIN ${reviews} first ON ${first.id} = ${secondScores.firstReviewId}
     WHERE ${secondScores.reviewId} IS NOT NULL AND ${secondScores.settledAt} IS NULL
       AND ${secondScores.finalAt} <= ${now} AND ${first.approvedAt} IS NOT NULL
     ORDER BY ${secondScores.finalAt}, ${secondScores.callId} LIMIT ${most}`,
);

/** Second scores that are final, as their first ones are, and not held against them yet. */
export function secondsToSettle(db: Db, now: Instant, most: number) {
  return due(db).all({ now, most });
}

const settle = prepared((orm, { callId, now }: Given<{ callId: number; now: Instant }>) =>
  orm
    .update(secondScores)
    .set({ settledAt: now })
    .where(and(eq(secondScores.callId, callId), isNull(secondScores.settledAt))),
);

export function settleSecond(tx: Tx, callId: number, now: Instant): boolean {
  return settle(tx).run({ callId, now }).changes === 1;
}
