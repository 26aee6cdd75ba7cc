import { aliasedTable, and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { SellerCounts, SkippedTicket } from '../domain/sampling.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import { drawable, sampling } from './drawable-calls.ts';
import type { DrawRow } from './draws.ts';
import type { Db, Tx } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { drawnCalls } from './schema/drawn-calls.ts';
import { drawSellers, draws } from './schema/draws.ts';
import { reviews } from './schema/reviews.ts';

type Outcome = {
  [Name in 'eligible' | 'leftOut' | 'leftOutCalls' | 'entropy' | 'struck']: NonNullable<
    DrawRow[Name]
  >;
} & { recordSha256: string; previousSha256: string | null };

export interface DrawRecord extends Outcome {
  drawId: number;
  now: Instant;
  month: LocalMonth;
  drawn: readonly { callId: number; sellerId: number; ticket: string }[];
  perSeller: readonly (SellerCounts & { drawn: number })[];
}

const claim = prepared(
  (orm, given: Given<Outcome & { drawId: number; now: Instant; eligibleCount: number }>) =>
    orm
      .update(draws)
      .set({
        drawnAt: given.now,
        eligible: given.eligible,
        eligibleCount: given.eligibleCount,
        leftOut: given.leftOut,
        leftOutCalls: given.leftOutCalls,
        entropy: given.entropy,
        struck: given.struck,
        recordSha256: given.recordSha256,
        previousSha256: given.previousSha256,
      })
      .where(and(eq(draws.id, given.drawId), isNull(draws.drawnAt), isNotNull(draws.frozenAt))),
);

type Drawn = Pick<
  typeof drawnCalls.$inferSelect,
  'drawId' | 'callId' | 'sellerId' | 'ticket' | 'replacesCallId'
>;

const insertDrawn = preparedSql(
  ({ drawId, callId, sellerId, ticket, replacesCallId }: Given<Drawn>) => sql<never>`
    INSERT INTO ${drawnCalls}
      (${nameOf(drawnCalls.drawId)}, ${nameOf(drawnCalls.callId)}, ${nameOf(drawnCalls.sellerId)},
       ${nameOf(drawnCalls.ticket)}, ${nameOf(drawnCalls.replacesCallId)})
    VALUES (${drawId}, ${callId}, ${sellerId}, ${ticket}, ${replacesCallId})`,
);

const insertShare = preparedSql(
  ({
    drawId,
    sellerId,
    month,
    eligible,
    drawn,
    drawnThisMonth,
  }: Given<typeof drawSellers.$inferSelect>) => sql<never>`
    INSERT INTO ${drawSellers}
      (${nameOf(drawSellers.drawId)}, ${nameOf(drawSellers.sellerId)}, ${nameOf(drawSellers.month)},
       ${nameOf(drawSellers.eligible)}, ${nameOf(drawSellers.drawn)},
       ${nameOf(drawSellers.drawnThisMonth)})
    VALUES (${drawId}, ${sellerId}, ${month}, ${eligible}, ${drawn}, ${drawnThisMonth})`,
);

/** False where that window was drawn meanwhile. */
export function recordDraw(tx: Tx, record: DrawRecord): boolean {
  const { drawId, now, month, drawn, perSeller, ...outcome } = record;
  const eligibleCount = outcome.eligible.length / 8;
  if (claim(tx).run({ drawId, now, ...outcome, eligibleCount }).changes === 0) return false;
  const insertCall = insertDrawn(tx);
  for (const row of drawn) insertCall.run({ ...row, drawId, replacesCallId: null });
  for (const share of perSeller) insertShare(tx).run({ ...share, drawId, month });
  return true;
}

const status = (name: string) => sql.raw(`'${name}'`);

interface Sampling {
  drawId: number;
  now: Instant;
}

const d = aliasedTable(drawnCalls, 'd');
const c = aliasedTable(calls, 'c');

const ofDraw = ({ drawId }: Given<{ drawId: number }>) => sql`
  SELECT ${drawnCalls.callId} FROM ${drawnCalls} WHERE ${drawnCalls.drawId} = ${drawId}`;

/** The history of the calls drawn, and their way into the queue, with or without those asked about. */
const sampledOf = (alsoAsked: boolean) => {
  const samplable = sql.raw(drawable(alsoAsked));
  const noted = preparedSql(
    ({ drawId, now }: Given<Sampling>) => sql<never>`
      INSERT INTO ${callHistory}
        (${nameOf(callHistory.callId)}, ${nameOf(callHistory.at)}, ${nameOf(callHistory.actorId)},
         ${nameOf(callHistory.verb)}, ${nameOf(callHistory.fromStatus)},
         ${nameOf(callHistory.toStatus)}, ${nameOf(callHistory.note)})
      SELECT ${c.id}, ${now}, NULL, 'sample', ${c.status}, ${status(sampling.to)}, NULL
        FROM ${drawnCalls} d CROSS JOIN ${calls} c
       WHERE ${d.drawId} = ${drawId} AND ${c.id} = ${d.callId} AND ${c.status} IN (${samplable})`,
  );
  const moved = preparedSql(
    (given: Given<Sampling>) => sql<never>`
      UPDATE ${calls}
         SET ${nameOf(calls.originStatus)} = coalesce(${calls.originStatus}, ${calls.status}),
             ${nameOf(calls.reviewerId)} = NULL, ${nameOf(calls.status)} = ${status(sampling.to)},
             ${nameOf(calls.drawId)} = ${given.drawId}, ${nameOf(calls.queuedAt)} = ${given.now},
             ${nameOf(calls.queuedMonth)} =
               (SELECT ${draws.month} FROM ${draws} WHERE ${draws.id} = ${given.drawId})
       WHERE ${calls.id} IN (${ofDraw(given)}) AND +${calls.status} IN (${samplable})`,
  );
  return { noted, moved };
};
const sampled = { withAsked: sampledOf(true), withoutAsked: sampledOf(false) };

/**
 * Moves the calls just recorded as drawn into the queue, with their history; answers how many moved.
 * What a teacher had begun on one of them goes on as a side review.
 */
export function sampleDrawn(tx: Tx, drawId: number, alsoAsked: boolean, now: Instant): number {
  const { noted, moved } = alsoAsked ? sampled.withAsked : sampled.withoutAsked;
  noted(tx).run({ drawId, now });
  const { changes } = moved(tx).run({ drawId, now });
  if (alsoAsked) teachBeside(tx, drawId);
  return changes;
}

const putBeside = preparedSql(
  (given: Given<{ drawId: number }>) => sql<never>`
    UPDATE ${reviews} SET ${nameOf(reviews.purpose)} = 'side'
     WHERE ${reviews.state} = 'draft' AND ${reviews.purpose} <> 'credit'
       AND ${reviews.callId} IN (${ofDraw(given)})
       AND (SELECT ${calls.status} FROM ${calls} WHERE ${calls.id} = ${reviews.callId}) = ${status(sampling.to)}`,
);

/**
 * What teachers had begun on calls of a draw that are in the queue goes on beside the score. A drawn call that was
 * given back for good may be taken for teaching again: there it is the review of the call itself.
 */
export function teachBeside(tx: Tx, drawId: number): void {
  putBeside(tx).run({ drawId });
}

const drawnOf = prepared((orm, { drawId }: Given<{ drawId: number }>) =>
  orm
    .select({
      callId: drawnCalls.callId,
      sellerId: drawnCalls.sellerId,
      ticket: drawnCalls.ticket,
      replacesCallId: drawnCalls.replacesCallId,
      replacedAt: drawnCalls.replacedAt,
      skipped: drawnCalls.skipped,
    })
    .from(drawnCalls)
    .where(eq(drawnCalls.drawId, drawId))
    .orderBy(asc(drawnCalls.ticket)),
);

/** A drawn call; one replaced before that was kept has no `replacedAt`. */
export type DrawnRow = Omit<typeof drawnCalls.$inferSelect, 'drawId'>;

export function drawnCallsOf(db: Db, drawId: number): DrawnRow[] {
  return drawnOf(db).all({ drawId });
}

const keysOf = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({ source: calls.source, externalId: calls.externalId })
    .from(calls)
    .where(eq(calls.id, callId)),
);

/** The keys that tickets are made of; they never change once a call is taken in. */
export function callKeys(db: Db, callId: number): { source: string; externalId: string } | null {
  return keysOf(db).get({ callId }) ?? null;
}

const drawOf = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm.select({ drawId: calls.drawId }).from(calls).where(eq(calls.id, callId)),
);

/** The draw that brought a call into the queue; null for one that was sent. */
export function drawIdOf(db: Db, callId: number): number | null {
  return drawOf(db).get({ callId })?.drawId ?? null;
}

const drawnOnce = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm.select({ callId: drawnCalls.callId }).from(drawnCalls).where(eq(drawnCalls.callId, callId)),
);

/** A call is drawn once, whichever draw it was and whatever became of it. */
export function wasDrawn(db: Db, callId: number): boolean {
  return drawnOnce(db).get({ callId }) !== undefined;
}

/** Notes which call stands in for another of the same draw. */
export function recordReplacement(
  tx: Tx,
  draw: DrawRow,
  { from, to, sellerId, ticket }: { from: number; to: number; sellerId: number; ticket: string },
): void {
  insertDrawn(tx).run({ drawId: draw.id, callId: to, sellerId, ticket, replacesCallId: from });
}

const note = prepared(
  (
    orm,
    given: Given<{
      drawId: number;
      callId: number;
      at: Instant;
      skipped: readonly SkippedTicket[];
    }>,
  ) =>
    orm
      .update(drawnCalls)
      .set({ replacedAt: given.at, skipped: given.skipped })
      .where(and(eq(drawnCalls.drawId, given.drawId), eq(drawnCalls.callId, given.callId))),
);

/** Notes when a drawn call was replaced, and which tickets were passed over, the lowest first. */
export function noteReplaced(
  tx: Tx,
  drawId: number,
  callId: number,
  { at, skipped }: { at: Instant; skipped: readonly SkippedTicket[] },
): void {
  note(tx).run({ drawId, callId, at, skipped });
}
