import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Checklist } from '../../domain/checklist.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const checklists = sqliteTable('checklists', {
  id: id(),
  /** The call type's code. */
  code: text('code').notNull().unique(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
});

export const checklistVersions = sqliteTable(
  'checklist_versions',
  {
    id: id(),
    checklistId: integer('checklist_id')
      .notNull()
      .references(() => checklists.id),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    /** The whole checklist as published. */
    body: text('body', { mode: 'json' }).$type<Checklist>().notNull(),
    publishedAt: at('published_at').notNull(),
    publishedById: integer('published_by_id').references(() => people.id),
  },
  (t) => [uniqueIndex('checklist_versions_by_version').on(t.checklistId, t.version)],
);
