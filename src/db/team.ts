import { preliminary } from '../domain/status.ts';
import { type Status, statuses } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { PartOf } from './decisions.ts';
import type { Db } from './open.ts';

const listed = (wanted: readonly Status[]) => wanted.map((status) => `'${status}'`).join(', ');

/** A seller's calls by their start: the index wants each status named, and sorts nothing. */
const ofSeller = (wanted: readonly Status[]) => `FROM calls c INDEXED BY calls_by_seller_status
  WHERE c.seller_id = ? AND c.status IN (${listed(wanted)}) AND c.started_at >= ?
    AND c.ready_at IS NOT NULL`;

/** How many of a seller's calls since an instant could be drawn, or could have been. */
export function readySince(db: Db, sellerId: number, since: Instant): number {
  const text = `SELECT count(*) n ${ofSeller(statuses)}`;
  return db.sql<[number, Instant], { n: number }>(text).get(sellerId, since)?.n ?? 0;
}

const taught = ['listening_advice', 'listening_training', 'approved_training'] as const;

/**
 * Which of those are out of credit since they were asked about or taken for teaching. Neither those that
 * came back, nor annulled scores: those had been drawn or sent.
 */
export function keptOutSince(
  db: Db,
  sellerId: number,
  since: Instant,
): { asked: number; taken: number } {
  const rows = db
    .sql<[number, Instant], { verb: 'ask' | 'take' }>(
      `SELECT (SELECT h.verb FROM call_history h WHERE h.call_id = c.id
                AND h.verb IN ('ask', 'take') ORDER BY h.id DESC LIMIT 1) verb
         ${ofSeller(taught)} AND c.draw_id IS NULL AND c.sent_by_id IS NULL`,
    )
    .all(sellerId, since);
  const asked = rows.filter(({ verb }) => verb === 'ask').length;
  return { asked, taken: rows.length - asked };
}

/** The parts of every seller's calls since an instant that are out of credit since they were asked about or taken. */
export function keptOutParts(db: Db, since: Instant): PartOf[] {
  return db
    .sql<[Instant], PartOf>(
      `SELECT c.seller_id personId,
              sum(c.status IN (${listed(taught)}) AND c.draw_id IS NULL AND c.sent_by_id IS NULL) "count",
              count(*) "of"
         FROM person_roles p CROSS JOIN calls c INDEXED BY calls_by_seller_status
        WHERE p.role = 'seller' AND c.seller_id = p.person_id AND c.status IN (${listed(statuses)})
          AND c.started_at >= ? AND c.ready_at IS NOT NULL
        GROUP BY c.seller_id`,
    )
    .all(since);
}

/** Of those, the calls of each seller that this teacher took. */
export function takenOut(db: Db, teacherId: number, since: Instant): Map<number, number> {
  const rows = db
    .sql<[number, Instant, Instant], { sellerId: number; n: number }>(
      `SELECT c.seller_id sellerId, count(DISTINCT c.id) n
         FROM call_history h INDEXED BY call_history_taken JOIN calls c ON c.id = h.call_id
        WHERE h.verb = 'take' AND h.actor_id = ? AND h.at >= ? AND c.started_at >= ?
          AND c.status IN ('listening_training', 'approved_training')
          AND c.draw_id IS NULL AND c.sent_by_id IS NULL AND c.ready_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM call_history later WHERE later.call_id = c.id
                           AND later.id > h.id AND later.verb IN ('ask', 'take'))
        GROUP BY c.seller_id`,
    )
    .all(teacherId, since, since);
  return new Map(rows.map(({ sellerId, n }) => [sellerId, n]));
}

/** How many calls of a seller a teacher has taken since an instant, those given back included. */
export function takenSince(
  db: Db,
  of: { teacherId: number; sellerId: number; since: Instant },
): number {
  return (
    db
      .sql<[number, Instant, number], number>(
        `SELECT count(*) FROM call_history h INDEXED BY call_history_taken
           JOIN calls c ON c.id = h.call_id
          WHERE h.verb = 'take' AND h.actor_id = ? AND h.at >= ? AND c.seller_id = ?`,
      )
      .pluck()
      .get(of.teacherId, of.since, of.sellerId) ?? 0
  );
}

export interface CallToHear {
  id: number;
  talkS: number;
  /** Whom it was with: the client, else the number. */
  counterpart: string;
}

/** A seller's calls since an instant that can be heard and that nobody has taken up. */
export function callsToHear(
  db: Db,
  sellerId: number,
  from: { since: Instant; minTalkS: number },
): CallToHear[] {
  return db
    .sql<[number, Instant, number], CallToHear>(
      `SELECT c.id, c.talk_s talkS,
              coalesce('client ' || c.client_id, c.phone, 'call ' || c.id) counterpart
         ${ofSeller(preliminary)} AND c.talk_s >= ?`,
    )
    .all(sellerId, from.since, from.minTalkS);
}

/** Teaching reviews that somebody handed in since an instant, by what they were. */
export function taughtSince(
  db: Db,
  reviewerId: number,
  since: Instant,
): { advice: number; training: number; side: number } {
  const row = db
    .sql<[number, Instant], Record<'advice' | 'training' | 'side', number | null>>(
      `SELECT sum(purpose = 'advice') advice, sum(purpose = 'training') training,
              sum(purpose = 'side') side
         FROM reviews WHERE reviewer_id = ? AND submitted_at >= ?`,
    )
    .get(reviewerId, since);
  return { advice: row?.advice ?? 0, training: row?.training ?? 0, side: row?.side ?? 0 };
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

/**
 * How many drawn calls a controller was the first to give back since an instant, and how many of these
 * somebody else could score after all.
 */
export function firstReturnsSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { returned: number; scoredAfter: number } {
  const later = (verb: string) => `EXISTS (SELECT 1 FROM call_history l WHERE l.call_id = h.call_id
    AND l.id > h.id AND l.from_status = 'listening_credit' AND ${verb})`;
  const row = db
    .sql<[number, Instant], { returned: number; scoredAfter: number | null }>(
      `SELECT count(*) returned, sum(${later("l.verb = 'score'")}
                AND NOT ${later("l.verb = 'give_back' AND l.to_status <> 'listening_credit'")}) scoredAfter
         FROM call_history h INDEXED BY call_history_given_back
        WHERE h.verb = 'give_back' AND h.actor_id = ? AND h.at >= ?
          AND h.to_status = 'listening_credit'`,
    )
    .get(controllerId, since);
  return { returned: row?.returned ?? 0, scoredAfter: row?.scoredAfter ?? 0 };
}

/**
 * Of each score that a controller handed in since an instant: the milliseconds from the voice sent to the
 * submission, 0 where none was sent, and the seconds of talk.
 */
export function listenedSince(
  db: Db,
  controllerId: number,
  since: Instant,
): { listenedMs: number; talkS: number }[] {
  return db
    .sql<[number, Instant], { listenedMs: number; talkS: number }>(
      `SELECT coalesce(r.submitted_at - r.recording_sent_at, 0) listenedMs, c.talk_s talkS
         FROM reviews r INDEXED BY reviews_by_reviewer JOIN calls c ON c.id = r.call_id
        WHERE r.reviewer_id = ? AND r.submitted_at >= ? AND r.purpose = 'credit' AND c.talk_s > 0`,
    )
    .all(controllerId, since);
}

/** How often a controller's time for a call ran out since an instant. */
export function expiriesSince(db: Db, controllerId: number, since: Instant): number {
  const text = `SELECT count(*) n FROM leases INDEXED BY leases_expired
    WHERE "end" = 'expired' AND controller_id = ? AND ended_at >= ?`;
  return db.sql<[number, Instant], { n: number }>(text).get(controllerId, since)?.n ?? 0;
}
