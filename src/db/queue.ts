import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** What ties a controller to a call, so that somebody else is to score it where anybody could (3.2). */
export type Tie = 'sender' | 'mentor' | 'mutual';

/** Active controllers, as SQL: `controllers(id)`. */
const controllers = `controllers(id) AS MATERIALIZED (
  SELECT p.id FROM person_roles x JOIN people p ON p.id = x.person_id
   WHERE x.role = 'controller' AND p.active = 1)`;

/**
 * Whether somebody could score a row of `calls` at all, as SQL: it is not theirs, it was not they who gave
 * it back, and they are not at work on it as a teacher.
 */
const fits = (who: string) => `coalesce(calls.seller_id, 0) <> ${who}
  AND calls.returned_by_id IS NOT ${who}
  AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.call_id = calls.id AND r.reviewer_id = ${who}
                    AND r.state = 'draft' AND r.purpose <> 'credit')`;

/**
 * Who is tied to whom, as SQL: present mentors to their sellers, and a controller to a seller who, a
 * controller as well, scored a call of theirs lately. The pairs are found once for each statement.
 */
const ties = `ties(person_id, seller_id, tie) AS MATERIALIZED (
  SELECT m.mentor_id, m.mentee_id, 'mentor' FROM controllers k JOIN mentorships m ON m.mentor_id = k.id
   WHERE m.from_at <= (SELECT now FROM me) AND (m.to_at IS NULL OR m.to_at > (SELECT now FROM me))
  UNION ALL
  SELECT k.id, s.id, 'mutual' FROM controllers k JOIN controllers s ON s.id <> k.id
   WHERE EXISTS (SELECT 1 FROM calls c INDEXED BY calls_by_seller_scorer
                   JOIN reviews r ON r.call_id = c.id AND r.purpose = 'credit' AND r.state <> 'draft'
                  WHERE c.seller_id = k.id AND c.scored_by_id = s.id
                    AND r.submitted_at >= (SELECT since FROM me)))`;

const tied = (who: string) => `(calls.sent_by_id IS ${who}
  OR (${who}, coalesce(calls.seller_id, 0)) IN (SELECT person_id, seller_id FROM ties))`;

/** The call of the queue that somebody had begun on and that nobody holds, the oldest. */
export function oldestBegun(db: Db, reviewerId: number): number | null {
  return (
    db
      .sql<[number], number>(
        `SELECT c.id FROM reviews r JOIN calls c ON c.id = r.call_id
          WHERE r.reviewer_id = ? AND r.submitted_at IS NULL AND r.state = 'draft'
            AND r.purpose = 'credit' AND c.status = 'listening_credit' AND c.reviewer_id IS NULL
          ORDER BY c.queued_at, c.id LIMIT 1`,
      )
      .pluck()
      .get(reviewerId) ?? null
  );
}

/**
 * The oldest call of the queue that nobody holds and that this controller is to score: one they are tied
 * to only where no other active controller could score it without a tie.
 *
 * @param since from when on scores make two people score each other
 */
export function oldestQueued(
  db: Db,
  controllerId: number,
  { now, since }: { now: Instant; since: Instant },
): { id: number; tie: Tie | null } | null {
  const me = '(SELECT id FROM me)';
  return (
    db
      .sql<[number, Instant, Instant], { id: number; tie: Tie | null }>(
        `WITH me(id, now, since) AS (SELECT ?, ?, ?), ${controllers}, ${ties}
         SELECT id, CASE WHEN sent_by_id = ${me} THEN 'sender' ELSE (SELECT t.tie FROM ties t
                      WHERE t.person_id = ${me} AND t.seller_id = calls.seller_id LIMIT 1) END tie
           FROM calls INDEXED BY calls_queued
          WHERE status = 'listening_credit' AND reviewer_id IS NULL AND ${fits(me)}
            AND (NOT ${tied(me)} OR NOT EXISTS (
              SELECT 1 FROM controllers y WHERE y.id <> ${me} AND ${fits('y.id')} AND NOT ${tied('y.id')}))
          ORDER BY queued_at, id LIMIT 1`,
      )
      .get(controllerId, now, since) ?? null
  );
}

/** Whether any active controller could score this call of the queue, tied to it or not. */
export function anyControllerFor(db: Db, callId: number): boolean {
  const text = `WITH ${controllers} SELECT 1 FROM calls
    WHERE id = ? AND EXISTS (SELECT 1 FROM controllers y WHERE ${fits('y.id')})`;
  return db.sql<[number], 1>(text).get(callId) !== undefined;
}

/** Calls of the queue that nobody holds and no active controller could score, the oldest first. */
export function unscorable(db: Db, most: number): { id: number; queuedAt: Instant }[] {
  return db
    .sql<[number], { id: number; queuedAt: Instant }>(
      `WITH ${controllers}
       SELECT id, queued_at queuedAt FROM calls INDEXED BY calls_queued
        WHERE status = 'listening_credit' AND reviewer_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM controllers y WHERE ${fits('y.id')})
        ORDER BY queued_at, id LIMIT ?`,
    )
    .all(most);
}

export function queueSize(db: Db): { waiting: number; oldestAt: Instant | null } {
  const row = db
    .sql<[], { waiting: number; oldestAt: Instant | null }>(
      `SELECT count(*) waiting, min(queued_at) oldestAt FROM calls
        WHERE status = 'listening_credit' AND reviewer_id IS NULL`,
    )
    .get();
  return row ?? { waiting: 0, oldestAt: null };
}
