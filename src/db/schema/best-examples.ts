import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { calls } from './calls.ts';
import { checklists, checklistVersions } from './checklists.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

/** Moments of calls that show how an item is done well, marked by a head. */
export const bestExamples = sqliteTable(
  'best_examples',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    itemCode: text('item_code').notNull(),
    /** In whose wording of the item. */
    versionId: integer('version_id')
      .notNull()
      .references(() => checklistVersions.id),
    /** Whose voice it is, who releases it to colleagues or does not. */
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    momentS: integer('moment_s').notNull(),
    markedById: integer('marked_by_id')
      .notNull()
      .references(() => people.id),
    markedAt: at('marked_at').notNull(),
    /** The seller's word; null: not given yet. */
    released: integer('released', { mode: 'boolean' }),
    answeredAt: at('answered_at'),
    /** A head does not want it any more. */
    removedAt: at('removed_at'),
  },
  (t) => [
    uniqueIndex('best_examples_by_call').on(t.callId, t.itemCode),
    index('best_examples_by_item').on(t.itemCode, t.id).where(sql`${t.removedAt} IS NULL`),
    index('best_examples_by_seller').on(t.sellerId, t.id).where(sql`${t.removedAt} IS NULL`),
  ],
);

/** A seller's own word that they heard what they missed; counts for nothing. */
export const heardItems = sqliteTable(
  'heard_items',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    checklistId: integer('checklist_id')
      .notNull()
      .references(() => checklists.id),
    itemCode: text('item_code').notNull(),
    heardAt: at('heard_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.checklistId, t.itemCode] })],
);
