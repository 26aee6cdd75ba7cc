import { sql } from 'drizzle-orm';
import type { Status } from '../domain/statuses.ts';
import type { LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';

/** The calls of a month that are still on their way into its credit, each in the order of their numbers. */
export interface Undecided {
  /** Scored, and the seller's time runs. */
  pending: readonly number[];
  appealed: readonly number[];
  /** Drawn or sent, and not scored yet. */
  queued: readonly number[];
}

const through = preparedSql(
  ({ status, month }: Given<{ status: Status; month: LocalMonth }>) => sql<{ id: number }>`
    SELECT ${calls.id} FROM ${calls}
     WHERE ${calls.status} = ${status} AND ${calls.queuedMonth} <= ${month}`,
);

/** What belongs to a month or to one before it, which is closed, and is not decided yet. */
export function undecidedThrough(db: Db, month: LocalMonth): Undecided {
  const of = (status: Status) =>
    through(db)
      .all({ status, month })
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  return {
    pending: of('scored_pending'),
    appealed: of('scored_appealed'),
    queued: of('listening_credit'),
  };
}

interface OfMonth {
  month: LocalMonth;
  firstOpenMonth: LocalMonth;
}

const ofSeller = preparedSql(
  ({ sellerId, month, firstOpenMonth }: Given<OfMonth & { sellerId: number }>) => sql<{
    n: number;
  }>`
    SELECT count(*) n FROM ${calls}
     WHERE ${calls.sellerId} = ${sellerId} AND ${calls.status} IN ('scored_pending', 'scored_appealed')
       AND max(${calls.queuedMonth}, ${firstOpenMonth}) = ${month}`,
);

/** How many of a seller's calls that belong to a month have a score that can still change. */
export function undecidedOf(db: Db, sellerId: number, of: OfMonth): number {
  return ofSeller(db).get({ sellerId, ...of })?.n ?? 0;
}
