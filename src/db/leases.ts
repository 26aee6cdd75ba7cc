import { and, count, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { leases } from './schema/leases.ts';
import { reviews } from './schema/reviews.ts';

type LeaseRow = typeof leases.$inferSelect;
export type Lease = Pick<LeaseRow, 'id' | 'callId' | 'controllerId' | 'untilAt'>;
export type LeaseEnd = NonNullable<LeaseRow['end']>;

const shown = {
  id: leases.id,
  callId: leases.callId,
  controllerId: leases.controllerId,
  untilAt: leases.untilAt,
};
const running = isNull(leases.endedAt);

const ofController = prepared((orm, { controllerId }: Given<{ controllerId: number }>) =>
  orm
    .select(shown)
    .from(leases)
    .where(and(eq(leases.controllerId, controllerId), running)),
);

export function leaseOf(db: Db, controllerId: number): Lease | null {
  return ofController(db).get({ controllerId }) ?? null;
}

const ofCall = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select(shown)
    .from(leases)
    .where(and(eq(leases.callId, callId), running)),
);

export function leaseOfCall(db: Db, callId: number): Lease | null {
  return ofCall(db).get({ callId }) ?? null;
}

interface NewLease {
  callId: number;
  controllerId: number;
  now: Instant;
  untilAt: Instant;
}

const insert = prepared((orm, { callId, controllerId, now, untilAt }: Given<NewLease>) =>
  orm.insert(leases).values({ callId, controllerId, givenAt: now, untilAt }).onConflictDoNothing(),
);

const hold = prepared(
  (orm, { callId, controllerId }: Given<{ callId: number; controllerId: number }>) =>
    orm.update(calls).set({ reviewerId: controllerId }).where(eq(calls.id, callId)),
);

/** Gives a call to a controller; false where either of them is taken already. */
export function giveLease(tx: Tx, lease: NewLease): boolean {
  if (insert(tx).run(lease).changes === 0) return false;
  hold(tx).run({ callId: lease.callId, controllerId: lease.controllerId });
  return true;
}

/** The same for a call that is scored a second time, and is in nobody's hands for all others. */
export function giveSecondLease(tx: Tx, lease: NewLease): boolean {
  return insert(tx).run(lease).changes === 1;
}

const renew = preparedSql(
  ({ id, untilAt }: Given<{ id: number; untilAt: Instant }>) =>
    sql`UPDATE ${leases} SET ${nameOf(leases.untilAt)} = max(${leases.untilAt}, ${untilAt})
     WHERE ${leases.id} = ${id}`,
);

export function renewLease(tx: Tx, id: number, untilAt: Instant): void {
  renew(tx).run({ id, untilAt });
}

const finish = prepared(
  (orm, { id, end, now }: Given<{ id: number; end: LeaseEnd; now: Instant }>) =>
    orm
      .update(leases)
      .set({ endedAt: now, end })
      .where(and(eq(leases.id, id), running)),
);

const release = prepared(
  (orm, { callId, controllerId }: Given<{ callId: number; controllerId: number }>) =>
    orm
      .update(calls)
      .set({ reviewerId: null })
      .where(and(eq(calls.id, callId), eq(calls.reviewerId, controllerId))),
);

export function endLease(tx: Tx, lease: Lease, end: LeaseEnd, now: Instant): void {
  finish(tx).run({ id: lease.id, end, now });
  release(tx).run({ callId: lease.callId, controllerId: lease.controllerId });
}

const expired = prepared((orm, { now }: Given<{ now: Instant }>) =>
  orm
    .select(shown)
    .from(leases)
    .where(and(running, lte(leases.untilAt, now))),
);

export function expiredLeases(db: Db, now: Instant): Lease[] {
  return expired(db).all({ now });
}

const h = alias(callHistory, 'h');
const countSent = preparedSql(
  ({ sellerId, since }: Given<{ sellerId: number; since: Instant }>) =>
    sql<{ n: number }>`SELECT count(*) n FROM ${callHistory} h INDEXED BY call_history_sent
      JOIN ${calls} ON ${calls.id} = ${h.callId}
     WHERE ${h.verb} = 'send' AND ${h.at} >= ${since} AND ${calls.sellerId} = ${sellerId}`,
);

/** Calls of a seller that heads have sent to the controllers since an instant. */
export function sentSince(db: Db, sellerId: number, since: Instant): number {
  return countSent(db).get({ sellerId, since })?.n ?? 0;
}

const countScored = prepared(
  (orm, { controllerId, since }: Given<{ controllerId: number; since: Instant }>) =>
    orm
      .select({ n: count() })
      .from(reviews)
      .where(
        and(
          eq(reviews.reviewerId, controllerId),
          gte(reviews.submittedAt, since),
          sql`${reviews.purpose} IN ('credit', 'second')`,
        ),
      ),
);

/** What a controller has handed in since an instant. */
export function scoredSince(db: Db, controllerId: number, since: Instant): number {
  return countScored(db).get({ controllerId, since })?.n ?? 0;
}
