import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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

/**
 * Items that an administrator paused, in the wording that the version has. A pause ends when somebody
 * resumes the item; where a version words it otherwise, the pause says nothing of it.
 */
export const pausedItems = sqliteTable(
  'paused_items',
  {
    id: id(),
    checklistId: integer('checklist_id')
      .notNull()
      .references(() => checklists.id),
    versionId: integer('version_id')
      .notNull()
      .references(() => checklistVersions.id),
    itemCode: text('item_code').notNull(),
    pausedById: integer('paused_by_id')
      .notNull()
      .references(() => people.id),
    pausedAt: at('paused_at').notNull(),
    resumedById: integer('resumed_by_id').references(() => people.id),
    resumedAt: at('resumed_at'),
  },
  (t) => [
    index('paused_items_by_checklist').on(t.checklistId),
    uniqueIndex('paused_items_one').on(t.versionId, t.itemCode).where(sql`${t.resumedAt} IS NULL`),
  ],
);
