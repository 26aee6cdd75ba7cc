import { aliasedTable, and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db, Orm, Tx } from './open.ts';
import { ledgerMonths } from './points.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { people } from './schema/people.ts';
import { periodRows as frozenRows, periods } from './schema/periods.ts';
import { reviews } from './schema/reviews.ts';

/** `ofId`: the person or direction, 0 for neither; `body`: canonical JSON. */
export type PeriodRow = Pick<typeof frozenRows.$inferSelect, 'kind' | 'ofId' | 'body'>;

const closer = aliasedTable(people, 'closer');
const reopener = aliasedTable(people, 'reopener');

const closedForSelf = sql`
  EXISTS (SELECT 1 FROM ${frozenRows}
           WHERE ${sql`${frozenRows.periodId} = ${periods.id} AND ${frozenRows.ofId} = ${periods.closedById}
             AND (${frozenRows.kind} = 'seller' AND ${frozenRows.body} ->> 'calls' > 0
               OR ${frozenRows.kind} = 'payout' AND (${frozenRows.body} ->> 'points' <> 0
                 OR ${frozenRows.body} ->> 'paidPoints' > 0))`})`.mapWith(Boolean);

const columns = {
  id: periods.id,
  month: periods.month,
  version: periods.version,
  closedAt: periods.closedAt,
  closedById: periods.closedById,
  closedByName: closer.name,
  /** Whether whoever closed it has a seller's figures or points in it. */
  closedForSelf,
  policyId: periods.policyId,
  sha256: periods.sha256,
  reopenedAt: periods.reopenedAt,
  reopenedByName: reopener.name,
  reopenReason: periods.reopenReason,
};

const select = (orm: Orm) =>
  orm
    .select(columns)
    .from(periods)
    .leftJoin(closer, eq(closer.id, periods.closedById))
    .leftJoin(reopener, eq(reopener.id, periods.reopenedById));

const stands = isNull(periods.reopenedAt);

const ofMonth = prepared((orm, { month }: Given<{ month: LocalMonth }>) =>
  select(orm).where(eq(periods.month, month)).orderBy(desc(periods.version)),
);

/** A version of a closed month. */
export type Period = ReturnType<ReturnType<typeof ofMonth>['all']>[number];

/** All versions of a month, the newest first. */
export function periodsOf(db: Db, month: LocalMonth): Period[] {
  return ofMonth(db).all({ month });
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  select(orm).where(eq(periods.id, id)),
);

export function periodById(db: Db, id: number): Period | null {
  return byId(db).get({ id }) ?? null;
}

const closed = prepared((orm, { month }: Given<{ month: LocalMonth }>) =>
  select(orm).where(and(eq(periods.month, month), stands)),
);

/** The version of a month that stands; null while the month is open. */
export function closedPeriod(db: Db, month: LocalMonth): Period | null {
  return closed(db).get({ month }) ?? null;
}

const closedBefore = prepared((orm, { month }: Given<{ month: LocalMonth }>) =>
  select(orm)
    .where(and(lt(periods.month, month), stands))
    .orderBy(desc(periods.month))
    .limit(1),
);

export function lastClosedBefore(db: Db, month: LocalMonth): Period | null {
  return closedBefore(db).get({ month }) ?? null;
}

/** The latest of the months that are closed. */
export function lastClosed(db: Db): Period | null {
  return lastClosedBefore(db, '9999-99');
}

// One step through the index for each month there is, whatever the number of reviews.
const countingMonths = preparedSql(() => {
  const latest = sql`SELECT max(${reviews.creditMonth}) FROM ${reviews}
    WHERE ${reviews.creditMonth} IS NOT NULL`;
  return sql<{ month: LocalMonth }>`
    WITH RECURSIVE months(month) AS (
      ${latest}
      UNION ALL
      SELECT (${latest} AND ${reviews.creditMonth} < months.month)
        FROM months WHERE months.month IS NOT NULL)
    SELECT month FROM months WHERE month IS NOT NULL`;
});

/**
 * Months in which something counts or points moved, the latest first. Points alone make a month too: an
 * annulled score counts in none, and what it moved is paid.
 */
export function monthsWithCredit(db: Db): LocalMonth[] {
  const counting = countingMonths(db)
    .all()
    .map(({ month }) => month);
  return [...new Set([...counting, ...ledgerMonths(db)])].sort().reverse();
}

interface NewPeriod {
  month: LocalMonth;
  at: Instant;
  by: number | null;
  policyId: number;
  sha256: string;
}

const insert = preparedSql(
  ({ month, at, by, policyId, sha256 }: Given<NewPeriod>) => sql<{ id: number }>`
    INSERT INTO ${periods}
      (${nameOf(periods.month)}, ${nameOf(periods.version)}, ${nameOf(periods.closedAt)},
       ${nameOf(periods.closedById)}, ${nameOf(periods.policyId)}, ${nameOf(periods.sha256)})
    SELECT ${month}, 1 + count(*), ${at}, ${by}, ${policyId}, ${sha256}
      FROM ${periods} WHERE ${periods.month} = ${month}
    RETURNING ${nameOf(periods.id)} "id"`,
);

const freeze = prepared((orm, given: Given<PeriodRow & { periodId: number }>) =>
  orm.insert(frozenRows).values({
    periodId: given.periodId,
    kind: given.kind,
    ofId: given.ofId,
    body: given.body,
  }),
);

export function insertPeriod(
  tx: Tx,
  { rows, ...period }: NewPeriod & { rows: readonly PeriodRow[] },
): void {
  const { id: periodId } = insert(tx).get(period) ?? { id: 0 };
  for (const { kind, ofId, body } of rows) freeze(tx).run({ periodId, kind, ofId, body });
}

const reopenClosed = prepared(
  (orm, { id, at, by, reason }: Given<{ id: number; at: Instant; by: number; reason: string }>) =>
    orm
      .update(periods)
      .set({ reopenedAt: at, reopenedById: by, reopenReason: reason })
      .where(and(eq(periods.id, id), stands)),
);

export function reopen(
  tx: Tx,
  id: number,
  { at, by, reason }: { at: Instant; by: number; reason: string },
): void {
  const { changes } = reopenClosed(tx).run({ id, at, by, reason });
  if (changes !== 1) throw new Error(`period ${id} is not closed`);
}

const rowsOf = prepared((orm, { id, personId }: Given<{ id: number; personId: number | null }>) =>
  orm
    .select({ kind: frozenRows.kind, ofId: frozenRows.ofId, body: frozenRows.body })
    .from(frozenRows)
    .where(
      and(
        eq(frozenRows.periodId, id),
        sql`(${personId} IS NULL OR ${frozenRows.kind} IN ('seller', 'controller', 'payout')
            AND ${frozenRows.ofId} = ${personId})`,
      ),
    )
    .orderBy(asc(frozenRows.kind), asc(frozenRows.ofId)),
);

/** The frozen rows of a period; with somebody, theirs alone and those of nobody. */
export function periodRows(db: Db, id: number, personId: number | null = null): PeriodRow[] {
  return rowsOf(db).all({ id, personId });
}

const payouts = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      personId: frozenRows.ofId,
      carriedPoints: sql<number>`${frozenRows.body} ->> 'carriedPoints'`,
    })
    .from(frozenRows)
    .where(and(eq(frozenRows.periodId, id), eq(frozenRows.kind, 'payout'))),
);

export function frozenPayouts(db: Db, id: number): { personId: number; carriedPoints: number }[] {
  return payouts(db).all({ id });
}
