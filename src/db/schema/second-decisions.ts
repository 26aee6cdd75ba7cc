import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Decided } from '../../domain/second-decision.ts';
import { appeals } from './appeals.ts';
import { at } from './columns.ts';
import { people } from './people.ts';

/** Appeals that a second head decides by themselves, without knowing of the first decision. */
export const secondDecisions = sqliteTable(
  'second_decisions',
  {
    appealId: integer('appeal_id')
      .primaryKey()
      .references(() => appeals.id),
    firstById: integer('first_by_id')
      .notNull()
      .references(() => people.id),
    first: text('first', { mode: 'json' }).$type<Decided>().notNull(),
    /** The first decision waits for the second, which counts; else it counted at once, and the second changes nothing. */
    isProposal: integer('is_proposal', { mode: 'boolean' }).notNull(),
    /** No other head of the direction may decide it: any head does. */
    anyHead: integer('any_head', { mode: 'boolean' }).notNull(),
    queuedAt: at('queued_at').notNull(),
    secondById: integer('second_by_id').references(() => people.id),
    second: text('second', { mode: 'json' }).$type<Decided>(),
    decidedAt: at('decided_at'),
    /** Nobody decided it in time. */
    droppedAt: at('dropped_at'),
  },
  (t) => [
    index('second_decisions_waiting')
      .on(t.queuedAt, t.appealId)
      .where(sql`${t.decidedAt} IS NULL AND ${t.droppedAt} IS NULL`),
    index('second_decisions_decided').on(t.decidedAt).where(sql`${t.decidedAt} IS NOT NULL`),
  ],
);
