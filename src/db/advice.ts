import { and, asc, count, eq, getTableColumns, gte, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { adviceRequests } from './schema/advice.ts';

/** What a seller asked their heads about a call. */
export type AdviceRequest = typeof adviceRequests.$inferSelect;
export type AdviceEnd = NonNullable<AdviceRequest['end']>;

const insert = prepared(
  (
    orm,
    given: Given<{ callId: number; sellerId: number; question: string | null; askedAt: Instant }>,
  ) =>
    orm.insert(adviceRequests).values({
      callId: given.callId,
      sellerId: given.sellerId,
      question: given.question,
      askedAt: given.askedAt,
    }),
);

export function insertRequest(
  tx: Tx,
  request: { callId: number; sellerId: number; question: string | null },
  now: Instant,
): void {
  insert(tx).run({ ...request, askedAt: now });
}

const openOfCall = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select()
    .from(adviceRequests)
    .where(and(eq(adviceRequests.callId, callId), isNull(adviceRequests.endedAt))),
);

/** The open request about a call; null where there is none. */
export function openRequestOf(db: Db, callId: number): AdviceRequest | null {
  return openOfCall(db).get({ callId }) ?? null;
}

// SQLite would take the index of open requests and sort.
const lastOfCall = preparedSql(
  ({ callId }: Given<{ callId: number }>) =>
    sql<AdviceRequest>`SELECT ${listed(getTableColumns(adviceRequests))}
      FROM ${adviceRequests} INDEXED BY advice_requests_by_call
     WHERE ${adviceRequests.callId} = ${callId} ORDER BY ${adviceRequests.id} DESC LIMIT 1`,
);

/** The request that an answer belongs to: the latest about this call, open or not. */
export function lastRequestOf(db: Db, callId: number): AdviceRequest | null {
  return lastOfCall(db).get({ callId }) ?? null;
}

const open = prepared((orm) =>
  orm
    .select()
    .from(adviceRequests)
    .where(isNull(adviceRequests.endedAt))
    .orderBy(asc(adviceRequests.askedAt), asc(adviceRequests.id)),
);

/** Everything that still waits for advice, the oldest first. */
export function openRequests(db: Db): AdviceRequest[] {
  return open(db).all();
}

const countSince = prepared(
  (orm, { sellerId, since }: Given<{ sellerId: number; since: Instant }>) =>
    orm
      .select({ n: count() })
      .from(adviceRequests)
      .where(and(eq(adviceRequests.sellerId, sellerId), gte(adviceRequests.askedAt, since))),
);

/** How often a seller has asked since an instant, whatever became of it. */
export function asksSince(db: Db, sellerId: number, since: Instant): number {
  return countSince(db).get({ sellerId, since })?.n ?? 0;
}

const begin = prepared((orm, { id, by, now }: Given<{ id: number; by: number; now: Instant }>) =>
  orm.update(adviceRequests).set({ begunById: by, begunAt: now }).where(eq(adviceRequests.id, id)),
);

export function markBegun(tx: Tx, id: number, by: number, now: Instant): void {
  begin(tx).run({ id, by, now });
}

const endOpen = prepared(
  (orm, { callId, end, now }: Given<{ callId: number; end: AdviceEnd; now: Instant }>) =>
    orm
      .update(adviceRequests)
      .set({ endedAt: now, end })
      .where(and(eq(adviceRequests.callId, callId), isNull(adviceRequests.endedAt))),
);

/** Closes the open request about a call; answers whether there was one. */
export function endRequest(tx: Tx, callId: number, end: AdviceEnd, now: Instant): boolean {
  return endOpen(tx).run({ callId, end, now }).changes === 1;
}
