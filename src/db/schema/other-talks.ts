import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.ts';
import { people } from './people.ts';

/** Who talked in a call beside its seller: before a transfer, or after it. */
export const otherTalks = sqliteTable(
  'other_talks',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    /** As the telephone system names them. */
    extension: text('extension').notNull(),
    /** Whose extension that was when the call came in, or when it was first known; null: nobody's yet. */
    sellerId: integer('seller_id').references(() => people.id),
    /** Seconds; null: the system does not tell. */
    talkS: integer('talk_s'),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.extension] }),
    index('other_talks_by_seller').on(t.sellerId).where(sql`${t.sellerId} IS NOT NULL`),
    index('other_talks_of_nobody').on(t.extension).where(sql`${t.sellerId} IS NULL`),
  ],
);
