import { sql } from 'drizzle-orm';
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Entropy } from '../../domain/entropy.ts';
import type { StruckCall } from '../../domain/sampling.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const draws = sqliteTable(
  'draws',
  {
    id: id(),
    /** Half-open window of `ready_at`. */
    windowFromAt: at('window_from_at').notNull(),
    windowToAt: at('window_to_at').notNull(),
    /** The local date of the window's end. */
    date: text('date').notNull(),
    month: text('month').notNull(),
    /** 32 bytes, secret until the draw. */
    seed: blob('seed', { mode: 'buffer' }).notNull(),
    seedSha256: text('seed_sha256').notNull(),
    committedAt: at('committed_at').notNull(),
    /** When the pool was frozen; null also for draws before pools were. */
    frozenAt: at('frozen_at'),
    poolSha256: text('pool_sha256'),
    drawnAt: at('drawn_at'),
    policy: text('policy', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** The frozen eligible calls: pairs of little-endian uint32 (call id, seller id). */
    eligible: blob('eligible', { mode: 'buffer' }),
    eligibleCount: integer('eligible_count'),
    leftOut: text('left_out', { mode: 'json' }).$type<Record<string, number>>(),
    /** The calls left out: pairs of little-endian uint32 (call id, place of its reason in `leftOutReasons`). */
    leftOutCalls: blob('left_out_calls', { mode: 'buffer' }),
    /** What goes into the key of the tickets; null until it has come, and for draws before pools were frozen. */
    entropy: text('entropy', { mode: 'json' }).$type<Entropy>(),
    /** Calls of the frozen pool that could not be drawn after all; they are among those left out. */
    struck: text('struck', { mode: 'json' }).$type<readonly StruckCall[]>(),
    /** The chain: the hash of this draw's record, and of the one before it. */
    recordSha256: text('record_sha256'),
    previousSha256: text('previous_sha256'),
  },
  (t) => [
    uniqueIndex('draws_by_window').on(t.windowFromAt),
    index('draws_by_date').on(t.date),
    uniqueIndex('draws_after_record')
      .on(t.previousSha256)
      .where(sql`${t.previousSha256} IS NOT NULL`),
    index('draws_undrawn').on(t.windowToAt).where(sql`${t.drawnAt} IS NULL`),
    check('draws_window', sql`${t.windowFromAt} < ${t.windowToAt}`),
  ],
);

export const drawSellers = sqliteTable(
  'draw_sellers',
  {
    drawId: integer('draw_id')
      .notNull()
      .references(() => draws.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    month: text('month').notNull(),
    eligible: integer('eligible').notNull(),
    drawn: integer('drawn').notNull(),
    /** What had been drawn of theirs in that month before, as this draw took it into account. */
    drawnThisMonth: integer('drawn_this_month').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.drawId, t.sellerId] }),
    index('draw_sellers_by_month').on(t.month, t.sellerId),
  ],
);

/** What the sellers of a frozen pool tapped: the entropy of a draw by the rule `people`. */
export const drawTaps = sqliteTable(
  'draw_taps',
  {
    drawId: integer('draw_id')
      .notNull()
      .references(() => draws.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    /** Which of the pictures, from 0 on. */
    choice: integer('choice').notNull(),
    tappedAt: at('tapped_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.drawId, t.sellerId] })],
);
