import { sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, listed, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { reviews } from './schema/reviews.ts';

/** What waits for one person, as their menu begins with it. */

type NotifiedScore = { callId: number } & Pick<typeof calls.$inferSelect, 'deadlineAt'>;

const notifiedScores = preparedSql(
  ({ sellerId }: Given<{ sellerId: number }>) =>
    sql<NotifiedScore>`SELECT ${listed({ callId: calls.id, deadlineAt: calls.deadlineAt })}
      FROM ${calls} INDEXED BY calls_by_seller_status
     WHERE ${calls.sellerId} = ${sellerId} AND ${calls.status} = 'scored_pending'
       AND ${calls.noticeLeftAt} IS NOT NULL`,
);

/** Scores that a seller was told of and that nothing has settled yet; a handful, in no order. */
export function notifiedScoresOf(db: Db, sellerId: number): NotifiedScore[] {
  return notifiedScores(db).all({ sellerId });
}

export interface TeachingDraft {
  callId: number;
  purpose: 'advice' | 'training' | 'side';
}

const teachingDrafts = preparedSql(
  ({ reviewerId }: Given<{ reviewerId: number }>) =>
    sql<TeachingDraft>`SELECT ${listed({ callId: reviews.callId, purpose: reviews.purpose })}
      FROM ${reviews} INDEXED BY reviews_drafts
     WHERE ${reviews.reviewerId} = ${reviewerId} AND ${reviews.state} = 'draft'
       AND ${reviews.purpose} NOT IN ('credit', 'second')
     ORDER BY ${reviews.touchedAt} DESC`,
);

/** Reviews for teaching that somebody has begun, the latest touched first. */
export function teachingDraftsOf(db: Db, reviewerId: number): TeachingDraft[] {
  return teachingDrafts(db).all({ reviewerId });
}
