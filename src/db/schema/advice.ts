import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

/** What a seller asked their heads about a call; open until it is answered, withdrawn or given back. */
export const adviceRequests = sqliteTable(
  'advice_requests',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    question: text('question'),
    askedAt: at('asked_at').notNull(),
    begunById: integer('begun_by_id').references(() => people.id),
    begunAt: at('begun_at'),
    endedAt: at('ended_at'),
    end: text('end', { enum: ['answered', 'withdrawn', 'given_back'] }),
  },
  (t) => [
    uniqueIndex('advice_requests_open').on(t.callId).where(sql`${t.endedAt} IS NULL`),
    index('advice_requests_waiting').on(t.askedAt, t.id).where(sql`${t.endedAt} IS NULL`),
    index('advice_requests_by_call').on(t.callId, t.id),
    index('advice_requests_by_seller').on(t.sellerId, t.askedAt),
  ],
);
