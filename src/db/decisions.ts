import type { Part } from '../domain/chance.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** A half-open stretch of time. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

export interface PartOf extends Part {
  personId: number;
}

/** Of each seller's appeals that ended in a stretch, those that they lost. */
export function lostAppeals(db: Db, { from, to }: Stretch): PartOf[] {
  return db
    .sql<[Instant, Instant], PartOf>(
      `SELECT seller_id personId, sum(state = 'rejected') "count", count(*) "of"
         FROM appeals INDEXED BY appeals_decided
        WHERE decided_at >= ? AND decided_at < ? GROUP BY seller_id`,
    )
    .all(from, to);
}

/** Of what each head decided in a stretch, what went the seller's way, annulments among it. */
export function upheldAppeals(db: Db, { from, to }: Stretch): PartOf[] {
  return db
    .sql<[Instant, Instant], PartOf>(
      `SELECT decided_by_id personId, sum(state <> 'rejected') "count", count(*) "of"
         FROM appeals INDEXED BY appeals_decided
        WHERE decided_at >= ? AND decided_at < ? AND state <> 'conceded' AND decided_by_id IS NOT NULL
        GROUP BY decided_by_id`,
    )
    .all(from, to);
}

/** The credit scores that heads annulled in a stretch, in that order. */
export function annulledScores(
  db: Db,
  { from, to }: Stretch,
): { personId: number; callId: number }[] {
  return db
    .sql<[Instant, Instant], { personId: number; callId: number }>(
      `SELECT decided_by_id personId, call_id callId FROM appeals INDEXED BY appeals_decided
        WHERE decided_at >= ? AND decided_at < ? AND state = 'annulled'
          AND decided_by_id IS NOT NULL
        ORDER BY decided_at`,
    )
    .all(from, to);
}
