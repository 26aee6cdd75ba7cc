import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { at, id } from './columns.ts';
import { people } from './people.ts';
import { policyChanges } from './policy.ts';

/** Months that were closed; reopened and closed again, a month has a version more. */
export const periods = sqliteTable(
  'periods',
  {
    id: id(),
    month: text('month').notNull(),
    version: integer('version').notNull(),
    closedAt: at('closed_at').notNull(),
    closedById: integer('closed_by_id').references(() => people.id),
    /** Whose scale and prices it was counted with. */
    policyId: integer('policy_id')
      .notNull()
      .references(() => policyChanges.id),
    /** Of the rows' canonical form (domain/canonical.ts). */
    sha256: text('sha256').notNull(),
    reopenedAt: at('reopened_at'),
    reopenedById: integer('reopened_by_id').references(() => people.id),
    reopenReason: text('reopen_reason'),
  },
  (t) => [
    uniqueIndex('periods_by_version').on(t.month, t.version),
    uniqueIndex('periods_one_closed').on(t.month).where(sql`${t.reopenedAt} IS NULL`),
  ],
);

/** The figures of a closed month as they were frozen, a row a person or direction. */
export const periodRows = sqliteTable(
  'period_rows',
  {
    periodId: integer('period_id')
      .notNull()
      .references(() => periods.id),
    kind: text('kind', {
      enum: ['total', 'direction', 'seller', 'controller', 'payout'],
    }).notNull(),
    /** The person or direction; 0 for neither. */
    ofId: integer('of_id').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.periodId, t.kind, t.ofId] })],
);
