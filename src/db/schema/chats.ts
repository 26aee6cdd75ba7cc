import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at } from './columns.ts';

/** Telegram updates already taken; Telegram keeps them for 24 h, so older ones are dropped. */
export const telegramUpdates = sqliteTable(
  'telegram_updates',
  {
    updateId: integer('update_id').primaryKey(),
    at: at('at').notNull(),
  },
  (t) => [index('telegram_updates_by_age').on(t.at)],
);

/** What grammY keeps between two updates of a person. */
export const chatStates = sqliteTable('chat_states', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
});
