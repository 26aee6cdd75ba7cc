import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Part } from '../domain/chance.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { appeals } from './schema/appeals.ts';
import { ledger } from './schema/ledger.ts';
import { reviews } from './schema/reviews.ts';

/** A half-open stretch of time. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

export interface PartOf extends Part {
  personId: number;
}

const within = ({ from, to }: Given<Stretch>) =>
  sql`${appeals.decidedAt} >= ${from} AND ${appeals.decidedAt} < ${to}`;

const lost = preparedSql(
  (given: Given<Stretch>) => sql<PartOf>`
    SELECT ${appeals.sellerId} "personId", sum(${appeals.state} = 'rejected') "count", count(*) "of"
      FROM ${appeals} INDEXED BY appeals_decided
     WHERE ${within(given)} GROUP BY ${appeals.sellerId}`,
);

/** Of each seller's appeals that ended in a stretch, those that they lost. */
export function lostAppeals(db: Db, { from, to }: Stretch): PartOf[] {
  return lost(db).all({ from, to });
}

const upheld = preparedSql(
  (given: Given<Stretch>) => sql<PartOf>`
    SELECT ${appeals.decidedById} "personId", sum(${appeals.state} <> 'rejected') "count",
           count(*) "of"
      FROM ${appeals} INDEXED BY appeals_decided
     WHERE ${within(given)} AND ${appeals.state} <> 'conceded' AND ${appeals.decidedById} IS NOT NULL
     GROUP BY ${appeals.decidedById}`,
);

/** Of what each head decided in a stretch, what went the seller's way, annulments among it. */
export function upheldAppeals(db: Db, { from, to }: Stretch): PartOf[] {
  return upheld(db).all({ from, to });
}

const annulled = preparedSql(
  (given: Given<Stretch>) => sql<{ personId: number; callId: number }>`
    SELECT ${appeals.decidedById} "personId", ${appeals.callId} "callId"
      FROM ${appeals} INDEXED BY appeals_decided
     WHERE ${within(given)} AND ${appeals.state} = 'annulled' AND ${appeals.decidedById} IS NOT NULL
     ORDER BY ${appeals.decidedAt}`,
);

/** The credit scores that heads annulled in a stretch, in that order. */
export function annulledScores(
  db: Db,
  { from, to }: Stretch,
): { personId: number; callId: number }[] {
  return annulled(db).all({ from, to });
}

const overturned = preparedSql(
  ({ from, to }: Given<{ from: LocalMonth; to: LocalMonth }>) => sql<{
    controllerId: number;
    reviews: number;
    overturned: number;
  }>`
    SELECT ${reviews.reviewerId} "controllerId", count(*) reviews,
           sum(${reviews.state} = 'overturned') overturned
      FROM ${reviews}
     WHERE ${reviews.creditMonth} BETWEEN ${from} AND ${to} AND ${reviews.possible} > 0
     GROUP BY ${reviews.reviewerId} ORDER BY ${reviews.reviewerId}`,
);

/** Of each controller's counted reviews in the months from one to another, how many were overturned. */
export function overturnedShares(
  db: Db,
  from: LocalMonth,
  to: LocalMonth,
): { controllerId: number; reviews: number; overturned: number }[] {
  return overturned(db).all({ from, to });
}

const l = alias(ledger, 'l');
const r = alias(reviews, 'r');
const back = alias(ledger, 'back');

const unclear = preparedSql(
  ({ sellerId, month }: Given<{ sellerId: number; month: LocalMonth }>) => sql<{
    versionId: number;
    itemCode: string;
  }>`
    SELECT ${r.versionId} "versionId", ${l.itemCode} "itemCode"
      FROM ${ledger} l JOIN ${reviews} r ON ${r.id} = ${l.reviewId}
     WHERE ${l.toPersonId} = ${sellerId} AND ${l.month} = ${month} AND ${l.cause} = 'appeal_unclear'
       AND NOT EXISTS (SELECT 1 FROM ${ledger} back WHERE ${back.reversesId} = ${l.id})`,
);

/** Unclear items that the fund has paid this seller for in a month and not taken back, as they stood then. */
export function unclearPaid(
  db: Db,
  where: { sellerId: number; month: LocalMonth },
): { versionId: number; itemCode: string }[] {
  return unclear(db).all(where);
}

const settled = prepared((orm, { from, to }: Given<Stretch>) =>
  orm
    .select({
      callId: appeals.callId,
      sellerId: appeals.sellerId,
      controllerId: reviews.reviewerId,
      kind: appeals.kind,
      state: appeals.state,
      reason: appeals.reason,
      openedAt: sql<Instant>`${appeals.openedAt}`,
      decidedAt: sql<Instant>`${appeals.decidedAt}`,
      decidedById: appeals.decidedById,
      decisionReason: appeals.decisionReason,
    })
    .from(appeals)
    .innerJoin(reviews, eq(reviews.id, appeals.reviewId))
    .where(and(gte(appeals.decidedAt, from), lt(appeals.decidedAt, to)))
    .orderBy(asc(appeals.decidedAt), asc(appeals.id)),
);

/** An appeal as a month's sheet lists it. */
export type SettledAppeal = ReturnType<typeof settledBetween>[number];

/** Appeals settled in a stretch of time, by when they were. */
export function settledBetween(db: Db, from: Instant, to: Instant) {
  return settled(db).all({ from, to });
}
