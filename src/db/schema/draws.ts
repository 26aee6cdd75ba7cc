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
    drawnAt: at('drawn_at'),
    policy: text('policy', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** The frozen eligible calls: pairs of little-endian uint32 (call id, seller id). */
    eligible: blob('eligible', { mode: 'buffer' }),
    eligibleCount: integer('eligible_count'),
    leftOut: text('left_out', { mode: 'json' }).$type<Record<string, number>>(),
    /** The calls left out: pairs of little-endian uint32 (call id, place of its reason in `leftOutReasons`). */
    leftOutCalls: blob('left_out_calls', { mode: 'buffer' }),
  },
  (t) => [
    uniqueIndex('draws_by_window').on(t.windowFromAt),
    index('draws_by_date').on(t.date),
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
