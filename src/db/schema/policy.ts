import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const policyChanges = sqliteTable('policy_changes', {
  id: id(),
  at: at('at').notNull(),
  /** Null: the first values, from the environment and the defaults. */
  byId: integer('by_id').references(() => people.id),
  /** The whole policy in force from here on. */
  policy: text('policy', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
});
