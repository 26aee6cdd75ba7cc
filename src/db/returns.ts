import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { ReleaseReason } from '../domain/call.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { oneOf } from './schema/columns.ts';
import { leases } from './schema/leases.ts';
import { people } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

const waitsFrom = sql`coalesce(${calls.returnedAt}, ${calls.queuedAt})`;
const unbegun = preparedSql(
  ({ waitsBefore, most }: Given<{ waitsBefore: Instant; most: number }>) =>
    sql<{ id: number; waitsFrom: Instant }>`SELECT ${calls.id} id, ${waitsFrom} waitsFrom
      FROM ${calls} INDEXED BY calls_queued
     WHERE ${calls.status} = 'listening_credit' AND ${calls.queuedAt} <= ${waitsBefore}
       AND ${waitsFrom} <= ${waitsBefore} AND NOT EXISTS (
         SELECT 1 FROM ${leases} WHERE ${leases.callId} = ${calls.id}
            AND ${leases.givenAt} >= ${waitsFrom}
            AND ${leases.controllerId} IS NOT ${calls.returnedById})
     ORDER BY ${calls.queuedAt}, ${calls.id} LIMIT ${most}`,
);

/**
 * Calls of the queue on which nobody began since they joined it, up to an instant; of one that was given
 * back, nobody else since then.
 */
export function neverBegun(
  db: Db,
  waitsBefore: Instant,
  most: number,
): { id: number; waitsFrom: Instant }[] {
  return unbegun(db).all({ waitsBefore, most });
}

/** Who gave a drawn call back, when and why, while that is not confirmed; null where nobody did. */
export interface Return {
  byId: number;
  byName: string;
  at: Instant;
  reason: ReleaseReason;
}

const returned = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({
      byId: people.id,
      byName: people.name,
      // Set together with whose return it is.
      at: sql<Instant>`${calls.returnedAt}`,
      reason: sql<ReleaseReason>`${calls.returnReason}`,
    })
    .from(calls)
    .innerJoin(people, eq(people.id, calls.returnedById))
    .where(eq(calls.id, callId)),
);

export function returnOf(db: Db, callId: number): Return | null {
  return returned(db).get({ callId }) ?? null;
}

const c = alias(calls, 'c');
const idle = preparedSql(
  ({ touchedBefore, most }: Given<{ touchedBefore: Instant; most: number }>) =>
    sql<{ id: number; reviewerId: number }>`SELECT ${c.id} id, ${c.reviewerId} reviewerId
      FROM ${calls} c INDEXED BY calls_taught
      JOIN ${reviews} ON ${reviews.callId} = ${c.id} AND ${reviews.reviewerId} = ${c.reviewerId}
       AND ${reviews.state} = 'draft'
     WHERE ${c.status} = 'listening_training' AND ${reviews.touchedAt} <= ${touchedBefore}
     ORDER BY ${c.id} LIMIT ${most}`,
);

/** Calls taken for teaching whose sheet nobody has touched since an instant. */
export function idleCalls(
  db: Db,
  touchedBefore: Instant,
  most: number,
): { id: number; reviewerId: number }[] {
  return idle(db).all({ touchedBefore, most });
}

const beingTaught: readonly Status[] = ['listening_advice', 'listening_training'];
const inHand = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.reviewerId, personId), oneOf(calls.status, beingTaught))),
);

/** The calls that a teacher has in hand. */
export function callsInHandOf(db: Db, personId: number): number[] {
  return inHand(db)
    .all({ personId })
    .map(({ id }) => id);
}
