import { and, eq, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Call } from '../domain/call.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { appealItems, appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';
import { checklistVersions } from './schema/checklists.ts';
import { clients, orders } from './schema/clients.ts';
import { drawnCalls } from './schema/drawn-calls.ts';
import { directions, people } from './schema/people.ts';
import { secondDecisions } from './schema/second-decisions.ts';
import { secondScores } from './schema/second-scores.ts';

const itemCodes = sql<string>`(SELECT json_group_array(${appealItems.itemCode}) FROM ${appealItems}
  WHERE ${appealItems.appealId} = ${appeals.id})`.mapWith(
  (text: string) => JSON.parse(text) as string[],
);

const facts = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      id: calls.id,
      status: calls.status,
      originStatus: calls.originStatus,
      sellerId: calls.sellerId,
      directionId: calls.directionId,
      reviewerId: calls.reviewerId,
      scoredById: calls.scoredById,
      sentById: calls.sentById,
      drawId: calls.drawId,
      returnedById: calls.returnedById,
      noticeLeftAt: calls.noticeLeftAt,
      deadlineAt: calls.deadlineAt,
      appealKind: appeals.kind,
      begunById: appeals.begunById,
      escalatedAt: appeals.escalatedAt,
      itemCodes,
      againFirstById: secondDecisions.firstById,
      againAnyHead: secondDecisions.anyHead,
      secondById: secondScores.controllerId,
      secondFinalAt: secondScores.finalAt,
    })
    .from(calls)
    .leftJoin(appeals, and(eq(appeals.callId, calls.id), sql`${appeals.state} <> 'draft'`))
    .leftJoin(
      secondDecisions,
      and(
        eq(secondDecisions.appealId, appeals.id),
        isNull(secondDecisions.decidedAt),
        isNull(secondDecisions.droppedAt),
      ),
    )
    .leftJoin(secondScores, eq(secondScores.callId, calls.id))
    .where(eq(calls.id, id)),
);

/** What the status table needs to know of a call; null where there is none. */
export function callFacts(db: Db, id: number): Call | null {
  const row = facts(db).get({ id });
  if (!row) return null;
  const { drawId, noticeLeftAt, appealKind, begunById, escalatedAt, itemCodes, ...others } = row;
  const { secondById, secondFinalAt, againFirstById, againAnyHead, ...call } = others;
  const again =
    againFirstById === null ? null : { firstById: againFirstById, anyHead: againAnyHead === true };
  return {
    ...call,
    drawn: drawId !== null,
    noticeLeft: noticeLeftAt !== null,
    appeal: appealKind && { kind: appealKind, itemCodes, begunById, escalatedAt, again },
    second: secondById === null ? null : { byId: secondById, finalAt: secondFinalAt },
  };
}

/** Columns that a change of status may set along with it. */
export type CallChange = Partial<
  Pick<
    typeof calls.$inferSelect,
    | 'originStatus'
    | 'reviewerId'
    | 'scoredById'
    | 'drawId'
    | 'sentById'
    | 'queuedAt'
    | 'queuedMonth'
    | 'returnedById'
    | 'returnedAt'
    | 'returnReason'
    | 'noticeLeftAt'
    | 'clockFromAt'
    | 'deadlineAt'
    | 'checklistId'
    | 'clientId'
    | 'orderId'
  >
>;

type Changed = keyof CallChange;
type Places = Given<Required<CallChange>>;

/** A statement for each set of columns that is changed together: they are few. */
function eachSet<Update>(make: (columns: readonly Changed[]) => Update) {
  const made = new Map<string, Update>();
  return (change: CallChange): Update => {
    const columns = Object.keys(change) as Changed[];
    const key = columns.join();
    const update = made.get(key) ?? make(columns);
    made.set(key, update);
    return update;
  };
}

const placesOf = (columns: readonly Changed[], given: Places) =>
  Object.fromEntries(columns.map((name) => [name, given[name]])) as Pick<Places, Changed>;

type Step = Required<CallChange> & { id: number; from: Status; to: Status };

const changeFrom = eachSet((columns) =>
  prepared((orm, given: Given<Step>) =>
    orm
      .update(calls)
      .set({ status: given.to, ...placesOf(columns, given) })
      .where(and(eq(calls.id, given.id), eq(calls.status, given.from))),
  ),
);

/** Guarded by the status it expects: answers whether the call was still there. */
export function changeStatus(
  tx: Tx,
  call: { id: number; from: Status; to: Status },
  change: CallChange,
): boolean {
  return changeFrom(change)(tx).run({ ...valuesOf(change), ...call }).changes === 1;
}

const changeOnly = eachSet((columns) =>
  prepared((orm, given: Given<Required<CallChange> & { id: number }>) =>
    orm.update(calls).set(placesOf(columns, given)).where(eq(calls.id, given.id)),
  ),
);

/** Sets columns without a change of status. */
export function changeCall(tx: Tx, id: number, change: CallChange): void {
  changeOnly(change)(tx).run({ ...valuesOf(change), id });
}

/** Of the columns that a statement changes; it asks for no others. */
const valuesOf = (change: CallChange) => change as Required<CallChange>;

const readyNow = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) => {
  const draws = orm
    .select({ callId: drawnCalls.callId })
    .from(drawnCalls)
    .where(eq(drawnCalls.callId, calls.id));
  return orm
    .update(calls)
    .set({ readyAt: now })
    .where(and(eq(calls.id, id), isNotNull(calls.readyAt), notExists(draws)));
});

/**
 * A call given back from teaching belongs to the window that is open now (DESIGN 2); one that was drawn
 * before does not come again.
 */
export function enterNextDraw(tx: Tx, id: number, now: Instant): void {
  readyNow(tx).run({ id, now });
}

const seller = alias(people, 'seller');
const reviewer = alias(people, 'reviewer');
const scorer = alias(people, 'scorer');
const sender = alias(people, 'sender');

const view = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      id: calls.id,
      source: calls.source,
      externalId: calls.externalId,
      flow: calls.flow,
      status: calls.status,
      sellerId: calls.sellerId,
      sellerName: seller.name,
      directionName: directions.name,
      phone: calls.phone,
      startedAt: calls.startedAt,
      durationS: calls.durationS,
      talkS: calls.talkS,
      recordingUrl: calls.recordingUrl,
      recordingPath: calls.recordingPath,
      clientId: calls.clientId,
      clientName: clients.name,
      orderId: calls.orderId,
      orderNumber: orders.number,
      /** The call type of the credit score. */
      typeName: sql<string | null>`(SELECT ${checklistVersions.name} FROM ${checklistVersions}
        WHERE ${checklistVersions.checklistId} = ${calls.checklistId}
        ORDER BY ${checklistVersions.version} DESC LIMIT 1)`,
      reviewerId: calls.reviewerId,
      reviewerName: reviewer.name,
      scoredByName: scorer.name,
      drawId: calls.drawId,
      sentByName: sender.name,
      deadlineAt: calls.deadlineAt,
    })
    .from(calls)
    .leftJoin(seller, eq(seller.id, calls.sellerId))
    .leftJoin(directions, eq(directions.id, calls.directionId))
    .leftJoin(clients, eq(clients.id, calls.clientId))
    .leftJoin(orders, eq(orders.id, calls.orderId))
    .leftJoin(reviewer, eq(reviewer.id, calls.reviewerId))
    .leftJoin(scorer, eq(scorer.id, calls.scoredById))
    .leftJoin(sender, eq(sender.id, calls.sentById))
    .where(eq(calls.id, id)),
);

/** A call with everything a screen or an answer of the API shows of it. */
export type CallView = NonNullable<ReturnType<ReturnType<typeof view>['get']>>;

export function callView(db: Db, id: number): CallView | null {
  return view(db).get({ id }) ?? null;
}

const queuedMonth = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select({ month: calls.queuedMonth }).from(calls).where(eq(calls.id, id)),
);

/** The month in which a call was drawn or sent; null for one that never was. */
export function queuedMonthOf(db: Db, id: number): LocalMonth | null {
  return queuedMonth(db).get({ id })?.month ?? null;
}

const talkSeconds = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select({ talkS: calls.talkS }).from(calls).where(eq(calls.id, id)),
);

export function talkSecondsOf(db: Db, id: number): number {
  return talkSeconds(db).get({ id })?.talkS ?? 0;
}
