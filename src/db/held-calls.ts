import { and, asc, count, eq, lt, lte, max } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { heldCalls } from './schema/telephony.ts';

type HeldRow = typeof heldCalls.$inferSelect;
export type HeldCall = Pick<HeldRow, 'source' | 'externalId' | 'item' | 'startedAt'>;

const hold = prepared((orm, given: Given<HeldRow>) =>
  orm
    .insert(heldCalls)
    .values({
      source: given.source,
      externalId: given.externalId,
      item: given.item,
      startedAt: given.startedAt,
      heldAt: given.heldAt,
    })
    .onConflictDoUpdate({
      target: [heldCalls.source, heldCalls.externalId],
      set: { item: given.item, startedAt: given.startedAt, heldAt: given.heldAt },
    }),
);

/** What was told of it last stands in the place of what was held. */
export function holdCall(tx: Tx, call: HeldCall, now: Instant): void {
  hold(tx).run({ ...call, heldAt: now });
}

const begun = prepared((orm, { until, most }: Given<{ until: Instant; most: number }>) =>
  orm
    .select({
      source: heldCalls.source,
      externalId: heldCalls.externalId,
      item: heldCalls.item,
      startedAt: heldCalls.startedAt,
    })
    .from(heldCalls)
    .where(lte(heldCalls.startedAt, until))
    .orderBy(asc(heldCalls.startedAt))
    .limit(most),
);

/** Those that begin at an instant or before it, the earliest first. */
export function heldUntil(db: Db, until: Instant, most: number): HeldCall[] {
  return begun(db).all({ until, most });
}

const release = prepared((orm, given: Given<{ source: string; externalId: string }>) =>
  orm
    .delete(heldCalls)
    .where(and(eq(heldCalls.source, given.source), eq(heldCalls.externalId, given.externalId))),
);

export function releaseCall(
  tx: Tx,
  { source, externalId }: Pick<HeldCall, 'source' | 'externalId'>,
): void {
  release(tx).run({ source, externalId });
}

const forget = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm.delete(heldCalls).where(lt(heldCalls.heldAt, before)),
);

export function forgetHeldBefore(tx: Tx, before: Instant): void {
  forget(tx).run({ before });
}

const bySource = prepared((orm) =>
  orm
    .select({ source: heldCalls.source, calls: count(), lastAt: max(heldCalls.startedAt) })
    .from(heldCalls)
    .groupBy(heldCalls.source)
    .orderBy(asc(heldCalls.source)),
);

/** How many are held of each source, and when the last of them begins. */
export function heldBySource(db: Db): { source: string; calls: number; lastAt: Instant }[] {
  return bySource(db)
    .all()
    .map((row) => ({ ...row, lastAt: row.lastAt ?? 0 }));
}
