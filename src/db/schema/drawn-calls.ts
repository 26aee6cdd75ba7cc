import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SkippedTicket } from '../../domain/sampling.ts';
import { calls } from './calls.ts';
import { at } from './columns.ts';
import { draws } from './draws.ts';
import { people } from './people.ts';

export const drawnCalls = sqliteTable(
  'drawn_calls',
  {
    drawId: integer('draw_id')
      .notNull()
      .references(() => draws.id),
    callId: integer('call_id')
      .notNull()
      .unique()
      .references(() => calls.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    ticket: text('ticket').notNull(),
    /** The call that this one stands in for. */
    replacesCallId: integer('replaces_call_id').references(() => calls.id),
    /** When this one was itself replaced, or would have been, had a ticket been left. */
    replacedAt: at('replaced_at'),
    /** The tickets passed over on the way to its replacement, lowest first, and why. */
    skipped: text('skipped', { mode: 'json' }).$type<readonly SkippedTicket[]>(),
  },
  (t) => [primaryKey({ columns: [t.drawId, t.callId] })],
);
