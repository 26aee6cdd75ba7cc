import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { releaseReasons } from '../../domain/call.ts';
import { recordingFaults } from '../../domain/recording.ts';
import { type Status, statuses } from '../../domain/statuses.ts';
import { checklists } from './checklists.ts';
import { clients, orders } from './clients.ts';
import { at, id, oneOf } from './columns.ts';
import { draws } from './draws.ts';
import { directions, people } from './people.ts';

export const calls = sqliteTable(
  'calls',
  {
    /** The number that people see. */
    id: id(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    flow: text('flow', { enum: ['in', 'out'] }).notNull(),
    sellerId: integer('seller_id').references(() => people.id),
    /** As the telephone system named it; matched when it becomes known. */
    sellerExtension: text('seller_extension'),
    sellerExternalId: text('seller_external_id'),
    /** The seller's direction when the call came in. */
    directionId: integer('direction_id').references(() => directions.id),
    /** E.164, or null for a hidden or unusable number. */
    phone: text('phone'),
    rawNumber: text('raw_number').notNull(),
    startedAt: at('started_at').notNull(),
    durationS: integer('duration_s'),
    talkS: integer('talk_s'),
    recordingUrl: text('recording_url'),
    recordingPath: text('recording_path'),
    clientId: integer('client_id').references(() => clients.id),
    orderId: integer('order_id').references(() => orders.id),
    clientExternalId: text('client_external_id'),
    orderExternalId: text('order_external_id'),
    /** When seller, talk time and recording were first all known (3.1); null until then. */
    readyAt: at('ready_at'),
    status: text('status', { enum: statuses as [Status, ...Status[]] }).notNull(),
    /** The preliminary status it left, to go back to. */
    originStatus: text('origin_status', { enum: statuses as [Status, ...Status[]] }),
    /** Who holds it at present. */
    reviewerId: integer('reviewer_id').references(() => people.id),
    /** The controller of the credit score. */
    scoredById: integer('scored_by_id').references(() => people.id),
    /** The call type that its credit score was made on. */
    checklistId: integer('checklist_id').references((): AnySQLiteColumn => checklists.id),
    drawId: integer('draw_id').references(() => draws.id),
    sentById: integer('sent_by_id').references(() => people.id),
    /** When it joined the controllers' queue. */
    queuedAt: at('queued_at'),
    /** The month in which it was drawn (its draw's) or sent: where its credit belongs while that is open. */
    queuedMonth: text('queued_month'),
    /** The controller who gave this drawn call back and the reason: a second person is to say whether it is so. */
    returnedById: integer('returned_by_id').references(() => people.id),
    returnedAt: at('returned_at'),
    returnReason: text('return_reason', { enum: releaseReasons }),
    /** When delivery of the score's notice began; the score can then no longer be taken back. */
    noticeLeftAt: at('notice_left_at'),
    /** From when the seller's time to appeal runs, and until when. */
    clockFromAt: at('clock_from_at'),
    deadlineAt: at('deadline_at'),
    receivedAt: at('received_at').notNull(),
    /** What was found out against its recording; null: nothing, or nobody has listened yet. */
    recordingFault: text('recording_fault', { enum: recordingFaults }),
  },
  (t) => [
    uniqueIndex('calls_by_external_id').on(t.source, t.externalId),
    // The lists (call-lists.ts). What is not partial, every call taken in pays for, so there is none by
    // the start alone: the eleven statuses are merged. The id needs no place: each index ends in it.
    index('calls_by_status').on(t.status, t.startedAt),
    index('calls_by_seller_status').on(t.sellerId, t.status, t.startedAt),
    index('calls_by_direction_status').on(t.directionId, t.status, t.startedAt),
    index('calls_by_client').on(t.clientId, t.startedAt).where(sql`${t.clientId} IS NOT NULL`),
    index('calls_by_order').on(t.orderId, t.startedAt).where(sql`${t.orderId} IS NOT NULL`),
    index('calls_by_reviewer')
      .on(t.reviewerId, t.status, t.startedAt)
      .where(sql`${t.reviewerId} IS NOT NULL`),
    index('calls_by_scorer')
      .on(t.scoredById, t.status, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_scorer_type')
      .on(t.scoredById, t.checklistId, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_seller_scorer')
      .on(t.sellerId, t.scoredById, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_direction_scorer')
      .on(t.directionId, t.scoredById, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_type').on(t.checklistId, t.startedAt).where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_by_seller_type')
      .on(t.sellerId, t.checklistId, t.startedAt)
      .where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_by_direction_type')
      .on(t.directionId, t.checklistId, t.startedAt)
      .where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_ready').on(t.readyAt).where(sql`${t.readyAt} IS NOT NULL`),
    index('calls_unready').on(t.receivedAt).where(sql`${t.readyAt} IS NULL`),
    index('calls_queued').on(t.queuedAt, t.id).where(sql`${t.status} = 'listening_credit'`),
    index('calls_taught').on(t.id).where(sql`${t.status} = 'listening_training'`),
    index('calls_due').on(t.deadlineAt, t.id).where(sql`${t.status} = 'scored_pending'`),
    index('calls_unmatched_by_phone').on(t.phone).where(sql`${t.status} = 'unclassified'`),
    index('calls_unmatched_by_client')
      .on(t.clientExternalId)
      .where(sql`${t.status} = 'unclassified' AND ${t.clientExternalId} IS NOT NULL`),
    index('calls_unmatched_by_order')
      .on(t.orderExternalId)
      .where(sql`${t.status} = 'unclassified' AND ${t.orderExternalId} IS NOT NULL`),
    index('calls_without_seller').on(t.source, t.sellerExtension).where(sql`${t.sellerId} IS NULL`),
    index('calls_without_named_seller')
      .on(t.sellerExternalId)
      .where(sql`${t.sellerId} IS NULL AND ${t.sellerExternalId} IS NOT NULL`),
    check('calls_status', oneOf(t.status, statuses)),
    check('calls_talk', sql`${t.talkS} >= 0 AND ${t.durationS} >= 0`),
    check(
      'calls_origin',
      sql`${t.originStatus} IS NULL OR ${oneOf(t.originStatus, ['unclassified', 'classified_auto', 'classified_manual'])}`,
    ),
  ],
);

export const callFilters = sqliteTable('call_filters', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id),
  filter: text('filter', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
});
