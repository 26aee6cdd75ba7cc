import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  sql,
} from 'drizzle-orm';
import type { SellerCounts } from '../domain/sampling.ts';
import type { Instant, LocalDate, LocalMonth } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { drawSellers, draws } from './schema/draws.ts';
import { people } from './schema/people.ts';

const { eligibleCount: _, ...columns } = getTableColumns(draws);

/**
 * A window of the draw, with its commitment from before it opened and its outcome once drawn: the rules it
 * went by, the eligible calls and the calls left out (`leftOutCalls` null also for draws before they were
 * kept).
 */
export type DrawRow = Omit<typeof draws.$inferSelect, 'eligibleCount'>;

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select(columns).from(draws).where(eq(draws.id, id)),
);

export function drawById(db: Db, id: number): DrawRow | null {
  return byId(db).get({ id }) ?? null;
}

const before = prepared((orm, { windowFromAt }: Given<{ windowFromAt: Instant }>) =>
  orm
    .select(columns)
    .from(draws)
    .where(and(lt(draws.windowFromAt, windowFromAt), isNotNull(draws.drawnAt)))
    .orderBy(desc(draws.windowFromAt))
    .limit(1),
);

/** The draw that took place before this one; null where it is the first. */
export function drawBefore(db: Db, { windowFromAt }: DrawRow): DrawRow | null {
  return before(db).get({ windowFromAt }) ?? null;
}

const ofDate = prepared((orm, { date }: Given<{ date: LocalDate }>) =>
  orm.select(columns).from(draws).where(eq(draws.date, date)).orderBy(asc(draws.windowToAt)),
);

/** The draws of a local date in their order: several where the cron expression names several hours. */
export function drawsOfDate(db: Db, date: LocalDate): DrawRow[] {
  return ofDate(db).all({ date });
}

const lastDrawn = prepared((orm) =>
  orm
    .select({ date: draws.date })
    .from(draws)
    .where(isNotNull(draws.drawnAt))
    .orderBy(desc(draws.date))
    .limit(1),
);

/** The local date of the last draw that took place; null before the first. */
export function lastDrawnDate(db: Db): LocalDate | null {
  return lastDrawn(db).get()?.date ?? null;
}

const firstComing = prepared((orm) =>
  orm
    .select({ date: draws.date })
    .from(draws)
    .where(isNull(draws.drawnAt))
    .orderBy(asc(draws.windowToAt))
    .limit(1),
);
const daysAround = preparedSql(
  ({ date, until }: Given<{ date: LocalDate; until: LocalDate }>) => sql<{
    before: LocalDate | null;
    after: LocalDate | null;
  }>`
    SELECT (SELECT max(${draws.date}) FROM ${draws} WHERE ${draws.date} < ${date}) "before",
           (SELECT min(${draws.date}) FROM ${draws}
             WHERE ${draws.date} > ${date} AND ${draws.date} <= ${until}) "after"`,
);

/** The days with a draw before and after one, the coming draw's being the last. */
export function drawDaysAround(
  db: Db,
  date: LocalDate,
): { before: LocalDate | null; after: LocalDate | null } {
  const until = firstComing(db).get()?.date ?? lastDrawnDate(db) ?? date;
  return daysAround(db).get({ date, until }) ?? { before: null, after: null };
}

const undrawn = prepared((orm, { now }: Given<{ now: Instant }>) =>
  orm
    .select(columns)
    .from(draws)
    .where(and(isNull(draws.drawnAt), lte(draws.windowToAt, now)))
    .orderBy(asc(draws.windowToAt)),
);

/** Windows that have ended and are not drawn yet, oldest first. */
export function undrawnBefore(db: Db, now: Instant): DrawRow[] {
  return undrawn(db).all({ now });
}

const coming = prepared((orm, { now }: Given<{ now: Instant }>) =>
  orm
    .select(columns)
    .from(draws)
    .where(and(isNull(draws.drawnAt), gt(draws.windowToAt, now)))
    .orderBy(asc(draws.windowToAt)),
);

/** Windows that have not ended yet, in their order. */
export function windowsAfter(db: Db, now: Instant): DrawRow[] {
  return coming(db).all({ now });
}

const openFrom = prepared((orm) =>
  orm
    .select({ at: draws.windowFromAt })
    .from(draws)
    .where(isNull(draws.drawnAt))
    .orderBy(asc(draws.windowToAt))
    .limit(1),
);

/**
 * When a call that becomes ready now counts as ready: where the clock was set back into a window that is
 * drawn already, with the next one.
 */
export function readySince(db: Db, now: Instant): Instant {
  return Math.max(now, openFrom(db).get()?.at ?? now);
}

const lastEnd = prepared((orm) => orm.select({ at: max(draws.windowToAt) }).from(draws));

export function lastWindowEnd(db: Db): Instant | null {
  return lastEnd(db).get()?.at ?? null;
}

export type NewWindow = Pick<DrawRow, 'windowFromAt' | 'windowToAt' | 'date' | 'month'>;
type Commitment = Pick<DrawRow, 'seed' | 'seedSha256'>;

const insert = prepared((orm, given: Given<NewWindow & Commitment & { now: Instant }>) =>
  orm.insert(draws).values({
    windowFromAt: given.windowFromAt,
    windowToAt: given.windowToAt,
    date: given.date,
    month: given.month,
    seed: given.seed,
    seedSha256: given.seedSha256,
    committedAt: given.now,
  }),
);

export function insertWindow(tx: Tx, window: NewWindow & Commitment, now: Instant): void {
  insert(tx).run({ ...window, now });
}

const putAside = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .update(draws)
    .set({ windowFromAt: sql`-${draws.id}` })
    .where(eq(draws.id, id)),
);

const move = prepared((orm, given: Given<NewWindow & { id: number }>) =>
  orm
    .update(draws)
    .set({
      windowFromAt: given.windowFromAt,
      windowToAt: given.windowToAt,
      date: given.date,
      month: given.month,
    })
    .where(eq(draws.id, given.id)),
);

/** Gives windows that have not ended new times, keeping each one's seed and their order. */
export function moveWindows(tx: Tx, moved: readonly (NewWindow & { id: number })[]): void {
  // Out of the way first, since the new times may be another window's old ones.
  for (const { id } of moved) putAside(tx).run({ id });
  for (const window of moved) move(tx).run(window);
}

const shares = prepared((orm, { drawId }: Given<{ drawId: number }>) =>
  orm
    .select({
      sellerId: drawSellers.sellerId,
      sellerExternalId: people.externalId,
      sellerName: people.name,
      directionId: people.directionId,
      eligible: drawSellers.eligible,
      drawn: drawSellers.drawn,
      drawnThisMonth: drawSellers.drawnThisMonth,
    })
    .from(drawSellers)
    .innerJoin(people, eq(people.id, drawSellers.sellerId))
    .where(eq(drawSellers.drawId, drawId))
    .orderBy(asc(people.name), asc(people.id)),
);

export type DrawShare = ReturnType<ReturnType<typeof shares>['all']>[number] & SellerCounts;

/** What each seller had and gave in a draw, and what it took as drawn of theirs in that month before. */
export function sharesOf(db: Db, drawId: number): DrawShare[] {
  return shares(db).all({ drawId });
}

const drawnOfMonth = preparedSql(
  ({ month, id, drawnAt }: Given<{ month: LocalMonth; id: number; drawnAt: Instant }>) => sql<{
    sellerId: number;
    drawn: number;
  }>`
    SELECT ${drawSellers.sellerId} "sellerId", sum(${drawSellers.drawn}) drawn
      FROM ${draws} JOIN ${drawSellers} ON ${drawSellers.drawId} = ${draws.id}
     WHERE ${drawSellers.month} = ${month} AND ${draws.id} < ${id} AND ${draws.drawnAt} <= ${drawnAt}
     GROUP BY ${drawSellers.sellerId}`,
);

/** What draws of that month before this one, and done by then, drew of each seller. */
export function drawnBefore(db: Db, draw: DrawRow): ReadonlyMap<number, number> {
  const { id, month, drawnAt } = draw;
  const rows = drawnOfMonth(db).all({ id, month, drawnAt: drawnAt ?? 0 });
  return new Map(rows.map(({ sellerId, drawn }) => [sellerId, drawn]));
}
