import type { Worker } from 'node:worker_threads';
import { uploadContent } from '../../db/uploads.ts';
import type { FileProblem, TableKind } from '../../domain/upload.ts';
import type { Row } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import { startWorker } from '../worker.ts';
import { type Checked, checkFile, readRows } from './check-file.ts';
import type { UploadNews, UploadTask } from './upload-worker.ts';

const memoryMb = 1500;
/** The largest files take some ten seconds. */
const timeMsMax = 3 * 60_000;
const batchRows = 1000;

interface UploadRef {
  id: number;
  noun: TableKind | null;
  fileName: string;
}

/** A file that takes too much memory or time to be read. */
const tooHeavy: FileProblem = {
  code: 'too_heavy',
  line: null,
  values: {},
  detail: 'takes too long to read; split it, or send CSV',
};

function startThread(app: App, task: Pick<UploadTask, 'act' | 'uploadId' | 'from'>): Worker {
  const { country, language, cdr } = app;
  const entry = new URL('./upload-worker.ts', import.meta.url);
  const data = { path: app.db.path, now: app.now(), country, language, cdr, ...task };
  return startWorker(entry, data, { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
}

/** Looks an upload through on another thread; null: it was called off. */
export async function checkUpload(
  app: App,
  { id, noun, fileName, personId }: UploadRef & { personId: number },
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Checked | null> {
  // A database in memory belongs to one connection, so there it stays on this thread.
  if (app.db.path === ':memory:') {
    const bytes = uploadContent(app.db, id);
    return bytes && checkFile(app, { name: fileName, bytes }, noun, onProgress, personId);
  }
  if (signal.aborted) return null;
  const worker = startThread(app, { act: 'check', uploadId: id, from: 0 });
  const failed = (): Checked => ({ outcome: 'failed', noun, problem: tooHeavy });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(null), { once: true });
      timer = setTimeout(() => resolve(failed()), timeMsMax);
      worker.on('message', (news: UploadNews) => {
        if ('progress' in news) onProgress(news.progress.done, news.progress.total);
        if ('checked' in news) resolve(news.checked);
        if ('gone' in news) resolve(null);
      });
      worker.on('error', (error) => (isTooBig(error) ? resolve(failed()) : reject(error)));
      worker.on('exit', () => reject(new Error('the thread ended without an answer')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isTooBig(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

export interface RowSource {
  /** The next rows; none: that was all. */
  next(): Promise<Row[]>;
  close(): Promise<void>;
}

/** The rows of an upload from a place on, read on another thread and handed over as they are asked for. */
export async function rowsOfUpload(
  app: App,
  { id, noun, fileName }: UploadRef & { noun: TableKind },
  from: number,
): Promise<RowSource> {
  if (app.db.path === ':memory:') {
    const bytes = uploadContent(app.db, id) ?? new Uint8Array();
    const rows = await readRows(app, { name: fileName, bytes }, noun);
    let at = from;
    return {
      async next() {
        at += batchRows;
        return rows.slice(at - batchRows, at);
      },
      async close() {},
    };
  }
  const worker = startThread(app, { act: 'read', uploadId: id, from });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const end = new Error('the thread ended without an answer');
        worker.removeAllListeners();
        worker.once('message', (news: UploadNews) => resolve('rows' in news ? news.rows : []));
        worker.once('error', reject);
        worker.once('exit', () => reject(end));
        worker.postMessage('more');
      }),
    async close() {
      worker.removeAllListeners();
      await worker.terminate();
    },
  };
}
