import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import { transitions, type Verb } from '../../domain/status.ts';
import type { Status } from '../../domain/statuses.ts';
import { calls } from './calls.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

/** A line that only a migration wrote, where scores had been left in which nothing counts. */
const healed = "'annul|approved_overturned|approved_training'";

function allowedTransitions(verb: AnySQLiteColumn, from: AnySQLiteColumn, to: AnySQLiteColumn) {
  const known = transitions().map((t) => `'${t.verb}|${t.from ?? ''}|${t.to}'`);
  const rows = [...new Set([...known, healed])];
  return sql`${verb} || '|' || coalesce(${from}, '') || '|' || ${to} IN (${sql.raw(rows.join(', '))})`;
}

/** Every (verb, from, to) of the status table, as one condition. */
export const callHistory = sqliteTable(
  'call_history',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    at: at('at').notNull(),
    /** Null: the system. */
    actorId: integer('actor_id').references(() => people.id),
    verb: text('verb').$type<Verb>().notNull(),
    fromStatus: text('from_status').$type<Status>(),
    toStatus: text('to_status').$type<Status>().notNull(),
    note: text('note'),
  },
  (t) => [
    index('call_history_by_call').on(t.callId, t.id),
    index('call_history_sent').on(t.at, t.callId).where(sql`${t.verb} = 'send'`),
    index('call_history_given_back').on(t.actorId, t.at).where(sql`${t.verb} = 'give_back'`),
    index('call_history_taken').on(t.actorId, t.at).where(sql`${t.verb} = 'take'`),
    check('call_history_transition', allowedTransitions(t.verb, t.fromStatus, t.toStatus)),
  ],
);
