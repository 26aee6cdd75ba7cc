import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const leases = sqliteTable(
  'leases',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    controllerId: integer('controller_id')
      .notNull()
      .references(() => people.id),
    givenAt: at('given_at').notNull(),
    untilAt: at('until_at').notNull(),
    endedAt: at('ended_at'),
    end: text('end', { enum: ['scored', 'expired', 'given_back', 'freed'] }),
  },
  (t) => [
    uniqueIndex('leases_held_call').on(t.callId).where(sql`${t.endedAt} IS NULL`),
    uniqueIndex('leases_held_by').on(t.controllerId).where(sql`${t.endedAt} IS NULL`),
    index('leases_by_controller').on(t.controllerId, t.id),
    index('leases_by_call').on(t.callId, t.id),
    index('leases_until').on(t.untilAt).where(sql`${t.endedAt} IS NULL`),
    index('leases_expired').on(t.controllerId, t.endedAt).where(sql`${t.end} = 'expired'`),
  ],
);
