import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  clearRefusals,
  finishUpload,
  keepRefusals,
  keptRefusalsMax,
  moveUpload,
  nextUpload,
  type Upload,
  uploadById,
} from '../../db/uploads.ts';
import { countResults, noCounts, type TableKind } from '../../domain/upload.ts';
import type { Row } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import type { Checked } from './check-file.ts';
import { importRows, type RowResult, refusedRows } from './import-items.ts';
import { checkUpload, rowsOfUpload } from './upload-thread.ts';

/** A one-time link for somebody whom an import has brought in. */
export interface Invitation {
  readonly externalId: string;
  readonly name: string;
  readonly url: string;
}

/** How the people who wait are told. */
export interface UploadTeller {
  /** The upload has gone on; called often. */
  progress(upload: Upload): void;
  /** Fewer uploads are to be worked before this one. */
  nearer(uploadId: number): void;
  /** It has come to where a person has to act, or to its end. */
  turned(upload: Upload, news: { invitations: Invitation[]; resumed: boolean }): Promise<void>;
  /** The service ends: nothing is told after this. */
  stop(): Promise<void>;
}

type Telling = Omit<UploadTeller, 'stop' | 'nearer'>;

/** What a slice aims to take: short enough that a tap beside it is not felt to wait. */
const sliceMs = 8;
const sliceRowsMax = 250;
const sliceRowsFirst = 25;
const progressEvery = 5000;
const watchEveryMs = 500;

/**
 * Works the oldest upload there is something to do for, on and on until somebody has to be asked or it
 * is over; false: there is none. `resumed`: it was begun by a process that has ended since.
 */
export async function workUpload(
  app: App,
  teller: Telling,
  { signal, resumed = false }: { signal: AbortSignal; resumed?: boolean },
): Promise<boolean> {
  const upload = nextUpload(app.db);
  if (!upload || signal.aborted) return false;
  const invitations =
    upload.state === 'checking'
      ? await check(app, teller, upload, signal)
      : await takeIn(app, teller, upload, signal);
  const now = uploadById(app.db, upload.id);
  // Cut off by the end of the process: the next one goes on.
  if (now && now.state !== upload.state) await teller.turned(now, { invitations, resumed });
  return true;
}

/** What could not be worked for a reason of ours ends, so that it does not stand in the way of the next. */
export function failUpload(app: App, id: number): Upload | null {
  return app.db.transaction((tx) => {
    const upload = uploadById(tx, id);
    if (!upload || (upload.state !== 'checking' && upload.state !== 'importing')) return null;
    const problem = { code: 'fault', line: null, values: {}, detail: 'could not be read' } as const;
    const report = { ...upload.report, problem };
    moveUpload(tx, id, [upload.state], { state: 'failed', report });
    finishUpload(tx, id, app.now());
    return uploadById(tx, id);
  });
}

async function check(
  app: App,
  teller: Telling,
  upload: Upload,
  signal: AbortSignal,
): Promise<Invitation[]> {
  const calledOff = new AbortController();
  // Reading a heavy file says nothing for a while; whoever calls it off does not wait for that.
  const watching = setInterval(() => {
    try {
      if (uploadById(app.db, upload.id)?.state !== 'checking') calledOff.abort();
    } catch (error) {
      app.incidents.caught(error, 'watching an upload');
    }
  }, watchEveryMs);
  let told = -progressEvery;
  const checked = await checkUpload(
    app,
    upload,
    (done, total) => {
      if (done - told < progressEvery && done !== total) return;
      told = done;
      const change = { state: 'checking', rowsDone: done, rowsTotal: total } as const;
      const on = app.db.transaction((tx) => moveUpload(tx, upload.id, ['checking'], change));
      if (on) teller.progress({ ...upload, ...change });
      else calledOff.abort();
    },
    AbortSignal.any([signal, calledOff.signal]),
  ).finally(() => clearInterval(watching));
  if (checked && !signal.aborted) settleCheck(app, upload, checked);
  return [];
}

function settleCheck(app: App, { id }: Upload, checked: Checked): void {
  app.db.transaction((tx) => {
    if (checked.outcome === 'asking') {
      moveUpload(tx, id, ['checking'], { state: 'asking' });
    } else if (checked.outcome === 'failed') {
      const { noun, problem } = checked;
      const failed = { state: 'failed', report: { problem }, ...(noun ? { noun } : {}) } as const;
      if (moveUpload(tx, id, ['checking'], failed)) finishUpload(tx, id, app.now());
    } else {
      const { noun, total, counts, remarks } = checked;
      const report = { checked: counts, remarks };
      const change = { state: 'checked', noun, rowsTotal: total, rowsDone: total, report } as const;
      if (!moveUpload(tx, id, ['checking'], change)) return;
      clearRefusals(tx, id);
      keepRefusals(tx, id, checked.refused);
    }
  });
}

async function takeIn(
  app: App,
  teller: Telling,
  upload: Upload,
  signal: AbortSignal,
): Promise<Invitation[]> {
  const { noun } = upload;
  if (!noun) throw new Error(`upload ${upload.id} was confirmed and nobody knows what it is`);
  // Invitations are kept nowhere, so that people are gone through from the first again; each is taken
  // in as it was, and counted once.
  const from = noun === 'people' ? 0 : upload.rowsDone;
  const source = await rowsOfUpload(app, { ...upload, noun }, from, signal);
  const invitations: Invitation[] = [];
  let at = from;
  let size = sliceRowsFirst;
  try {
    for (;;) {
      const rows = await source.next();
      if (signal.aborted) return [];
      if (rows.length === 0) break;
      for (let first = 0; first < rows.length; ) {
        if (signal.aborted) return [];
        const slice = rows.slice(first, first + size);
        const startedAt = performance.now();
        const taken = takeSlice(app, upload.id, noun, slice, at);
        if (!taken) return invitations;
        size = nextSize(size, performance.now() - startedAt);
        first += slice.length;
        at += slice.length;
        invitations.push(...invitationsOf(slice, taken.results));
        teller.progress(taken.upload);
        await nextTurn();
      }
    }
  } finally {
    await source.close();
  }
  app.db.transaction((tx) => {
    if (moveUpload(tx, upload.id, ['importing'], { state: 'done' })) {
      finishUpload(tx, upload.id, app.now());
    }
  });
  return invitations;
}

/** A slice with the note of how far it is, in one transaction; null: the upload was called off. */
function takeSlice(app: App, id: number, noun: TableKind, rows: readonly Row[], from: number) {
  return app.db.transaction((tx) => {
    const upload = uploadById(tx, id);
    if (upload?.state !== 'importing') return null;
    const results = importRows({ ...app, db: tx }, noun, rows, from, upload.personId);
    const fresh = results.filter(({ rowIndex }) => rowIndex >= upload.rowsDone);
    const before = upload.report.taken ?? noCounts;
    const taken = countResults(before, fresh);
    const report = { ...upload.report, taken };
    const rowsDone = Math.max(upload.rowsDone, from + rows.length);
    moveUpload(tx, id, ['importing'], { state: 'importing', rowsDone, report });
    if (before.refused < keptRefusalsMax) keepRefusals(tx, id, refusedRows(fresh));
    return { results, upload: { ...upload, rowsDone, report } };
  });
}

/** Half of the way to the size that would have taken just as long as a slice may. */
function nextSize(size: number, tookMs: number): number {
  const fitting = (size * sliceMs) / Math.max(tookMs, 0.1);
  return Math.min(sliceRowsMax, Math.max(1, Math.round((size + fitting) / 2)));
}

function invitationsOf(rows: readonly Row[], results: readonly RowResult[]): Invitation[] {
  return results.flatMap(({ externalId, inviteUrl }, index) => {
    if (!inviteUrl || externalId === null) return [];
    const row = rows[index];
    const raw = (row && 'raw' in row ? row.raw : null) as { name?: unknown } | null;
    return [{ externalId, name: String(raw?.name ?? ''), url: inviteUrl }];
  });
}
