import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { ItemError } from '../domain/intake.ts';
import type { Instant } from '../domain/time.ts';
import type { RefusedRow, TableKind, UploadReport, UploadState } from '../domain/upload.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedChange } from './query.ts';
import { uploadFiles, uploadRefusals, uploads } from './schema/uploads.ts';

const columns = {
  id: uploads.id,
  personId: uploads.personId,
  noun: uploads.noun,
  fileName: uploads.fileName,
  state: uploads.state,
  rowsTotal: uploads.rowsTotal,
  rowsDone: uploads.rowsDone,
  report: uploads.report,
  chatId: uploads.chatId,
  messageId: uploads.messageId,
};

type Row = Pick<typeof uploads.$inferSelect, keyof typeof columns>;

export interface Upload extends Omit<Row, 'noun' | 'report'> {
  noun: TableKind | null;
  report: UploadReport;
}

/** More are counted, but not kept. */
export const keptRefusalsMax = 10_000;

/** Uploads of checklists have steps of their own (checklist-uploads.ts) and are not found here. */
const isTable = sql`${uploads.noun} IS NOT 'checklists'`;

const shaped = (row: Row): Upload => ({
  ...row,
  noun: row.noun as TableKind | null,
  report: (row.report ?? {}) as UploadReport,
});

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select(columns)
    .from(uploads)
    .where(and(eq(uploads.id, id), isTable)),
);

export function uploadById(db: Db, id: number): Upload | null {
  const row = byId(db).get({ id });
  return row ? shaped(row) : null;
}

const next = prepared((orm) =>
  orm
    .select(columns)
    .from(uploads)
    .where(
      and(
        isNull(uploads.finishedAt),
        isNotNull(uploads.chatId),
        inArray(uploads.state, ['checking', 'importing']),
      ),
    )
    .orderBy(asc(uploads.id))
    .limit(1),
);

/** The oldest upload that there is something to do for; one that is shown nowhere yet has to wait. */
export function nextUpload(db: Db): Upload | null {
  const row = next(db).get();
  return row ? shaped(row) : null;
}

type NewUpload = Pick<Upload, 'personId' | 'noun' | 'fileName'>;

const insert = prepared((orm, given: Given<NewUpload & { createdAt: Instant }>) =>
  orm.insert(uploads).values({
    personId: given.personId,
    noun: given.noun,
    fileName: given.fileName,
    state: 'checking',
    createdAt: given.createdAt,
  }),
);

export function insertUpload(tx: Tx, upload: NewUpload, now: Instant): number {
  return Number(insert(tx).run({ ...upload, createdAt: now }).lastInsertRowid);
}

const addPart = prepared((orm, given: Given<{ uploadId: number; part: number; content: Buffer }>) =>
  orm
    .insert(uploadFiles)
    .values({ uploadId: given.uploadId, part: given.part, content: given.content }),
);

export function insertPart(tx: Tx, id: number, part: number, content: Uint8Array): void {
  const { buffer, byteOffset, byteLength } = content;
  addPart(tx).run({ uploadId: id, part, content: Buffer.from(buffer, byteOffset, byteLength) });
}

const setMessage = prepared(
  (orm, given: Given<{ id: number; chatId: number; messageId: number }>) =>
    orm
      .update(uploads)
      .set({ chatId: given.chatId, messageId: given.messageId })
      .where(eq(uploads.id, given.id)),
);

export function showUploadIn(tx: Tx, id: number, chatId: number, messageId: number): void {
  setMessage(tx).run({ id, chatId, messageId });
}

const partsOf = prepared((orm, { uploadId }: Given<{ uploadId: number }>) =>
  orm
    .select({ content: uploadFiles.content })
    .from(uploadFiles)
    .where(eq(uploadFiles.uploadId, uploadId))
    .orderBy(asc(uploadFiles.part)),
);

/** The file of an upload; null once it is over. */
export function uploadContent(db: Db, id: number): Buffer | null {
  const parts = partsOf(db).all({ uploadId: id });
  return parts.length === 0 ? null : Buffer.concat(parts.map(({ content }) => content));
}

type Move = { state: UploadState } & Partial<
  Pick<Upload, 'noun' | 'rowsTotal' | 'rowsDone' | 'report'>
>;

const move = preparedChange((orm, set: Move, given: Given<{ id: number; states: string }>) =>
  orm
    .update(uploads)
    .set(set)
    .where(
      and(
        eq(uploads.id, given.id),
        sql`${uploads.state} IN (SELECT value FROM json_each(${given.states}))`,
      ),
    ),
);

/** Moves an upload on, if it still stands where it was seen; false: it does not. */
export function moveUpload(
  tx: Tx,
  id: number,
  from: readonly UploadState[],
  change: Move,
): boolean {
  return move(tx, change, { id, states: JSON.stringify(from) }).changes === 1;
}

const setFinished = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm.update(uploads).set({ finishedAt: now }).where(eq(uploads.id, id)),
);
const removeParts = prepared((orm, { uploadId }: Given<{ uploadId: number }>) =>
  orm.delete(uploadFiles).where(eq(uploadFiles.uploadId, uploadId)),
);

/** Ends an upload: its file goes, what became of it stays. */
export function finishUpload(tx: Tx, id: number, now: Instant): void {
  setFinished(tx).run({ id, now });
  removeParts(tx).run({ uploadId: id });
}

/** Calls off an upload that is not begun. */
export function callOffUpload(tx: Tx, id: number, now: Instant): void {
  moveUpload(tx, id, ['checking', 'asking', 'checked'], { state: 'cancelled' });
  finishUpload(tx, id, now);
}

const forgotten = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm
    .select({ id: uploads.id })
    .from(uploads)
    .where(
      and(
        isNull(uploads.finishedAt),
        lt(uploads.createdAt, before),
        or(inArray(uploads.state, ['asking', 'checked']), isNull(uploads.chatId)),
      ),
    ),
);

/** Uploads that have waited for a word of their person, or to be shown, since before the instant. */
export function forgottenUploads(db: Db, before: Instant): number[] {
  return forgotten(db)
    .all({ before })
    .map(({ id }) => id);
}

const removeRefusals = prepared((orm, { uploadId }: Given<{ uploadId: number }>) =>
  orm.delete(uploadRefusals).where(eq(uploadRefusals.uploadId, uploadId)),
);

export function clearRefusals(tx: Tx, id: number): void {
  removeRefusals(tx).run({ uploadId: id });
}

type Refusal = Omit<RefusedRow, 'error'> & ItemError;

const keep = prepared((orm, given: Given<Refusal & { uploadId: number }>) =>
  orm
    .insert(uploadRefusals)
    .values({
      uploadId: given.uploadId,
      rowIndex: given.rowIndex,
      line: given.line,
      externalId: given.externalId,
      field: given.field,
      code: given.code,
      detail: given.detail,
    })
    .onConflictDoNothing(),
);

export function keepRefusals(tx: Tx, id: number, refused: readonly RefusedRow[]): void {
  for (const { error, ...row } of refused) keep(tx).run({ uploadId: id, ...row, ...error });
}

const refusals = prepared(
  (orm, given: Given<{ uploadId: number; afterRow: number; most: number }>) =>
    orm
      .select({
        rowIndex: uploadRefusals.rowIndex,
        line: uploadRefusals.line,
        externalId: uploadRefusals.externalId,
        error: {
          field: uploadRefusals.field,
          code: uploadRefusals.code,
          detail: uploadRefusals.detail,
        },
      })
      .from(uploadRefusals)
      .where(
        and(
          eq(uploadRefusals.uploadId, given.uploadId),
          gt(uploadRefusals.rowIndex, given.afterRow),
        ),
      )
      .orderBy(asc(uploadRefusals.rowIndex))
      .limit(given.most),
);

/** Refused rows in the order of the file, from the first after `afterRow`. */
export function refusalsOf(db: Db, id: number, afterRow: number, most: number): RefusedRow[] {
  return refusals(db).all({ uploadId: id, afterRow, most });
}
