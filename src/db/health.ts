import { type Status, statuses } from '../domain/statuses.ts';
import type { Db } from './open.ts';

/** Figures for those who watch over the service. */

export function callCounts(db: Db): Record<Status, number> {
  const text = 'SELECT status, count(*) n FROM calls GROUP BY status';
  const counted = new Map(
    db
      .sql<[], { status: Status; n: number }>(text)
      .all()
      .map(({ status, n }) => [status, n]),
  );
  const zeroed = statuses.map((status) => [status, counted.get(status) ?? 0] as const);
  return Object.fromEntries(zeroed) as Record<Status, number>;
}

export function openAppealCount(db: Db): number {
  const text = "SELECT count(*) n FROM appeals WHERE state = 'open'";
  return db.sql<[], { n: number }>(text).get()?.n ?? 0;
}
