import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at } from './columns.ts';

/** A cron tick, claimed: the same tick never runs twice. */
export const jobRuns = sqliteTable(
  'job_runs',
  {
    name: text('name').notNull(),
    dueAt: at('due_at').notNull(),
    startedAt: at('started_at').notNull(),
    finishedAt: at('finished_at'),
    error: text('error'),
  },
  (t) => [primaryKey({ columns: [t.name, t.dueAt] })],
);

/** What the service notes for itself, such as the bot's name for invitation links. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
