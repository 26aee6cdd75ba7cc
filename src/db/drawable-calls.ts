import { bulkWay, preliminary, type Status } from '../domain/status.ts';
import type { Instant, LocalDate, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';

export interface EligibleSeller {
  sellerId: number;
  drawnThisMonth: number;
}

/** Active sellers who are not absent on the date, with what was drawn of theirs in the month before. */
export function sellersForDraw(
  db: Db,
  draw: { id: number; date: LocalDate; month: LocalMonth },
): EligibleSeller[] {
  return db
    .sql<[string, number, string, string], EligibleSeller>(
      `SELECT p.id sellerId,
              (SELECT coalesce(sum(drawn), 0) FROM draw_sellers
                WHERE seller_id = p.id AND month = ? AND draw_id < ?) drawnThisMonth
         FROM people p JOIN person_roles r ON r.person_id = p.id AND r.role = 'seller'
        WHERE p.active = 1 AND NOT EXISTS (
          SELECT 1 FROM absences a WHERE a.person_id = p.id AND ? BETWEEN a.from_date AND a.to_date
            AND a.to_date >= ?)
        ORDER BY p.id`,
    )
    .all(draw.month, draw.id, draw.date, draw.date);
}

export const sampling = bulkWay('sample');
const listed = (statuses: readonly Status[]) => statuses.map((status) => `'${status}'`).join(', ');

/** The statuses that can be drawn: of calls asked about or taken for teaching where policy says so. */
export const drawable = (alsoAsked: boolean) => listed(alsoAsked ? sampling.from : preliminary);

/** Seller, talk time and recording are known for every call with a `ready_at`. */
const eligible = (alsoAsked: boolean) => `FROM calls INDEXED BY calls_ready
  WHERE ready_at >= ? AND ready_at < ? AND talk_s >= ? AND status IN (${drawable(alsoAsked)})
    AND recording_fault IS NULL`;

type Range = [Instant, Instant, number];

/** The most calls that can be eligible: all that became ready in the window. */
export function readyCount(db: Db, [from, to]: Range): number {
  const text =
    'SELECT count(*) n FROM calls INDEXED BY calls_ready WHERE ready_at >= ? AND ready_at < ?';
  return db.sql<[Instant, Instant], { n: number }>(text).get(from, to)?.n ?? 0;
}

export type EligibleRow = [callId: number, sellerId: number, source: string, externalId: string];

export function eligibleCalls(
  db: Db,
  [from, to, minTalkS]: Range,
  alsoAsked: boolean,
): IterableIterator<EligibleRow> {
  return db
    .sql<Range, EligibleRow>(`SELECT id, seller_id, source, external_id ${eligible(alsoAsked)}`)
    .raw()
    .iterate(from, to, minTalkS) as IterableIterator<EligibleRow>;
}

/** Calls of the window that cannot be drawn, whatever the seller, by reason. */
export function leftOutCounts(
  db: Db,
  [from, to, minTalkS]: Range,
  alsoAsked: boolean,
): Record<string, number> {
  const ready = db
    .sql<[number, Instant, Instant, number], { reason: string; n: number }>(
      `SELECT CASE WHEN talk_s < ? THEN 'too_short'
                   WHEN status NOT IN (${drawable(alsoAsked)}) THEN 'already_taken'
                   ELSE 'recording_' || recording_fault END reason, count(*) n
         FROM calls INDEXED BY calls_ready WHERE ready_at >= ? AND ready_at < ?
          AND (talk_s < ? OR status NOT IN (${drawable(alsoAsked)})
               OR recording_fault IS NOT NULL) GROUP BY 1`,
    )
    .all(minTalkS, from, to, minTalkS);
  const unready = db
    .sql<[Instant, Instant], { reason: string; n: number }>(
      `SELECT CASE WHEN seller_id IS NULL THEN 'no_seller' WHEN talk_s IS NULL THEN 'no_talk_time'
                   ELSE 'no_recording' END reason, count(*) n
         FROM calls INDEXED BY calls_unready
        WHERE ready_at IS NULL AND received_at >= ? AND received_at < ? GROUP BY 1`,
    )
    .all(from, to);
  return Object.fromEntries([...ready, ...unready].map(({ reason, n }) => [reason, n]));
}
