import { and, asc, eq, gte, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Decision } from '../domain/call.ts';
import type { Decided } from '../domain/second-decision.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { appealItems, appeals } from './schema/appeals.ts';
import { secondDecisions } from './schema/second-decisions.ts';

export type SecondDecision = typeof secondDecisions.$inferSelect;

const isWaiting = and(isNull(secondDecisions.decidedAt), isNull(secondDecisions.droppedAt));

interface Chosen {
  appealId: number;
  firstById: number;
  first: Decided;
  isProposal: boolean;
  anyHead: boolean;
  now: Instant;
}

const choose = prepared((orm, given: Given<Chosen>) =>
  orm.insert(secondDecisions).values({
    appealId: given.appealId,
    firstById: given.firstById,
    first: given.first,
    isProposal: given.isProposal,
    anyHead: given.anyHead,
    queuedAt: given.now,
  }),
);

/** Has an appeal decided a second time. */
export function insertSecondDecision(tx: Tx, chosen: Chosen): void {
  choose(tx).run(chosen);
}

const byAppeal = prepared((orm, { appealId }: Given<{ appealId: number }>) =>
  orm.select().from(secondDecisions).where(eq(secondDecisions.appealId, appealId)),
);

export function secondDecisionOf(db: Db, appealId: number): SecondDecision | null {
  return byAppeal(db).get({ appealId }) ?? null;
}

const waiting = prepared((orm) =>
  orm
    .select({
      appealId: secondDecisions.appealId,
      callId: appeals.callId,
      sellerId: appeals.sellerId,
      isProposal: secondDecisions.isProposal,
    })
    .from(secondDecisions)
    .innerJoin(appeals, eq(appeals.id, secondDecisions.appealId))
    .where(isWaiting)
    .orderBy(asc(secondDecisions.queuedAt), asc(secondDecisions.appealId)),
);

/** The appeals that wait for a second decision, the oldest first. */
export function secondDecisionsWaiting(db: Db) {
  return waiting(db).all();
}

const decide = prepared(
  (orm, given: Given<{ appealId: number; secondById: number; second: Decided; now: Instant }>) =>
    orm
      .update(secondDecisions)
      .set({ secondById: given.secondById, second: given.second, decidedAt: given.now })
      .where(and(eq(secondDecisions.appealId, given.appealId), isWaiting)),
);

/** Writes a second decision down; false where none is waited for. */
export function decideSecond(
  tx: Tx,
  done: { appealId: number; secondById: number; second: Decided; now: Instant },
): boolean {
  return decide(tx).run(done).changes === 1;
}

const drop = prepared((orm, { appealId }: Given<{ appealId: number }>) =>
  orm.delete(secondDecisions).where(and(eq(secondDecisions.appealId, appealId), isWaiting)),
);

/** A proposal that nobody else may decide is none any more: who made it decides alone. */
export function withdrawProposal(tx: Tx, appealId: number): void {
  drop(tx).run({ appealId });
}

const dropOld = prepared((orm, { now, before }: Given<{ now: Instant; before: Instant }>) =>
  orm
    .update(secondDecisions)
    .set({ droppedAt: now })
    .where(
      and(isWaiting, eq(secondDecisions.isProposal, false), lt(secondDecisions.queuedAt, before)),
    )
    .returning({ appealId: secondDecisions.appealId }),
);

/** Those that change nothing are not waited for without end; whose appeals they were. */
export function dropStaleDecisions(tx: Tx, now: Instant, before: Instant): number[] {
  return dropOld(tx)
    .all({ now, before })
    .map(({ appealId }) => appealId);
}

const since = prepared((orm, { from }: Given<{ from: Instant }>) =>
  orm
    .select({
      appealId: secondDecisions.appealId,
      callId: appeals.callId,
      sellerId: appeals.sellerId,
      firstById: secondDecisions.firstById,
      secondById: sql<number>`${secondDecisions.secondById}`,
      first: secondDecisions.first,
      second: sql<Decided>`${secondDecisions.second}`.mapWith(
        (text: string) => JSON.parse(text) as Decided,
      ),
      isProposal: secondDecisions.isProposal,
      at: sql<Instant>`${secondDecisions.decidedAt}`,
    })
    .from(secondDecisions)
    .innerJoin(appeals, eq(appeals.id, secondDecisions.appealId))
    .where(and(isNotNull(secondDecisions.decidedAt), gte(secondDecisions.decidedAt, from)))
    .orderBy(asc(secondDecisions.decidedAt), asc(secondDecisions.appealId)),
);

/** An appeal that two heads decided. */
export type TwiceDecided = ReturnType<typeof twiceDecidedSince>[number];

/** Appeals decided a second time since an instant, in that order. */
export function twiceDecidedSince(db: Db, from: Instant) {
  return since(db).all({ from });
}

interface OfAppeal {
  sellerId: number;
  decidedById: number;
  /** Null of an appeal of a call as a whole. */
  decision: Decision | null;
  state: string;
}

const decided = preparedSql(
  ({ from }: Given<{ from: Instant }>) => sql<OfAppeal>`
    SELECT ${listed({
      sellerId: appeals.sellerId,
      decidedById: appeals.decidedById,
      decision: appealItems.decision,
      state: appeals.state,
    })}
      FROM ${appeals} INDEXED BY appeals_decided
      LEFT JOIN ${appealItems} ON ${appealItems.appealId} = ${appeals.id}
       AND ${appeals.kind} = 'items'
     WHERE ${appeals.decidedAt} >= ${from} AND ${ne(appeals.state, sql`'conceded'`)}`,
);

/** An item that a head decided; of a call as a whole, one. */
export interface DecidedItem {
  sellerId: number;
  decidedById: number;
  decision: Decision;
}

/** What heads have decided since an instant, item by item; what a controller conceded nobody decided. */
export function itemsDecidedSince(db: Db, from: Instant): DecidedItem[] {
  return decided(db)
    .all({ from })
    .map(({ decision, state, ...whose }) => {
      const ofWhole = state === 'annulled' ? 'seller_right' : 'controller_right';
      return { ...whose, decision: decision ?? ofWhole };
    });
}
