import type { ItemError } from '../domain/intake.ts';
import type { Instant } from '../domain/time.ts';
import type { RefusedRow, TableKind, UploadReport, UploadState } from '../domain/upload.ts';
import type { Db, Tx } from './open.ts';

export interface Upload {
  id: number;
  personId: number;
  noun: TableKind | null;
  fileName: string;
  state: UploadState;
  rowsTotal: number | null;
  rowsDone: number;
  report: UploadReport;
  chatId: number | null;
  messageId: number | null;
}

/** More are counted, but not kept. */
export const keptRefusalsMost = 10_000;

const columns = `id, person_id personId, noun, file_name fileName, state, rows_total rowsTotal,
  rows_done rowsDone, report, chat_id chatId, message_id messageId`;

type Raw = Omit<Upload, 'report'> & { report: string | null };

const shaped = (raw: Raw): Upload => ({
  ...raw,
  report: raw.report === null ? {} : (JSON.parse(raw.report) as UploadReport),
});

/** Uploads of checklists have steps of their own (checklist-uploads.ts) and are not found here. */
export function uploadById(db: Db, id: number): Upload | null {
  const raw = db
    .sql<[number], Raw>(`SELECT ${columns} FROM uploads WHERE id = ? AND noun IS NOT 'checklists'`)
    .get(id);
  return raw ? shaped(raw) : null;
}

/** The oldest upload that there is something to do for; one that is shown nowhere yet has to wait. */
export function nextUpload(db: Db): Upload | null {
  const raw = db
    .sql<[], Raw>(
      `SELECT ${columns} FROM uploads WHERE finished_at IS NULL AND chat_id IS NOT NULL AND state IN ('checking', 'importing')
       ORDER BY id LIMIT 1`,
    )
    .get();
  return raw ? shaped(raw) : null;
}

export function insertUpload(
  tx: Tx,
  upload: Pick<Upload, 'personId' | 'noun' | 'fileName'>,
  now: Instant,
): number {
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO uploads (person_id, noun, file_name, state, created_at)
       VALUES (?, ?, ?, 'checking', ?)`,
    )
    .run(upload.personId, upload.noun, upload.fileName, now);
  return Number(run.lastInsertRowid);
}

export function insertPart(tx: Tx, id: number, part: number, content: Uint8Array): void {
  tx.sql<[number, number, Uint8Array], never>(
    'INSERT INTO upload_files (upload_id, part, content) VALUES (?, ?, ?)',
  ).run(id, part, content);
}

export function showUploadIn(tx: Tx, id: number, chatId: number, messageId: number): void {
  tx.sql('UPDATE uploads SET chat_id = ?, message_id = ? WHERE id = ?').run(chatId, messageId, id);
}

/** The file of an upload; null once it is over. */
export function uploadContent(db: Db, id: number): Buffer | null {
  const text = 'SELECT content FROM upload_files WHERE upload_id = ? ORDER BY part';
  const parts = db.sql<[number], Buffer>(text).pluck().all(id);
  return parts.length === 0 ? null : Buffer.concat(parts);
}

/** Moves an upload on, if it still stands where it was seen; false: it does not. */
export function moveUpload(
  tx: Tx,
  id: number,
  from: readonly UploadState[],
  change: { state: UploadState } & Partial<
    Pick<Upload, 'noun' | 'rowsTotal' | 'rowsDone' | 'report'>
  >,
): boolean {
  const values: Record<string, unknown> = { state: change.state };
  if (change.noun !== undefined) values.noun = change.noun;
  if (change.rowsTotal !== undefined) values.rows_total = change.rowsTotal;
  if (change.rowsDone !== undefined) values.rows_done = change.rowsDone;
  if (change.report !== undefined) values.report = JSON.stringify(change.report);
  const set = Object.keys(values)
    .map((column) => `${column} = ?`)
    .join(', ');
  const states = from.map((state) => `'${state}'`).join(', ');
  const text = `UPDATE uploads SET ${set} WHERE id = ? AND state IN (${states})`;
  return tx.sql<unknown[], never>(text).run(...Object.values(values), id).changes === 1;
}

/** Ends an upload: its file goes, what became of it stays. */
export function finishUpload(tx: Tx, id: number, now: Instant): void {
  tx.sql('UPDATE uploads SET finished_at = ? WHERE id = ?').run(now, id);
  tx.sql('DELETE FROM upload_files WHERE upload_id = ?').run(id);
}

/** Uploads that have waited for a word of their person, or to be shown, since before the instant. */
export function forgottenUploads(db: Db, before: Instant): number[] {
  return db
    .sql<[Instant], number>(
      `SELECT id FROM uploads
       WHERE finished_at IS NULL AND created_at < ?
         AND (state IN ('asking', 'checked') OR chat_id IS NULL)`,
    )
    .pluck()
    .all(before);
}

export function clearRefusals(tx: Tx, id: number): void {
  tx.sql('DELETE FROM upload_refusals WHERE upload_id = ?').run(id);
}

export function keepRefusals(tx: Tx, id: number, refused: readonly RefusedRow[]): void {
  const insert = tx.sql<unknown[], never>(
    `INSERT INTO upload_refusals (upload_id, row_index, line, external_id, field, code, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  for (const { rowIndex, line, externalId, error } of refused) {
    insert.run(id, rowIndex, line, externalId, error.field, error.code, error.detail);
  }
}

/** Refused rows in the order of the file, from the first after `afterRow`. */
export function refusalsOf(db: Db, id: number, afterRow: number, most: number): RefusedRow[] {
  type Flat = Omit<RefusedRow, 'error'> & ItemError;
  return db
    .sql<[number, number, number], Flat>(
      `SELECT row_index rowIndex, line, external_id externalId, field, code, detail
       FROM upload_refusals WHERE upload_id = ? AND row_index > ? ORDER BY row_index LIMIT ?`,
    )
    .all(id, afterRow, most)
    .map(({ field, code, detail, ...row }) => ({ ...row, error: { field, code, detail } }));
}
