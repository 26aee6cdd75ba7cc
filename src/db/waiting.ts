import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** What waits for one person, as their menu begins with it. */

/** Scores that a seller was told of and that nothing has settled yet; a handful, in no order. */
export function toldScoresOf(
  db: Db,
  sellerId: number,
): { callId: number; deadlineAt: Instant | null }[] {
  return db
    .sql<[number], { callId: number; deadlineAt: Instant | null }>(
      `SELECT id callId, deadline_at deadlineAt FROM calls INDEXED BY calls_by_seller_status
        WHERE seller_id = ? AND status = 'scored_pending' AND notice_left_at IS NOT NULL`,
    )
    .all(sellerId);
}

export interface TeachingDraft {
  callId: number;
  purpose: 'advice' | 'training' | 'side';
}

/** Reviews for teaching that somebody has begun, the latest touched first. */
export function teachingDraftsOf(db: Db, reviewerId: number): TeachingDraft[] {
  return db
    .sql<[number], TeachingDraft>(
      `SELECT call_id callId, purpose FROM reviews INDEXED BY reviews_drafts
        WHERE reviewer_id = ? AND state = 'draft' AND purpose <> 'credit'
        ORDER BY touched_at DESC`,
    )
    .all(reviewerId);
}
