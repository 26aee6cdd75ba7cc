import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { arrival } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { readySince } from './draws.ts';
import type { Db, Orm, Tx } from './open.ts';
import { adoptOtherTalks } from './other-talks.ts';
import { type Given, nameOf, prepared, preparedChange, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';

const columns = {
  source: calls.source,
  externalId: calls.externalId,
  flow: calls.flow,
  sellerId: calls.sellerId,
  sellerExtension: calls.sellerExtension,
  sellerExternalId: calls.sellerExternalId,
  directionId: calls.directionId,
  phone: calls.phone,
  rawNumber: calls.rawNumber,
  startedAt: calls.startedAt,
  durationS: calls.durationS,
  talkS: calls.talkS,
  recordingUrl: calls.recordingUrl,
  recordingPath: calls.recordingPath,
  clientId: calls.clientId,
  orderId: calls.orderId,
  clientExternalId: calls.clientExternalId,
  orderExternalId: calls.orderExternalId,
  readyAt: calls.readyAt,
  status: calls.status,
};

/** A call as it is taken in; also what a repeated one is compared with. */
export type CallRecord = Pick<typeof calls.$inferSelect, keyof typeof columns>;

const insert = prepared((orm, given: Given<CallRecord & { receivedAt: Instant }>) =>
  orm.insert(calls).values({
    source: given.source,
    externalId: given.externalId,
    flow: given.flow,
    sellerId: given.sellerId,
    sellerExtension: given.sellerExtension,
    sellerExternalId: given.sellerExternalId,
    directionId: given.directionId,
    phone: given.phone,
    rawNumber: given.rawNumber,
    startedAt: given.startedAt,
    durationS: given.durationS,
    talkS: given.talkS,
    recordingUrl: given.recordingUrl,
    recordingPath: given.recordingPath,
    clientId: given.clientId,
    orderId: given.orderId,
    clientExternalId: given.clientExternalId,
    orderExternalId: given.orderExternalId,
    readyAt: given.readyAt,
    status: given.status,
    receivedAt: given.receivedAt,
  }),
);

/** Takes in a call; answers its number. Its history is begun by `beginHistories`. */
export function insertCall(tx: Tx, call: CallRecord, now: Instant): number {
  return Number(insert(tx).run({ ...call, receivedAt: now }).lastInsertRowid);
}

/** Calls that follow one another. */
export interface CallRange {
  first: number;
  last: number;
}

const unmatched = arrival({ matches: 'none' });
const matched = arrival({ matches: 'one' });

const firstLines = preparedSql(
  ({ first, last, now }: Given<CallRange & { now: Instant }>) => sql<never>`
    INSERT INTO ${callHistory}
      (${nameOf(callHistory.callId)}, ${nameOf(callHistory.at)}, ${nameOf(callHistory.verb)},
       ${nameOf(callHistory.toStatus)})
    SELECT ${calls.id}, ${now},
           CASE ${calls.status} WHEN ${unmatched.to} THEN ${unmatched.verb} WHEN ${matched.to} THEN ${matched.verb} END,
           ${calls.status}
      FROM ${calls} WHERE ${calls.id} BETWEEN ${first} AND ${last} ORDER BY ${calls.id}`,
);

/** The first line in the history of calls just taken in, none of which has changed since. */
export function beginHistories(tx: Tx, range: CallRange, now: Instant): void {
  firstLines(tx).run({ ...range, now });
}

/** A call taken in before. */
export interface KnownCall extends CallRecord {
  id: number;
  /** Its recording was deleted, since its time was over or its client was erased. */
  purged: boolean;
}

const isPurged = sql`${calls.recordingFault} IS 'purged'`.mapWith(Boolean);
const named = prepared((orm, given: Given<{ source: string; externalId: string }>) =>
  orm
    .select({ id: calls.id, purged: isPurged, ...columns })
    .from(calls)
    .where(and(eq(calls.source, given.source), eq(calls.externalId, given.externalId))),
);

export function callByExternalId(db: Db, source: string, externalId: string): KnownCall | null {
  return named(db).get({ source, externalId }) ?? null;
}

const fill = preparedChange((orm, set: Partial<CallRecord>, { id }: Given<{ id: number }>) =>
  orm.update(calls).set(set).where(eq(calls.id, id)),
);

/** Sets what was null before, or is told otherwise before anybody has taken the call up. */
export function fillCall(tx: Tx, id: number, filled: Partial<CallRecord>): void {
  fill(tx, filled, { id });
}

const rename = prepared((orm, given: Given<{ id: number; externalId: string }>) =>
  orm.update(calls).set({ externalId: given.externalId }).where(eq(calls.id, given.id)),
);

/** Gives a call that nobody has taken up the id that its system knows it by as a whole. */
export function renameCall(tx: Tx, id: number, externalId: string): void {
  rename(tx).run({ id, externalId });
}

type Seller = { sellerId: number; directionId: number | null; readySinceAt: Instant };

function adopt(
  orm: Orm,
  { sellerId, directionId, readySinceAt }: Given<Seller>,
  waiting: SQL | undefined,
) {
  const readyAt = sql`CASE WHEN ${calls.talkS} IS NOT NULL
      AND (${calls.recordingUrl} IS NOT NULL OR ${calls.recordingPath} IS NOT NULL)
    THEN coalesce(${calls.readyAt}, ${readySinceAt}) END`;
  return orm
    .update(calls)
    .set({ sellerId, directionId, readyAt })
    .where(and(isNull(calls.sellerId), waiting))
    .returning({ id: calls.id });
}

const adoptNamed = prepared((orm, given: Given<Seller & { externalId: string }>) =>
  adopt(orm, given, eq(calls.sellerExternalId, given.externalId)),
);
const adoptOn = prepared((orm, given: Given<Seller & { source: string; extension: string }>) =>
  adopt(
    orm,
    given,
    and(eq(calls.source, given.source), eq(calls.sellerExtension, given.extension)),
  ),
);

/** Gives the calls that waited for this extension or external id their seller; answers which they are. */
export function adoptCalls(
  tx: Tx,
  seller: { id: number; directionId: number | null },
  by: { source: string; extension: string } | { externalId: string },
  now: Instant,
): number[] {
  const readySinceAt = readySince(tx, now);
  const given = { sellerId: seller.id, directionId: seller.directionId, readySinceAt };
  if ('extension' in by) adoptOtherTalks(tx, { ...by, sellerId: seller.id });
  const adopted =
    'externalId' in by
      ? adoptNamed(tx).all({ ...given, externalId: by.externalId })
      : adoptOn(tx).all({ ...given, source: by.source, extension: by.extension });
  return adopted.map(({ id }) => id);
}
