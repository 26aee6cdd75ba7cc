import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { causes } from '../../domain/ledger.ts';
import { at, id, oneOf } from './columns.ts';
import { people } from './people.ts';
import { reviews } from './reviews.ts';

export const ledger = sqliteTable(
  'ledger',
  {
    id: id(),
    at: at('at').notNull(),
    month: text('month').notNull(),
    /** Null: the company's fund. */
    fromPersonId: integer('from_person_id').references(() => people.id),
    toPersonId: integer('to_person_id').references(() => people.id),
    points: integer('points').notNull(),
    cause: text('cause', { enum: causes }).notNull(),
    /** Null: about no review, such as a debt written off. */
    reviewId: integer('review_id').references(() => reviews.id),
    /** Empty: the review as a whole. */
    itemCode: text('item_code').notNull().default(''),
    reversesId: integer('reverses_id').unique(),
    reason: text('reason'),
  },
  (t) => [
    uniqueIndex('ledger_by_cause')
      .on(t.reviewId, t.cause, t.itemCode)
      .where(sql`${t.reversesId} IS NULL`),
    index('ledger_by_review').on(t.reviewId),
    index('ledger_from').on(t.fromPersonId, t.month),
    index('ledger_to').on(t.toPersonId, t.month),
    check('ledger_points', sql`${t.points} > 0`),
    check('ledger_two_accounts', sql`${t.fromPersonId} IS NOT ${t.toPersonId}`),
    check('ledger_cause', oneOf(t.cause, causes)),
    check(
      'ledger_review',
      sql`${t.reviewId} IS NOT NULL OR (${t.reason} IS NOT NULL AND ${oneOf(t.cause, ['write_off', 'reversal'])})`,
    ),
  ],
);
