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
import { appealKinds, decisions } from '../../domain/call.ts';
import { calls } from './calls.ts';
import { at, id, oneOf } from './columns.ts';
import { people } from './people.ts';
import { reviews } from './reviews.ts';

export const appeals = sqliteTable(
  'appeals',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    reviewId: integer('review_id')
      .notNull()
      .references(() => reviews.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    state: text('state', {
      enum: ['draft', 'open', 'upheld', 'rejected', 'annulled', 'conceded'],
    }).notNull(),
    kind: text('kind', { enum: appealKinds }).notNull(),
    reason: text('reason'),
    /** A spoken reason, as Telegram's file id. */
    reasonVoice: text('reason_voice'),
    openedAt: at('opened_at'),
    answer: text('answer'),
    answeredAt: at('answered_at'),
    begunById: integer('begun_by_id').references(() => people.id),
    begunAt: at('begun_at'),
    remindedAt: at('reminded_at'),
    escalatedAt: at('escalated_at'),
    decisionReason: text('decision_reason'),
    decidedById: integer('decided_by_id').references(() => people.id),
    decidedAt: at('decided_at'),
  },
  (t) => [
    uniqueIndex('appeals_by_review').on(t.reviewId),
    index('appeals_by_call').on(t.callId),
    index('appeals_open').on(t.openedAt, t.id).where(sql`${t.state} = 'open'`),
    index('appeals_open_by_seller').on(t.sellerId).where(sql`${t.state} = 'open'`),
    index('appeals_decided').on(t.decidedAt).where(sql`${t.decidedAt} IS NOT NULL`),
    check('appeals_kind', oneOf(t.kind, appealKinds)),
  ],
);

export const appealItems = sqliteTable(
  'appeal_items',
  {
    appealId: integer('appeal_id')
      .notNull()
      .references(() => appeals.id),
    itemCode: text('item_code').notNull(),
    /** Null until the appeal is decided. */
    decision: text('decision', { enum: decisions }),
  },
  (t) => [
    primaryKey({ columns: [t.appealId, t.itemCode] }),
    index('appeal_items_decided').on(t.itemCode, t.appealId).where(sql`${t.decision} IS NOT NULL`),
  ],
);

/** A head's decision while it is being made: one row a person and appeal, so that two never mix. */
export const decisionDrafts = sqliteTable(
  'decision_drafts',
  {
    appealId: integer('appeal_id')
      .notNull()
      .references(() => appeals.id),
    supervisorId: integer('supervisor_id')
      .notNull()
      .references(() => people.id),
    decisions: text('decisions', { mode: 'json' })
      .$type<Record<string, (typeof decisions)[number]>>()
      .notNull(),
    annul: integer('annul', { mode: 'boolean' }),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.appealId, t.supervisorId] })],
);
