import { sql } from 'drizzle-orm';
import { recordingFaults } from '../domain/recording.ts';
import type { Instant } from '../domain/time.ts';
import { drawable, reason } from './drawable-calls.ts';
import type { Db } from './open.ts';
import { type Given, preparedArrays, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';

type Window = { from: Instant; to: Instant };

const countReady = preparedSql(
  ({ from, to }: Given<Window>) =>
    sql<{ n: number }>`SELECT count(*) n FROM ${calls} INDEXED BY calls_ready
     WHERE ${calls.readyAt} >= ${from} AND ${calls.readyAt} < ${to}`,
);

/** The most calls that can be eligible: all that became ready in the window. */
export function readyCount(db: Db, [from, to]: readonly [Instant, Instant]): number {
  return countReady(db).get({ from, to })?.n ?? 0;
}

/** A call whose seller, talk time and recording are known. */
export interface ReadyCall {
  callId: number;
  sellerId: number;
  startedAt: Instant;
  /** A place in `leftOutReasons` where the call cannot be drawn, whatever its seller; else null. */
  reason: number | null;
  /** Its line of the pool's text (domain/pool.ts): the bytes `from` to `to` of `text`, the line feed the last. */
  text: Uint8Array;
  from: number;
  to: number;
}

const faultReasons = sql.join(
  recordingFaults.map(
    (fault) => sql`WHEN ${sql.raw(`'${fault}'`)} THEN ${reason(`recording_${fault}`)}`,
  ),
  sql` `,
);

const reasonOf = (alsoAsked: boolean, minTalkS: unknown) => sql`
  CASE WHEN ${calls.talkS} < ${minTalkS} THEN ${reason('too_short')}
       WHEN ${calls.status} NOT IN (${sql.raw(drawable(alsoAsked))}) THEN ${reason('already_taken')}
       ELSE CASE ${calls.recordingFault} ${faultReasons} END END`;

/**
 * Calls as one text: for each the reason (or nothing) and the start, a tab after either, and its line of the pool.
 * A row that comes out of SQLite costs more than what is read of it, and so does each of its values: a thousand
 * calls in one value are read in half the time. A null among what is joined would take its call away: a call of
 * nobody is one of seller 0.
 */
const folded = (alsoAsked: boolean, minTalkS: unknown) => sql`
  SELECT count(*), CAST(group_concat(
         ifnull(${reasonOf(alsoAsked, minTalkS)}, '') || '\t' || ${calls.startedAt} || '\tcall\t' || ${calls.id}
           || '\t' || ifnull(${calls.sellerId}, 0) || '\t' || ${calls.source} || '\t' || ${calls.externalId} || '\n', '') AS BLOB)`;

type Folded = [count: number, text: Buffer | null];

const readyIn = (alsoAsked: boolean) =>
  preparedArrays(
    ({ from, to, minTalkS }: Given<Window & { minTalkS: number }>) =>
      sql<Folded>`${folded(alsoAsked, minTalkS)}
        FROM ${calls} INDEXED BY calls_ready
       WHERE ${calls.readyAt} >= ${from} AND ${calls.readyAt} < ${to}`,
  );
const ready = { withAsked: readyIn(true), withoutAsked: readyIn(false) };

const callsAtOnce = 1024;
const nextSlice = preparedSql(
  ({ from, to }: Given<Window>) =>
    sql<{ at: Instant }>`SELECT ${calls.readyAt} "at" FROM ${calls} INDEXED BY calls_ready
     WHERE ${calls.readyAt} >= ${from} AND ${calls.readyAt} < ${to}
     ORDER BY ${calls.readyAt} LIMIT 1 OFFSET ${sql.raw(String(callsAtOnce))}`,
);

/** Every call that became ready in the window. */
export function* readyCalls(
  db: Db,
  [from, to, minTalkS]: readonly [Instant, Instant, number],
  alsoAsked: boolean,
): Generator<ReadyCall> {
  const read = alsoAsked ? ready.withAsked : ready.withoutAsked;
  for (let [at, next] = [from, from]; at < to; at = next) {
    next = nextSlice(db).get({ from: at, to })?.at ?? to;
    // Calls of one instant are read together, however many they are.
    if (next === at) next += 1;
    for (const slice of read(db).iterate({ from: at, to: next, minTalkS })) yield* unfolded(slice);
  }
}

const readyById = preparedArrays(
  ({ callId }: Given<{ callId: number }>) =>
    sql<Folded>`${folded(true, sql.raw('0'))} FROM ${calls} WHERE ${calls.id} = ${callId}`,
);

/** A call of a frozen pool as it is now, whenever it became ready; null where there is no such call. */
export function poolCall(db: Db, callId: number): ReadyCall | null {
  const [call] = [...readyById(db).iterate({ callId })].flatMap((row) => [...unfolded(row)]);
  return call ?? null;
}

const spoiled = preparedArrays(
  ({ from, to }: Given<Window>) =>
    sql<[callId: number, reason: number]>`SELECT ${calls.id}, ${reasonOf(true, sql.raw('0'))}
       FROM ${calls} INDEXED BY calls_ready
      WHERE ${calls.readyAt} >= ${from} AND ${calls.readyAt} < ${to}
        AND (${calls.status} NOT IN (${sql.raw(drawable(true))}) OR ${calls.recordingFault} IS NOT NULL)`,
);

/** The calls of a window that cannot be drawn, whatever is done about teaching. */
export function spoiledCalls(
  db: Db,
  [from, to]: readonly [Instant, Instant],
): IterableIterator<[callId: number, reason: number]> {
  return spoiled(db).iterate({ from, to });
}

const tab = 0x09;
const lineFeed = 0x0a;
const zero = 0x30;
const wordBytes = 'call\t'.length;

/** The calls of a folded text one by one. */
function* unfolded([count, text]: Folded): Generator<ReadyCall> {
  if (text === null) return;
  let [at, read, callId] = [0, 0, 0];
  const unreadable = () =>
    new Error(
      `the source or external id of call ${callId} holds a line feed: change it in the database`,
    );
  /** The digits up to the next tab. */
  const number = () => {
    let value = 0;
    for (; text[at] !== tab; at += 1) {
      const digit = (text[at] ?? lineFeed) - zero;
      if (digit < 0 || digit > 9) throw unreadable();
      value = value * 10 + digit;
    }
    at += 1;
    return value;
  };
  while (at < text.length) {
    const hasReason = text[at] !== tab;
    const place = number();
    const startedAt = number();
    const from = at;
    at += wordBytes;
    callId = number();
    const sellerId = number();
    at = text.indexOf(lineFeed, at) + 1;
    read += 1;
    yield { callId, sellerId, startedAt, reason: hasReason ? place : null, text, from, to: at };
  }
  if (read !== count) throw unreadable();
}
