import { sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, nameOf, preparedSql } from './query.ts';
import { adviceRequests } from './schema/advice.ts';
import { appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';
import { leases } from './schema/leases.ts';
import { chatDeletions, outbox } from './schema/outbox.ts';
import { reviews } from './schema/reviews.ts';

/*
 * What was written while the clock was ahead of the one now. None of it is found while the clock is only
 * ever right, and each query goes by what is open or waiting, so that looking costs next to nothing.
 */

const pullNotices = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    UPDATE ${outbox}
       SET ${nameOf(outbox.dueAt)} = max(${now}, ${outbox.dueAt} - (${outbox.createdAt} - ${now})),
           ${nameOf(outbox.createdAt)} = ${now}
     WHERE ${outbox.state} = 'waiting' AND ${outbox.dueAt} > ${now} AND ${outbox.createdAt} > ${now}
       AND ${outbox.attempts} = 0 AND ${outbox.kind} <> 'deadline_reminder'`,
);

/**
 * Notices asked for at an instant that is yet to come wait from now on as long as they were to wait then.
 * A reminder goes by its deadline, whenever it was asked for.
 */
export function pullNewNotices(tx: Tx, now: Instant): void {
  pullNotices(tx).run({ now });
}

const pullRetries = preparedSql(
  ({ now, untilAt }: Given<{ now: Instant; untilAt: Instant }>) => sql<never>`
    UPDATE ${outbox} SET ${nameOf(outbox.dueAt)} = ${now}
     WHERE ${outbox.state} = 'waiting' AND ${outbox.dueAt} > ${untilAt} AND ${outbox.attempts} > 0`,
);

/** Notices that would be tried again only after `untilAt` are due now. */
export function pullNoticesToRetry(tx: Tx, now: Instant, untilAt: Instant): void {
  pullRetries(tx).run({ now, untilAt });
}

const pullDeleting = preparedSql(
  ({ now, untilAt }: Given<{ now: Instant; untilAt: Instant }>) => sql<never>`
    UPDATE ${chatDeletions} SET ${nameOf(chatDeletions.dueAt)} = ${now}
     WHERE ${chatDeletions.dueAt} > ${untilAt}`,
);

/** Messages that would be deleted from their chats only after `untilAt` are due now. */
export function pullDeletions(tx: Tx, now: Instant, untilAt: Instant): void {
  pullDeleting(tx).run({ now, untilAt });
}

const longLeases = preparedSql(
  ({ untilAt }: Given<{ untilAt: Instant }>) => sql<{
    id: number;
    callId: number;
    untilAt: Instant;
  }>`
    SELECT ${listed({ id: leases.id, callId: leases.callId, untilAt: leases.untilAt })}
      FROM ${leases} WHERE ${leases.endedAt} IS NULL AND ${leases.untilAt} > ${untilAt}`,
);

/** Leases that run until after an instant. */
export function leasesBeyond(db: Db, untilAt: Instant) {
  return longLeases(db).all({ untilAt });
}

const cut = preparedSql(
  ({ id, untilAt }: Given<{ id: number; untilAt: Instant }>) => sql<never>`
    UPDATE ${leases} SET ${nameOf(leases.untilAt)} = ${untilAt} WHERE ${leases.id} = ${id}`,
);

export function cutLease(tx: Tx, id: number, untilAt: Instant): void {
  cut(tx).run({ id, untilAt });
}

const clocksAhead = preparedSql(
  ({ after }: Given<{ after: Instant }>) => sql<{ callId: number; sellerId: number }>`
    SELECT ${listed({ callId: calls.id, sellerId: calls.sellerId })}
      FROM ${calls} INDEXED BY calls_due
     WHERE ${calls.status} = 'scored_pending' AND ${calls.deadlineAt} > ${after}
       AND ${calls.clockFromAt} > ${after}
     ORDER BY ${calls.sellerId}, ${calls.id}`,
);

/** Scores whose time to appeal began after an instant. */
export function clocksBegunAfter(db: Db, after: Instant) {
  return clocksAhead(db).all({ after });
}

const pullAppeals = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    UPDATE ${appeals} SET ${nameOf(appeals.openedAt)} = ${now}
     WHERE ${appeals.state} = 'open' AND ${appeals.openedAt} > ${now}`,
);

const pullRequests = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    UPDATE ${adviceRequests} SET ${nameOf(adviceRequests.askedAt)} = ${now}
     WHERE ${adviceRequests.endedAt} IS NULL AND ${adviceRequests.askedAt} > ${now}`,
);

const pullQueued = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    UPDATE ${calls} INDEXED BY calls_queued
       SET ${nameOf(calls.queuedAt)} = min(${calls.queuedAt}, ${now}),
           ${nameOf(calls.returnedAt)} = min(${calls.returnedAt}, ${now})
     WHERE ${calls.status} = 'listening_credit'
       AND (${calls.queuedAt} > ${now} OR ${calls.returnedAt} > ${now})`,
);

const pullDrafts = preparedSql(
  ({ now }: Given<{ now: Instant }>) => sql<never>`
    UPDATE ${reviews} SET ${nameOf(reviews.touchedAt)} = ${now}
     WHERE ${reviews.state} = 'draft' AND ${reviews.touchedAt} > ${now}`,
);

/**
 * Whatever waits for somebody waits since now at the latest: appeals, requests for advice, calls of the queue
 * and sheets that were begun.
 */
export function pullWaiting(tx: Tx, now: Instant): void {
  for (const pull of [pullAppeals, pullRequests, pullQueued, pullDrafts]) pull(tx).run({ now });
}
