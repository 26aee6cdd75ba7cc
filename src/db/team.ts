import { preliminary } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** How many of a seller's calls since an instant could be drawn, or could have been. */
export function readySince(db: Db, sellerId: number, since: Instant): number {
  const text = `SELECT count(*) n FROM calls
    WHERE seller_id = ? AND started_at >= ? AND ready_at IS NOT NULL`;
  return db.sql<[number, Instant], { n: number }>(text).get(sellerId, since)?.n ?? 0;
}

/** Calls of a seller that were asked about, or taken for teaching, since an instant. */
export function keptOutSince(
  db: Db,
  sellerId: number,
  since: Instant,
): { asked: number; taken: number } {
  const row = db
    .sql<[Instant, number], { asked: number | null; taken: number | null }>(
      `SELECT sum(h.verb = 'ask') asked, sum(h.verb = 'take') taken
         FROM call_history h INDEXED BY call_history_kept_out JOIN calls c ON c.id = h.call_id
        WHERE h.verb IN ('ask', 'take') AND h.at >= ? AND c.seller_id = ?`,
    )
    .get(since, sellerId);
  return { asked: row?.asked ?? 0, taken: row?.taken ?? 0 };
}

export interface Suggestion {
  id: number;
  talkS: number;
  startedAt: Instant;
  /** Whom it was with: the client, else the number. */
  counterpart: string;
}

const untouched = preliminary.map((status) => `'${status}'`).join(', ');

/** A seller's calls since an instant that can be heard and that nobody has taken up. */
export function callsToHear(
  db: Db,
  sellerId: number,
  from: { since: Instant; minTalkS: number },
): Suggestion[] {
  return db
    .sql<[number, Instant, number], Suggestion>(
      `SELECT id, talk_s talkS, started_at startedAt,
              coalesce('client ' || client_id, phone, 'call ' || id) counterpart
         FROM calls WHERE seller_id = ? AND started_at >= ? AND ready_at IS NOT NULL
          AND talk_s >= ? AND status IN (${untouched})`,
    )
    .all(sellerId, from.since, from.minTalkS);
}

/** A person's latest calls, by number. */
export function latestCallsOf(db: Db, sellerId: number, most: number): number[] {
  return db
    .sql<[number, number], number>(
      'SELECT id FROM calls WHERE seller_id = ? ORDER BY started_at DESC, id DESC LIMIT ?',
    )
    .pluck()
    .all(sellerId, most);
}

/** What a controller gave back since an instant, by reason. */
export function givenBackSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { reason: string; n: number }[] {
  const rows = db
    .sql<[number, Instant], { note: string }>(
      `SELECT note FROM call_history INDEXED BY call_history_given_back
        WHERE verb = 'give_back' AND actor_id = ? AND at >= ? AND from_status = 'listening_credit'`,
    )
    .all(controllerId, since);
  const counts = new Map<string, number>();
  for (const { note } of rows) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].map(([reason, n]) => ({ reason, n }));
}

/** How often a controller's time for a call ran out since an instant. */
export function expiriesSince(db: Db, controllerId: number, since: Instant): number {
  const text = `SELECT count(*) n FROM leases INDEXED BY leases_expired
    WHERE "end" = 'expired' AND controller_id = ? AND ended_at >= ?`;
  return db.sql<[number, Instant], { n: number }>(text).get(controllerId, since)?.n ?? 0;
}
