import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { verdicts } from '../../domain/checklist.ts';
import { purposes } from '../../domain/purpose.ts';
import { calls } from './calls.ts';
import { checklistVersions } from './checklists.ts';
import { at, id, oneOf } from './columns.ts';
import { people } from './people.ts';
import { policyChanges } from './policy.ts';

export const reviews = sqliteTable(
  'reviews',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    reviewerId: integer('reviewer_id')
      .notNull()
      .references(() => people.id),
    purpose: text('purpose', { enum: purposes }).notNull(),
    state: text('state', {
      enum: ['draft', 'submitted', 'approved', 'overturned', 'annulled'],
    }).notNull(),
    versionId: integer('version_id').references(() => checklistVersions.id),
    /** Where the scoring screen stands: the item shown, and the last ❌, to which typed words belong. */
    cursorItem: text('cursor_item'),
    lastFailedItem: text('last_failed_item'),
    recommendation: text('recommendation'),
    /** A teaching review's spoken words, as Telegram's file id. */
    voice: text('voice'),
    startedAt: at('started_at').notNull(),
    /** When its reviewer last touched it. */
    touchedAt: at('touched_at').notNull(),
    recordingSentAt: at('recording_sent_at'),
    submittedAt: at('submitted_at'),
    /** When the seller said that they have read a teaching review. */
    readAt: at('read_at'),
    tooFast: integer('too_fast', { mode: 'boolean' }).notNull().default(false),
    /** Sums of weights as handed in, and as they stand (after an appeal). */
    handedInEarned: integer('handed_in_earned'),
    handedInPossible: integer('handed_in_possible'),
    earned: integer('earned'),
    possible: integer('possible'),
    /** Of a credit score: each item's verdict as it stands (`verdictCode` of domain/verdicts.ts). */
    verdicts: text('verdicts'),
    /** The month of the final approval, and the policy then in force. */
    approvedAt: at('approved_at'),
    creditMonth: text('credit_month'),
    policyId: integer('policy_id').references(() => policyChanges.id),
  },
  (t) => [
    uniqueIndex('reviews_one_draft').on(t.callId, t.reviewerId).where(sql`${t.state} = 'draft'`),
    uniqueIndex('reviews_one_credit')
      .on(t.callId)
      .where(sql`${t.purpose} = 'credit' AND ${t.state} <> 'draft'`),
    index('reviews_by_call').on(t.callId, t.id),
    index('reviews_drafts').on(t.reviewerId, t.touchedAt).where(sql`${t.state} = 'draft'`),
    index('reviews_by_reviewer').on(t.reviewerId, t.submittedAt),
    index('reviews_by_credit_month')
      .on(t.creditMonth, t.id)
      .where(sql`${t.creditMonth} IS NOT NULL`),
    index('reviews_by_approval').on(t.approvedAt).where(sql`${t.creditMonth} IS NOT NULL`),
    check('reviews_points', sql`${t.earned} IS NULL OR ${t.earned} BETWEEN 0 AND ${t.possible}`),
    check(
      'reviews_teaching_never_counts',
      sql`${t.purpose} = 'credit' OR ${t.creditMonth} IS NULL`,
    ),
  ],
);

export const reviewItems = sqliteTable(
  'review_items',
  {
    reviewId: integer('review_id')
      .notNull()
      .references(() => reviews.id),
    itemCode: text('item_code').notNull(),
    verdict: text('verdict', { enum: verdicts }).notNull(),
    comment: text('comment'),
    momentS: integer('moment_s'),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.itemCode] }),
    check('review_items_verdict', oneOf(t.verdict, verdicts)),
  ],
);
