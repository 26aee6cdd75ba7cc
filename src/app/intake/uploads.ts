import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tx } from '../../db/open.ts';
import { personById } from '../../db/people.ts';
import { uploadsAhead } from '../../db/upload-queue.ts';
import {
  callOffUpload,
  clearRefusals,
  finishUpload,
  insertPart,
  insertUpload,
  moveUpload,
  refusalsOf,
  showUploadIn,
  type Upload,
  uploadById,
} from '../../db/uploads.ts';
import type { Language } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { RefusedRow, TableKind, UploadState } from '../../domain/upload.ts';
import type { GivenFile } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import type { Member } from '../people/members.ts';

export type { Upload } from '../../db/uploads.ts';

/** What of a file is written down at once; in between others get their turn. */
const partBytes = 1024 * 1024;

/**
 * Takes a file in to be looked through, once `uploadIsShown`; nothing of it is taken in before
 * `confirmUpload`. It is written down part by part: one that never comes to be shown is never worked.
 * `noun`: what its person said it is; null where its columns are to tell.
 */
export async function receiveUpload(
  app: App,
  member: Member,
  { name: fileName, bytes }: GivenFile,
  noun: TableKind | null,
): Promise<Outcome<{ upload: Upload }>> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const upload = app.db.transaction((tx) => {
    const now = app.now();
    const id = insertUpload(tx, { personId: member.id, noun, fileName }, now);
    return uploadById(tx, id) as Upload;
  });
  try {
    for (let part = 0; part === 0 || part * partBytes < bytes.length; part += 1) {
      const content = bytes.subarray(part * partBytes, (part + 1) * partBytes);
      app.db.transaction((tx) => insertPart(tx, upload.id, part, content));
      await nextTurn();
    }
  } catch (error) {
    // A full disk has no room for the file, and room enough to let it go.
    uploadIsNotShown(app, upload.id);
    throw error;
  }
  return { ok: true, upload };
}

/** Notes the message that shows an upload, and lets the work begin. */
export function uploadIsShown(app: App, id: number, chatId: number, messageId: number): void {
  app.db.transaction((tx) => showUploadIn(tx, id, chatId, messageId));
  app.onUpload();
}

/** No message could show it, so that nobody could ever confirm it: it is called off, and its file let go. */
export function uploadIsNotShown(app: App, id: number): void {
  app.db.transaction((tx) => callOffUpload(tx, id, app.now()));
}

/** One's own upload as it stands now; what somebody else brought does not exist here. */
export function uploadOf(app: App, member: Member, id: number): Outcome<{ upload: Upload }> {
  const upload = uploadById(app.db, id);
  if (!member.roles.includes('admin') || upload?.personId !== member.id) {
    return refuse('not_allowed');
  }
  return { ok: true, upload };
}

/** Says what the file is, where its columns did not tell; it is looked through again. */
export function nameUpload(app: App, member: Member, id: number, noun: TableKind) {
  return step(app, member, id, ['asking'], (tx) =>
    moveUpload(tx, id, ['asking'], { state: 'checking', noun }),
  );
}

/** Looks through once more what waits: since then other files may have brought what was missing. */
export function checkAgain(app: App, member: Member, id: number) {
  return step(app, member, id, ['checked'], (tx, upload) => {
    const { remarks: _, ...rest } = upload.report;
    return moveUpload(tx, id, ['checked'], { state: 'checking', rowsDone: 0, report: rest });
  });
}

/** Says yes to what the check found: from now on it is taken in. */
export function confirmUpload(app: App, member: Member, id: number) {
  return step(app, member, id, ['checked'], (tx) => {
    clearRefusals(tx, id);
    return moveUpload(tx, id, ['checked'], { state: 'importing', rowsDone: 0 });
  });
}

/** Calls an upload off. What was taken in by then stays, and the report says how much that is. */
export function cancelUpload(app: App, member: Member, id: number) {
  const open: UploadState[] = ['checking', 'asking', 'checked', 'importing'];
  return step(app, member, id, open, (tx) => {
    if (!moveUpload(tx, id, open, { state: 'cancelled' })) return false;
    finishUpload(tx, id, app.now());
    return true;
  });
}

/** A refusal `stale` where the upload has gone on meanwhile. */
function step(
  app: App,
  member: Member,
  id: number,
  from: readonly UploadState[],
  move: (tx: Tx, upload: Upload) => boolean,
): Outcome<{ upload: Upload }> {
  const stepped = app.db.transaction((tx): Outcome<{ upload: Upload }> => {
    const found = uploadOf({ ...app, db: tx }, member, id);
    if (!found.ok) return found;
    if (!from.includes(found.upload.state) || !move(tx, found.upload)) return refuse('stale');
    return { ok: true, upload: uploadById(tx, id) as Upload };
  });
  if (stepped.ok) app.onUpload();
  return stepped;
}

const pageRows = 500;

/** How many files are worked before this one. */
export function filesBefore(app: App, { id, state }: Upload): number {
  return state === 'checking' || state === 'importing' ? uploadsAhead(app.db, id) : 0;
}

/** The refused rows of one's upload, page by page so that nobody waits for ten thousand. */
export function* refusedPages(app: App, upload: Upload): Generator<RefusedRow[]> {
  for (let after = -1; ; ) {
    const page = refusalsOf(app.db, upload.id, after, pageRows);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.rowIndex ?? after;
  }
}

/** The first few refused rows, for a screen. */
export function firstRefused(app: App, upload: Upload, most: number): RefusedRow[] {
  return refusalsOf(app.db, upload.id, -1, most);
}

/** An upload with the message that shows it, and the language of whoever reads it. */
export interface UploadInChat {
  readonly upload: Upload;
  readonly chatId: number;
  readonly messageId: number;
  readonly language: Language;
}

export function uploadInChat(app: App, id: number): UploadInChat | null {
  const upload = uploadById(app.db, id);
  if (!upload || upload.chatId === null || upload.messageId === null) return null;
  const { chatId, messageId } = upload;
  const language = personById(app.db, upload.personId, app.now())?.language ?? app.language;
  return { upload, chatId, messageId, language };
}
