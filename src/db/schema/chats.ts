import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at } from './columns.ts';

/**
 * Telegram updates that have come; Telegram keeps them for 24 h, so older ones are dropped. `content` is
 * the update itself until it is worked, and null from then on. `starts` counts the processes that began
 * with it: one that ends each of them is given up.
 */
export const telegramUpdates = sqliteTable(
  'telegram_updates',
  {
    updateId: integer('update_id').primaryKey(),
    at: at('at').notNull(),
    content: text('content', { mode: 'json' }).$type<unknown>(),
    starts: integer('starts').notNull().default(0),
  },
  (t) => [
    index('telegram_updates_by_age').on(t.at),
    index('telegram_updates_open').on(t.updateId).where(sql`${t.content} IS NOT NULL`),
  ],
);

/** What grammY keeps between two updates of a person. */
export const chatStates = sqliteTable('chat_states', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
});
