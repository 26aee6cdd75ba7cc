import { recordingFaults } from '../domain/recording.ts';
import { type LeftOutReason, leftOutReasons } from '../domain/sampling.ts';
import { bulkWay, preliminary } from '../domain/status.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant, LocalDate, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';

export interface SellerForDraw {
  sellerId: number;
  /** What was drawn of theirs in the draw's month before. */
  drawnThisMonth: number;
  /** Absent on the draw's date: calls made from then on take no part. Null: at work. */
  absentFromAt: Instant | null;
}

/**
 * Active sellers. An absence leaves out no call made before it was recorded; of several that cover the
 * date, the one recorded first decides.
 */
export function sellersForDraw(
  db: Db,
  draw: { id: number; date: LocalDate; month: LocalMonth },
): SellerForDraw[] {
  return db
    .sql<[string, number, string, string], SellerForDraw>(
      `SELECT p.id sellerId,
              (SELECT coalesce(sum(drawn), 0) FROM draw_sellers
                WHERE seller_id = p.id AND month = ? AND draw_id < ?) drawnThisMonth,
              (SELECT min(a.recorded_at) FROM absences a
                WHERE a.person_id = p.id AND ? BETWEEN a.from_date AND a.to_date
                  AND a.to_date >= ?) absentFromAt
         FROM people p JOIN person_roles r ON r.person_id = p.id AND r.role = 'seller'
        WHERE p.active = 1 ORDER BY p.id`,
    )
    .all(draw.month, draw.id, draw.date, draw.date);
}

export const sampling = bulkWay('sample');
const listed = (statuses: readonly Status[]) => statuses.map((status) => `'${status}'`).join(', ');

/** The statuses that can be drawn: of calls asked about or taken for teaching where policy says so. */
export const drawable = (alsoAsked: boolean) => listed(alsoAsked ? sampling.from : preliminary);

/** The place of each reason in `leftOutReasons`, by which draws name it. */
export const reasonAt = (reason: LeftOutReason) => leftOutReasons.indexOf(reason);

const faultReasons = recordingFaults
  .map((fault) => `WHEN '${fault}' THEN ${reasonAt(`recording_${fault}`)}`)
  .join(' ');

/** The most calls that can be eligible: all that became ready in the window. */
export function readyCount(db: Db, [from, to]: readonly [Instant, Instant]): number {
  const text =
    'SELECT count(*) n FROM calls INDEXED BY calls_ready WHERE ready_at >= ? AND ready_at < ?';
  return db.sql<[Instant, Instant], { n: number }>(text).get(from, to)?.n ?? 0;
}

/** `reason`: a place in `leftOutReasons` where the call cannot be drawn, whatever its seller; else null. */
export type ReadyRow = [
  callId: number,
  sellerId: number,
  source: string,
  externalId: string,
  startedAt: Instant,
  reason: number | null,
];

/** Every call that became ready in the window: seller, talk time and recording are known. */
export function readyCalls(
  db: Db,
  [from, to, minTalkS]: readonly [Instant, Instant, number],
  alsoAsked: boolean,
): IterableIterator<ReadyRow> {
  return db
    .sql<[number, Instant, Instant], ReadyRow>(
      `SELECT id, seller_id, source, external_id, started_at,
              CASE WHEN talk_s < ? THEN ${reasonAt('too_short')}
                   WHEN status NOT IN (${drawable(alsoAsked)}) THEN ${reasonAt('already_taken')}
                   ELSE CASE recording_fault ${faultReasons} END END
         FROM calls INDEXED BY calls_ready WHERE ready_at >= ? AND ready_at < ?`,
    )
    .raw()
    .iterate(minTalkS, from, to) as IterableIterator<ReadyRow>;
}

/** The calls taken in during the window of which something is not known yet, and what. */
export function unreadyCalls(
  db: Db,
  [from, to]: readonly [Instant, Instant],
): IterableIterator<[callId: number, reason: number]> {
  return db
    .sql<[Instant, Instant], [number, number]>(
      `SELECT id, CASE WHEN seller_id IS NULL THEN ${reasonAt('no_seller')}
                       WHEN talk_s IS NULL THEN ${reasonAt('no_talk_time')}
                       ELSE ${reasonAt('no_recording')} END
         FROM calls INDEXED BY calls_unready
        WHERE ready_at IS NULL AND received_at >= ? AND received_at < ?`,
    )
    .raw()
    .iterate(from, to) as IterableIterator<[number, number]>;
}
