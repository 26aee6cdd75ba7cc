import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ItemError } from '../../domain/intake.ts';
import type { UploadReport } from '../../domain/upload.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

/** By call type: the id of the version that was current when the preview was drawn, 0 for none. */
export interface ChecklistsSeen {
  seen: Record<string, number>;
}

/**
 * A file brought in through the chat: checked, confirmed, worked off in slices. The row is small, so
 * that noting how far it is costs little; what is large stands in the two tables after it.
 */
export const uploads = sqliteTable(
  'uploads',
  {
    id: id(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    /** Null until the columns or the person have told. */
    noun: text('noun', { enum: ['people', 'clients', 'orders', 'calls', 'checklists'] }),
    fileName: text('file_name').notNull(),
    state: text('state', {
      enum: ['checking', 'asking', 'checked', 'importing', 'done', 'cancelled', 'failed'],
    }).notNull(),
    rowsTotal: integer('rows_total'),
    rowsDone: integer('rows_done').notNull().default(0),
    report: text('report', { mode: 'json' }).$type<UploadReport | ChecklistsSeen>(),
    chatId: integer('chat_id'),
    messageId: integer('message_id'),
    createdAt: at('created_at').notNull(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('uploads_by_person').on(t.personId, t.id),
    index('uploads_unfinished').on(t.id).where(sql`${t.finishedAt} IS NULL`),
  ],
);

/** The bytes of an upload, until it is over; in parts, so that writing them down holds up nobody. */
export const uploadFiles = sqliteTable(
  'upload_files',
  {
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id),
    part: integer('part').notNull(),
    content: blob('content', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.part] })],
);

/** Rows of an upload that were refused, the first ten thousand. */
export const uploadRefusals = sqliteTable(
  'upload_refusals',
  {
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id),
    /** Which row of the file it is, from 0; several may stand on one line. */
    rowIndex: integer('row_index').notNull(),
    line: integer('line').notNull(),
    externalId: text('external_id'),
    field: text('field').notNull(),
    code: text('code').$type<ItemError['code']>().notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.rowIndex] })],
);
