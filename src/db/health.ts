import { count, sql } from 'drizzle-orm';
import { type Status, statuses } from '../domain/statuses.ts';
import type { Db } from './open.ts';
import { prepared } from './query.ts';
import { appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';

/** Figures for those who watch over the service. */

const byStatus = prepared((orm) =>
  orm.select({ status: calls.status, n: count() }).from(calls).groupBy(calls.status),
);

export function callCounts(db: Db): Record<Status, number> {
  const counted = new Map(
    byStatus(db)
      .all()
      .map(({ status, n }) => [status, n]),
  );
  const zeroed = statuses.map((status) => [status, counted.get(status) ?? 0] as const);
  return Object.fromEntries(zeroed) as Record<Status, number>;
}

const openCount = prepared((orm) =>
  orm.select({ n: count() }).from(appeals).where(sql`${appeals.state} = 'open'`),
);

export function openAppealCount(db: Db): number {
  return openCount(db).get()?.n ?? 0;
}
