import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { LateWord } from '../../domain/late-word.ts';
import { calls } from './calls.ts';
import { at } from './columns.ts';

/**
 * What a telephone system told of a call, part by part: its events, or the rows of its file. They come in any
 * order, and the call is what all of them together say (telephony/call-of-parts.ts).
 */
export const telephonyCalls = sqliteTable(
  'telephony_calls',
  {
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    /** The id that its parts are kept under, where the system goes by several; null: this one. */
    partOf: text('part_of'),
    /** Each a `CallReport` (telephony/provider.ts) or a `Leg` (telephony/cdr/legs.ts), none twice. */
    parts: text('parts', { mode: 'json' }).$type<readonly object[]>().notNull(),
    /** Whether these are all there are: false where the call was known before the first of them was kept. */
    whole: integer('whole', { mode: 'boolean' }).notNull(),
    heardAt: at('heard_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.externalId] }),
    index('telephony_calls_by_age').on(t.heardAt),
  ],
);

/** What a telephone system said of a call after somebody had taken it up, where that would have changed it. */
export const lateWords = sqliteTable(
  'late_words',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id),
    /** The fields that it says differently: `LateWord` of domain/late-word.ts. */
    said: text('said', { mode: 'json' }).$type<LateWord>().notNull(),
    heardAt: at('heard_at').notNull(),
    /** When administrators were told; null: they are still to be. */
    toldAt: at('told_at'),
  },
  (t) => [index('late_words_untold').on(t.heardAt).where(sql`${t.toldAt} IS NULL`)],
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
  /** Calls that the system told of by two ids, and that are one here. */
  joined: integer('joined').notNull().default(0),
  problem: text('problem'),
  problemAt: at('problem_at'),
});
