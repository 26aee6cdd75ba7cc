import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { NoticeKind } from '../domain/notice-kinds.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { outbox } from './schema/outbox.ts';

/** Notices whose delivery was given up: what nobody has heard yet. */

export type Unheard = Pick<typeof outbox.$inferSelect, 'id' | 'callId' | 'payload'> & {
  kind: NoticeKind;
};

// Stands in the text, since it chooses the index of what was given up.
const givenUp = sql`${outbox.state} = 'given_up'`;

const unheard = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select({
      id: outbox.id,
      kind: sql<NoticeKind>`${outbox.kind}`,
      callId: outbox.callId,
      payload: outbox.payload,
    })
    .from(outbox)
    .where(and(eq(outbox.personId, personId), givenUp))
    .orderBy(asc(outbox.id)),
);

/** What somebody has not heard, the oldest first. */
export function unheardOf(db: Db, personId: number): Unheard[] {
  return unheard(db).all({ personId });
}

const waitAgain = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(outbox)
    .set({ state: 'waiting', dueAt: now, firstDueAt: null, firstAttemptAt: null })
    .where(and(eq(outbox.id, id), givenUp)),
);

/** It is tried again, as if for the first time. */
export function noticeAgain(tx: Tx, id: number, now: Instant): void {
  waitAgain(tx).run({ id, now });
}

const catchUp = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .update(outbox)
    .set({ state: 'caught_up' })
    .where(and(eq(outbox.id, id), givenUp)),
);

/** Whatever it said has been told otherwise, or is over. */
export function noticeCaughtUp(tx: Tx, id: number): void {
  catchUp(tx).run({ id });
}

const c = alias(calls, 'c');
const unnotified = preparedSql(
  () => sql<{ id: number }>`SELECT ${c.id} id FROM ${calls} c INDEXED BY calls_due
     WHERE ${c.status} = 'scored_pending' AND ${c.deadlineAt} IS NOT NULL
       AND EXISTS (SELECT 1 FROM ${outbox}
                    WHERE ${outbox.callId} = ${c.id} AND ${outbox.kind} = 'scored' AND ${givenUp})
     ORDER BY ${c.deadlineAt}, ${c.id}`,
);

/** Calls whose score waits for its seller, who was not told of it; the nearest deadline first. */
export function unnotifiedScores(db: Db): number[] {
  return unnotified(db)
    .all()
    .map(({ id }) => id);
}
