import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { verdicts } from '../../domain/checklist.ts';
import { calls } from './calls.ts';
import { at, oneOf } from './columns.ts';
import { people } from './people.ts';
import { reviews } from './reviews.ts';

/** Calls whose credit score is scored a second time, blind, by another controller. */
export const secondScores = sqliteTable(
  'second_scores',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id),
    firstReviewId: integer('first_review_id')
      .notNull()
      .references(() => reviews.id),
    /** When it was chosen: its place in the queue. */
    queuedAt: at('queued_at').notNull(),
    /** Who scores it a second time, or did; null: nobody has begun. */
    controllerId: integer('controller_id').references(() => people.id),
    /** The second score, once it is handed in. */
    reviewId: integer('review_id').references(() => reviews.id),
    /** Until when the second score can be taken back. */
    finalAt: at('final_at'),
    /** When both were final and held against each other. */
    settledAt: at('settled_at'),
    /** Given back, or out of use before anybody handed a second score in. */
    droppedAt: at('dropped_at'),
  },
  (t) => [
    index('second_scores_waiting')
      .on(t.queuedAt, t.callId)
      .where(sql`${t.reviewId} IS NULL AND ${t.droppedAt} IS NULL`),
    index('second_scores_unsettled')
      .on(t.finalAt)
      .where(sql`${t.reviewId} IS NOT NULL AND ${t.settledAt} IS NULL`),
    index('second_scores_settled').on(t.settledAt).where(sql`${t.settledAt} IS NOT NULL`),
  ],
);

/** Items that the two scores of a call judge differently, for a head to judge, who is not told who said what. */
export const secondDifferences = sqliteTable(
  'second_differences',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => secondScores.callId),
    itemCode: text('item_code').notNull(),
    /** What the first score says, as it stands after any appeal, and the second. */
    first: text('first', { enum: verdicts }).notNull(),
    second: text('second', { enum: verdicts }).notNull(),
    judgedById: integer('judged_by_id').references(() => people.id),
    judgedAt: at('judged_at'),
    judged: text('judged', { enum: verdicts }),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.itemCode] }),
    index('second_differences_open').on(t.callId, t.itemCode).where(sql`${t.judgedAt} IS NULL`),
    check('second_differences_first', oneOf(t.first, verdicts)),
    check('second_differences_second', oneOf(t.second, verdicts)),
  ],
);
