import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Stretch } from '../../domain/recording.ts';
import { calls } from './calls.ts';
import { at } from './columns.ts';

/** What was heard of a recording, once somebody listened or the call was drawn. */
export const recordings = sqliteTable('recordings', {
  callId: integer('call_id')
    .primaryKey()
    .references(() => calls.id),
  lengthS: integer('length_s').notNull(),
  channels: integer('channels').notNull(),
  /** Seconds in which each speaks; null where both are on one channel. */
  sellerTalkS: integer('seller_talk_s'),
  clientTalkS: integer('client_talk_s'),
  longSilences: text('long_silences', { mode: 'json' }).$type<readonly Stretch[]>().notNull(),
  heardAt: at('heard_at').notNull(),
});

/** A recording, or a clip of it, that Telegram already has is sent again by its file id. */
export const telegramFiles = sqliteTable(
  'telegram_files',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    kind: text('kind', { enum: ['voice', 'audio'] }).notNull(),
    /** The stretch of the recording in seconds; to 0: to its end. */
    fromS: integer('from_s').notNull(),
    toS: integer('to_s').notNull(),
    clip: integer('clip', { mode: 'boolean' }).notNull(),
    fileId: text('file_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.kind, t.clip, t.fromS, t.toS] })],
);
