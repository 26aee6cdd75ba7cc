import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { leases } from './schema/leases.ts';
import { otherTalks } from './schema/other-talks.ts';
import { mentorships, people, personRoles } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';
import { secondScores } from './schema/second-scores.ts';
import { blindControllers } from './second-scores.ts';

/** What ties a controller to a call, so that somebody else is to score it where anybody could (3.2). */
export type Tie = 'sender' | 'mentor' | 'mutual';

/** A call of the queue. */
interface Queued {
  id: number;
  sellerId: number | null;
  queuedAt: Instant;
}

/** Of so many of the oldest a controller gets one. */
const lookedAt = sql.raw('100');

const c = alias(calls, 'c');
const m = alias(mentorships, 'm');
const p = alias(people, 'p');
const r = alias(reviews, 'r');
const x = alias(personRoles, 'x');

/** Active controllers, as SQL: `controllers(id)`. */
const controllers = sql`controllers(id) AS MATERIALIZED (
  SELECT ${p.id} FROM ${personRoles} x JOIN ${people} p ON ${p.id} = ${x.personId}
   WHERE ${x.role} = 'controller' AND ${p.active} = 1)`;

/** Whether they talked in a row of `calls` beside its seller, as SQL: before a transfer or after it. */
const talked = (who: SQL) => sql`EXISTS (SELECT 1 FROM ${otherTalks}
  WHERE ${otherTalks.callId} = ${calls.id} AND ${otherTalks.sellerId} = ${who})`;

/**
 * Whether somebody could score a row of `calls` at all, as SQL: it is not theirs, they did not talk in it, it was not they who gave
 * it back, and they are not at work on it as a teacher.
 */
const fits = (who: SQL) => sql`coalesce(${calls.sellerId}, 0) <> ${who} AND NOT ${talked(who)}
  AND ${calls.returnedById} IS NOT ${who}
  AND NOT EXISTS (SELECT 1 FROM ${reviews} r WHERE ${r.callId} = ${calls.id}
                    AND ${r.reviewerId} = ${who} AND ${r.state} = 'draft' AND ${r.purpose} <> 'credit')`;

/**
 * Who is tied to whom, as SQL: present mentors to their sellers, and a controller to a seller who, a
 * controller as well, scored a call of theirs lately. The pairs are found once for each statement.
 */
const ties = sql`ties(person_id, seller_id, tie) AS MATERIALIZED (
  SELECT ${m.mentorId}, ${m.menteeId}, 'mentor'
    FROM controllers k JOIN ${mentorships} m ON ${m.mentorId} = k.id
   WHERE ${m.fromAt} <= (SELECT now FROM me)
     AND (${m.toAt} IS NULL OR ${m.toAt} > (SELECT now FROM me))
  UNION ALL
  SELECT k.id, s.id, 'mutual' FROM controllers k JOIN controllers s ON s.id <> k.id
   WHERE EXISTS (SELECT 1 FROM ${calls} c INDEXED BY calls_by_seller_scorer
                   JOIN ${reviews} r ON ${r.callId} = ${c.id} AND ${r.purpose} = 'credit'
                    AND ${r.state} <> 'draft'
                  WHERE ${c.sellerId} = k.id AND ${c.scoredById} = s.id
                    AND ${r.submittedAt} >= (SELECT since FROM me)))`;

const tied = (who: SQL) => sql`(${calls.sentById} IS ${who}
  OR (${who}, coalesce(${calls.sellerId}, 0)) IN (SELECT person_id, seller_id FROM ties))`;

const begunBy = preparedSql(
  ({ reviewerId }: Given<{ reviewerId: number }>) =>
    sql<{ id: number }>`SELECT ${c.id} id FROM ${reviews} r JOIN ${calls} c ON ${c.id} = ${r.callId}
     WHERE ${r.reviewerId} = ${reviewerId} AND ${r.submittedAt} IS NULL AND ${r.state} = 'draft'
       AND ${r.purpose} = 'credit' AND ${c.status} = 'listening_credit' AND ${c.reviewerId} IS NULL
     ORDER BY ${c.queuedAt}, ${c.id} LIMIT 1`,
);

/** The call of the queue that somebody had begun on and that nobody holds, the oldest. */
export function oldestBegun(db: Db, reviewerId: number): number | null {
  return begunBy(db).get({ reviewerId })?.id ?? null;
}

const me = sql`(SELECT id FROM me)`;
const other = sql`y.id`;
const nextFor = preparedSql(
  ({ controllerId, now, since }: Given<{ controllerId: number; now: Instant; since: Instant }>) =>
    sql<Queued & { tie: Tie | null }>`
      WITH me(id, now, since) AS (SELECT ${controllerId}, ${now}, ${since}), ${controllers}, ${ties}
      SELECT ${calls.id} id, ${calls.sellerId} "sellerId", ${calls.queuedAt} "queuedAt",
             CASE WHEN ${calls.sentById} = ${me} THEN 'sender' ELSE (SELECT t.tie FROM ties t
               WHERE t.person_id = ${me} AND t.seller_id = ${calls.sellerId} LIMIT 1) END tie
        FROM ${calls} INDEXED BY calls_queued
       WHERE ${calls.status} = 'listening_credit' AND ${calls.reviewerId} IS NULL AND ${fits(me)}
         AND (NOT ${tied(me)} OR NOT EXISTS (
           SELECT 1 FROM controllers y WHERE y.id <> ${me} AND ${fits(other)} AND NOT ${tied(other)}))
       ORDER BY ${calls.queuedAt}, ${calls.id} LIMIT ${lookedAt}`,
);

/**
 * The oldest calls of the queue that nobody holds and that this controller could score: those they are tied
 * to only where no other active controller could score them without a tie.
 *
 * @param since from when on scores make two people score each other
 */
export function oldestQueued(
  db: Db,
  controllerId: number,
  { now, since }: { now: Instant; since: Instant },
): (Queued & { tie: Tie | null })[] {
  return nextFor(db).all({ controllerId, now, since });
}

const scorable = preparedSql(
  ({ callId }: Given<{ callId: number }>) =>
    sql<{ id: number }>`WITH ${controllers} SELECT ${calls.id} id FROM ${calls}
     WHERE ${calls.id} = ${callId}
       AND EXISTS (SELECT 1 FROM controllers y WHERE ${fits(other)})`,
);

/** Whether any active controller could score this call of the queue, tied to it or not. */
export function anyControllerFor(db: Db, callId: number): boolean {
  return scorable(db).get({ callId }) !== undefined;
}

const forNobody = preparedSql(
  ({ most }: Given<{ most: number }>) =>
    sql<{ id: number; queuedAt: Instant }>`WITH ${controllers}
    SELECT ${calls.id} id, ${calls.queuedAt} "queuedAt" FROM ${calls} INDEXED BY calls_queued
     WHERE ${calls.status} = 'listening_credit' AND ${calls.reviewerId} IS NULL
       AND NOT EXISTS (SELECT 1 FROM controllers y WHERE ${fits(other)})
     ORDER BY ${calls.queuedAt}, ${calls.id} LIMIT ${most}`,
);

/** Calls of the queue that nobody holds and no active controller could score, the oldest first. */
export function unscorable(db: Db, most: number): { id: number; queuedAt: Instant }[] {
  return forNobody(db).all({ most });
}

const s = alias(secondScores, 's');
const l = alias(leases, 'l');

/** Second scores that nobody makes at present, of calls whose seller is told, as SQL: rows of `s` and `calls`. */
const waitingSeconds = sql`${secondScores} s INDEXED BY second_scores_waiting
  JOIN ${calls} ON ${calls.id} = ${s.callId}
 WHERE ${s.reviewId} IS NULL AND ${s.droppedAt} IS NULL AND ${calls.noticeLeftAt} IS NOT NULL
   AND ${calls.status} IN ('scored_pending', 'scored_appealed', 'approved_scored', 'approved_overturned')
   AND NOT EXISTS (SELECT 1 FROM ${leases} l WHERE ${l.callId} = ${s.callId} AND ${l.endedAt} IS NULL)`;

const nextSecond = preparedSql(
  ({ controllerId, now, since }: Given<{ controllerId: number; now: Instant; since: Instant }>) =>
    sql<Queued>`
      WITH me(id, now, since) AS (SELECT ${controllerId}, ${now}, ${since}), ${controllers}, ${ties},
           ${blindControllers}
      SELECT ${calls.id} id, ${calls.sellerId} "sellerId", ${s.queuedAt} "queuedAt" FROM ${waitingSeconds}
         AND EXISTS (SELECT 1 FROM blind WHERE id = ${me})
         AND ${calls.scoredById} <> ${me} AND ${calls.sellerId} IS NOT ${me} AND NOT ${talked(me)}
         AND ${calls.returnedById} IS NOT ${me} AND NOT ${tied(me)}
         AND NOT EXISTS (SELECT 1 FROM ${reviews} r WHERE ${r.callId} = ${calls.id}
                           AND ${r.reviewerId} = ${me} AND ${r.purpose} <> 'second')
       ORDER BY ${s.queuedAt}, ${s.callId} LIMIT ${lookedAt}`,
);

/** The oldest calls that this controller could score a second time; never one that they are tied to. */
export function oldestSeconds(
  db: Db,
  controllerId: number,
  { now, since }: { now: Instant; since: Instant },
): Queued[] {
  return nextSecond(db).all({ controllerId, now, since });
}

const begunSecond = preparedSql(
  ({ reviewerId }: Given<{ reviewerId: number }>) => sql<{ id: number }>`
    SELECT ${calls.id} id FROM ${waitingSeconds} AND ${s.controllerId} = ${reviewerId}
     ORDER BY ${s.queuedAt}, ${s.callId} LIMIT 1`,
);

/** The call that somebody had begun to score a second time and that nobody holds, the oldest. */
export function oldestBegunSecond(db: Db, reviewerId: number): number | null {
  return begunSecond(db).get({ reviewerId })?.id ?? null;
}

const size = preparedSql(
  () => sql<{ waiting: number; oldestAt: Instant | null }>`
    SELECT count(*) waiting, min("queuedAt") "oldestAt" FROM (
      SELECT ${calls.queuedAt} "queuedAt" FROM ${calls}
       WHERE ${calls.status} = 'listening_credit' AND ${calls.reviewerId} IS NULL
      UNION ALL SELECT ${s.queuedAt} FROM ${waitingSeconds})`,
);

/** What waits to be scored, a second time too, since nobody is told which is which. */

export function queueSize(db: Db): { waiting: number; oldestAt: Instant | null } {
  return size(db).get() ?? { waiting: 0, oldestAt: null };
}
