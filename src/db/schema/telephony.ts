import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at } from './columns.ts';

/**
 * What the events of a telephone system told of a call so far, merged: they come in any order, and a
 * call is taken in once enough of it is known.
 */
export const telephonyCalls = sqliteTable(
  'telephony_calls',
  {
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    /** `CallReport` of telephony/provider.ts. */
    report: text('report', { mode: 'json' }).$type<object>().notNull(),
    heardAt: at('heard_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.externalId] }),
    index('telephony_calls_by_age').on(t.heardAt),
  ],
);

/**
 * Calls that begin ahead of our clock, as whoever told of them tells of each but once: taken in when that
 * is past.
 */
export const heldCalls = sqliteTable(
  'held_calls',
  {
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    /** What `POST /v1/calls` takes. */
    item: text('item', { mode: 'json' }).$type<object>().notNull(),
    startedAt: at('started_at').notNull(),
    heldAt: at('held_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.externalId] }),
    index('held_calls_by_start').on(t.startedAt),
  ],
);

/** How far each telephone system was read: a report asked for, or a file followed as it grows. */
export const telephonyMarks = sqliteTable('telephony_marks', {
  /** The provider's code, or that of a format. */
  name: text('name').primaryKey(),
  /** Up to when a report was asked for. */
  askedToAt: at('asked_to_at'),
  /** The file (its inode and first bytes tell it from the one it is rotated to), and the next byte to read. */
  fileId: text('file_id'),
  offsetBytes: integer('offset_bytes'),
  lastCallAt: at('last_call_at'),
  /** Calls left out since nobody has the extension, and the names last seen. */
  skipped: integer('skipped').notNull().default(0),
  skippedNames: text('skipped_names', { mode: 'json' }).$type<readonly string[]>(),
  problem: text('problem'),
  problemAt: at('problem_at'),
});
