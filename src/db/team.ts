import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { preliminary } from '../domain/status.ts';
import { type Status, statuses } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { PartOf } from './decisions.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { oneOf } from './schema/columns.ts';
import { leases } from './schema/leases.ts';
import { personRoles } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

const c = alias(calls, 'c');
const h = alias(callHistory, 'h');
const l = alias(callHistory, 'l');
const r = alias(reviews, 'r');

type OfSeller = { sellerId: number; since: Instant };
type OfController = { controllerId: number; since: Instant };

/** A seller's calls by their start: the index wants each status named, and sorts nothing. */
const ofSeller = (wanted: readonly Status[], { sellerId, since }: Given<OfSeller>) => sql`
  FROM ${calls} c INDEXED BY calls_by_seller_status
 WHERE ${c.sellerId} = ${sellerId} AND ${oneOf(c.status, wanted)} AND ${c.startedAt} >= ${since}
   AND ${c.readyAt} IS NOT NULL`;

const countReady = preparedSql(
  (given: Given<OfSeller>) => sql<{ n: number }>`SELECT count(*) n ${ofSeller(statuses, given)}`,
);

/** How many of a seller's calls since an instant could be drawn, or could have been. */
export function readySince(db: Db, sellerId: number, since: Instant): number {
  return countReady(db).get({ sellerId, since })?.n ?? 0;
}

const taught = ['listening_advice', 'listening_training', 'approved_training'] as const;
/** Neither drawn nor sent. */
const outOfCredit = sql`${c.drawId} IS NULL AND ${c.sentById} IS NULL`;

const keptOut = preparedSql(
  (given: Given<OfSeller>) =>
    sql<{ verb: 'ask' | 'take' }>`SELECT (SELECT ${h.verb} FROM ${callHistory} h
        WHERE ${h.callId} = ${c.id} AND ${h.verb} IN ('ask', 'take')
        ORDER BY ${h.id} DESC LIMIT 1) verb
      ${ofSeller(taught, given)} AND ${outOfCredit}`,
);

/**
 * Which of those are out of credit since they were asked about or taken for teaching. Neither those that
 * came back, nor annulled scores: those had been drawn or sent.
 */
export function keptOutSince(
  db: Db,
  sellerId: number,
  since: Instant,
): { asked: number; taken: number } {
  const rows = keptOut(db).all({ sellerId, since });
  const asked = rows.filter(({ verb }) => verb === 'ask').length;
  return { asked, taken: rows.length - asked };
}

const p = alias(personRoles, 'p');
const keptOutOfEach = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<PartOf>`SELECT ${c.sellerId} "personId",
      sum(${oneOf(c.status, taught)} AND ${outOfCredit}) "count", count(*) "of"
     FROM ${personRoles} p CROSS JOIN ${calls} c INDEXED BY calls_by_seller_status
    WHERE ${p.role} = 'seller' AND ${c.sellerId} = ${p.personId} AND ${oneOf(c.status, statuses)}
      AND ${c.startedAt} >= ${since} AND ${c.readyAt} IS NOT NULL
    GROUP BY ${c.sellerId}`,
);

/** The parts of every seller's calls since an instant that are out of credit since they were asked about or taken. */
export function keptOutParts(db: Db, since: Instant): PartOf[] {
  return keptOutOfEach(db).all({ since });
}

const takenBy = preparedSql(
  ({ teacherId, since }: Given<{ teacherId: number; since: Instant }>) =>
    sql<{ sellerId: number; n: number }>`SELECT ${c.sellerId} "sellerId", count(DISTINCT ${c.id}) n
      FROM ${callHistory} h INDEXED BY call_history_taken JOIN ${calls} c ON ${c.id} = ${h.callId}
     WHERE ${h.verb} = 'take' AND ${h.actorId} = ${teacherId} AND ${h.at} >= ${since}
       AND ${c.startedAt} >= ${since}
       AND ${c.status} IN ('listening_training', 'approved_training')
       AND ${outOfCredit} AND ${c.readyAt} IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM ${callHistory} l WHERE ${l.callId} = ${c.id}
                        AND ${l.id} > ${h.id} AND ${l.verb} IN ('ask', 'take'))
     GROUP BY ${c.sellerId}`,
);

/** Of those, the calls of each seller that this teacher took. */
export function takenOut(db: Db, teacherId: number, since: Instant): Map<number, number> {
  const rows = takenBy(db).all({ teacherId, since });
  return new Map(rows.map(({ sellerId, n }) => [sellerId, n]));
}

const countTaken = preparedSql(
  ({ teacherId, sellerId, since }: Given<OfSeller & { teacherId: number }>) =>
    sql<{ n: number }>`SELECT count(*) n FROM ${callHistory} h INDEXED BY call_history_taken
      JOIN ${calls} c ON ${c.id} = ${h.callId}
     WHERE ${h.verb} = 'take' AND ${h.actorId} = ${teacherId} AND ${h.at} >= ${since}
       AND ${c.sellerId} = ${sellerId}`,
);

/** How many calls of a seller a teacher has taken since an instant, those given back included. */
export function takenSince(
  db: Db,
  of: { teacherId: number; sellerId: number; since: Instant },
): number {
  return countTaken(db).get(of)?.n ?? 0;
}

export interface CallToHear {
  id: number;
  talkS: number;
  /** Whom it was with: the client, else the number. */
  counterpart: string;
}

const toHear = preparedSql(
  (given: Given<OfSeller & { minTalkS: number }>) =>
    sql<CallToHear>`SELECT ${c.id} id, ${c.talkS} "talkS",
        coalesce('client ' || ${c.clientId}, ${c.phone}, 'call ' || ${c.id}) counterpart
      ${ofSeller(preliminary, given)} AND ${c.talkS} >= ${given.minTalkS}`,
);

/** A seller's calls since an instant that can be heard and that nobody has taken up. */
export function callsToHear(
  db: Db,
  sellerId: number,
  from: { since: Instant; minTalkS: number },
): CallToHear[] {
  return toHear(db).all({ sellerId, since: from.since, minTalkS: from.minTalkS });
}

const countTaught = preparedSql(
  ({ reviewerId, since }: Given<{ reviewerId: number; since: Instant }>) =>
    sql<Record<'advice' | 'training' | 'side', number | null>>`
      SELECT sum(${reviews.purpose} = 'advice') advice, sum(${reviews.purpose} = 'training') training,
             sum(${reviews.purpose} = 'side') side
        FROM ${reviews}
       WHERE ${reviews.reviewerId} = ${reviewerId} AND ${reviews.submittedAt} >= ${since}`,
);

/** Teaching reviews that somebody handed in since an instant, by what they were. */
export function taughtSince(
  db: Db,
  reviewerId: number,
  since: Instant,
): { advice: number; training: number; side: number } {
  const row = countTaught(db).get({ reviewerId, since });
  return { advice: row?.advice ?? 0, training: row?.training ?? 0, side: row?.side ?? 0 };
}

const givenBack = preparedSql(
  ({ controllerId, since }: Given<OfController>) => sql<{ note: string }>`SELECT ${h.note} note
      FROM ${callHistory} h INDEXED BY call_history_given_back
     WHERE ${h.verb} = 'give_back' AND ${h.actorId} = ${controllerId} AND ${h.at} >= ${since}
       AND ${h.fromStatus} = 'listening_credit'`,
);

/** What a controller gave back since an instant, by reason. */
export function givenBackSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { reason: string; n: number }[] {
  const rows = givenBack(db).all({ controllerId, since });
  const counts = new Map<string, number>();
  for (const { note } of rows) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].map(([reason, n]) => ({ reason, n }));
}

const later = (step: SQL) => sql`EXISTS (SELECT 1 FROM ${callHistory} l
  WHERE ${l.callId} = ${h.callId} AND ${l.id} > ${h.id}
    AND ${l.fromStatus} = 'listening_credit' AND ${step})`;
const leftQueue = sql`${l.verb} = 'give_back' AND ${l.toStatus} <> 'listening_credit'`;

const firstReturns = preparedSql(
  ({ controllerId, since }: Given<OfController>) =>
    sql<{ returned: number; scoredAfter: number | null }>`SELECT count(*) returned,
        sum(${later(sql`${l.verb} = 'score'`)} AND NOT ${later(leftQueue)}) "scoredAfter"
      FROM ${callHistory} h INDEXED BY call_history_given_back
     WHERE ${h.verb} = 'give_back' AND ${h.actorId} = ${controllerId} AND ${h.at} >= ${since}
       AND ${h.toStatus} = 'listening_credit'`,
);

/**
 * How many drawn calls a controller was the first to give back since an instant, and how many of these
 * somebody else could score after all.
 */
export function firstReturnsSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { returned: number; scoredAfter: number } {
  const row = firstReturns(db).get({ controllerId, since });
  return { returned: row?.returned ?? 0, scoredAfter: row?.scoredAfter ?? 0 };
}

const listened = preparedSql(
  ({ controllerId, since }: Given<OfController>) =>
    sql<{ listenedMs: number; talkS: number }>`
      SELECT coalesce(${r.submittedAt} - ${r.recordingSentAt}, 0) "listenedMs", ${c.talkS} "talkS"
        FROM ${reviews} r INDEXED BY reviews_by_reviewer JOIN ${calls} c ON ${c.id} = ${r.callId}
       WHERE ${r.reviewerId} = ${controllerId} AND ${r.submittedAt} >= ${since}
         AND ${r.purpose} = 'credit' AND ${c.talkS} > 0`,
);

/**
 * Of each score that a controller handed in since an instant: the milliseconds from the voice sent to the
 * submission, 0 where none was sent, and the seconds of talk.
 */
export function listenedSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { listenedMs: number; talkS: number }[] {
  return listened(db).all({ controllerId, since });
}

const countExpired = preparedSql(
  ({ controllerId, since }: Given<OfController>) => sql<{ n: number }>`SELECT count(*) n
      FROM ${leases} INDEXED BY leases_expired
     WHERE ${leases.end} = 'expired' AND ${leases.controllerId} = ${controllerId}
       AND ${leases.endedAt} >= ${since}`,
);

/** How often a controller's time for a call ran out since an instant. */
export function expiriesSince(db: Db, controllerId: number, since: Instant): number {
  return countExpired(db).get({ controllerId, since })?.n ?? 0;
}
