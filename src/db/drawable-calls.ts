import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type LeftOutReason, leftOutReasons } from '../domain/sampling.ts';
import { bulkWay, preliminary } from '../domain/status.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant, LocalDate, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedArrays, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { drawSellers } from './schema/draws.ts';
import { absences, people, personRoles } from './schema/people.ts';

export interface SellerForDraw {
  sellerId: number;
  /** What was drawn of theirs in the draw's month before. */
  drawnThisMonth: number;
  /** Absent on the draw's date: calls made from then on take no part. Null: at work. */
  absentFromAt: Instant | null;
}

const p = alias(people, 'p');
const a = alias(absences, 'a');
const forDraw = preparedSql(
  ({ id, date, month }: Given<{ id: number; date: LocalDate; month: LocalMonth }>) =>
    sql<SellerForDraw>`SELECT ${p.id} "sellerId",
        (SELECT coalesce(sum(${drawSellers.drawn}), 0) FROM ${drawSellers}
          WHERE ${drawSellers.sellerId} = ${p.id} AND ${drawSellers.month} = ${month}
            AND ${drawSellers.drawId} < ${id}) "drawnThisMonth",
        (SELECT min(${a.recordedAt}) FROM ${absences} a
          WHERE ${a.personId} = ${p.id} AND ${date} BETWEEN ${a.fromDate} AND ${a.toDate}
            AND ${a.toDate} >= ${date}) "absentFromAt"
      FROM ${people} p
      JOIN ${personRoles} ON ${personRoles.personId} = ${p.id} AND ${personRoles.role} = 'seller'
     WHERE ${p.active} = 1 ORDER BY ${p.id}`,
);

/**
 * Active sellers. An absence leaves out no call made before it was recorded; of several that cover the
 * date, the one recorded first decides.
 */
export function sellersForDraw(
  db: Db,
  draw: { id: number; date: LocalDate; month: LocalMonth },
): SellerForDraw[] {
  return forDraw(db).all({ id: draw.id, date: draw.date, month: draw.month });
}

export const sampling = bulkWay('sample');
const listed = (statuses: readonly Status[]) => statuses.map((status) => `'${status}'`).join(', ');

/** The statuses that can be drawn: of calls asked about or taken for teaching where policy says so. */
export const drawable = (alsoAsked: boolean) => listed(alsoAsked ? sampling.from : preliminary);

/** The place of each reason in `leftOutReasons`, by which draws name it. */
export const reasonAt = (reason: LeftOutReason) => leftOutReasons.indexOf(reason);

/** The same as a literal of a statement. */
export const reason = (of: LeftOutReason) => sql.raw(String(reasonAt(of)));

type Window = { from: Instant; to: Instant };

const unready = preparedArrays(
  ({ from, to }: Given<Window>) =>
    sql<[callId: number, reason: number]>`SELECT ${calls.id},
        CASE WHEN ${calls.sellerId} IS NULL THEN ${reason('no_seller')}
             WHEN ${calls.talkS} IS NULL THEN ${reason('no_talk_time')}
             ELSE ${reason('no_recording')} END
      FROM ${calls} INDEXED BY calls_unready
     WHERE ${calls.readyAt} IS NULL AND ${calls.receivedAt} >= ${from} AND ${calls.receivedAt} < ${to}`,
);

/** The calls taken in during the window of which something is not known yet, and what. */
export function unreadyCalls(
  db: Db,
  [from, to]: readonly [Instant, Instant],
): IterableIterator<[callId: number, reason: number]> {
  return unready(db).iterate({ from, to });
}
