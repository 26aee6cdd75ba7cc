import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { uploadContent } from '../../db/uploads.ts';
import type { FileProblem, TableKind } from '../../domain/upload.ts';
import type { Row } from '../../intake/rows.ts';
import { threadFile } from '../../paths.ts';
import type { App } from '../app.ts';
import { onThread, startThread } from '../thread.ts';
import { type Checked, checkFile, readRows } from './check-file.ts';
import type { UploadNews, UploadTask } from './upload-worker.ts';

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

const entry = threadFile('app/intake/upload-worker.ts');

function taskFor(app: App, task: Pick<UploadTask, 'act' | 'uploadId' | 'from'>): UploadTask {
  const { country, language, sources, cdr } = app;
  return { path: app.db.path, now: app.now(), country, language, sources, cdr, ...task };
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
  const task = taskFor(app, { act: 'check', uploadId: id, from: 0 });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let callOff = () => {};
  const find = (port: MessagePort) =>
    new Promise<Checked | null>((resolve, reject) => {
      callOff = () => reject(calledOff);
      signal.addEventListener('abort', callOff);
      timer = setTimeout(() => reject(tooLong), timeMsMax);
      port.on('message', (news: UploadNews) => {
        try {
          if ('progress' in news) onProgress(news.progress.done, news.progress.total);
        } catch (error) {
          // It writes into the database; thrown out of here it would end the process.
          reject(error);
        }
        if ('checked' in news) resolve(news.checked);
        if ('gone' in news) resolve(null);
      });
    });
  try {
    return await onThread(entry, task, find);
  } catch (error) {
    if (error === calledOff) return null;
    if (error !== tooLong && !isTooBig(error)) throw error;
    return { outcome: 'failed', noun, problem: tooHeavy };
  } finally {
    clearTimeout(timer);
    // Node keeps a signal made of others while anybody listens to it, and with it all that was read.
    signal.removeEventListener('abort', callOff);
  }
}

const calledOff = new Error('the upload was called off');
const tooLong = new Error('the file takes too long');

function isTooBig(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

export interface RowSource {
  /** The next rows; none: that was all. */
  next(): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * The rows of an upload from a place on, read on another thread and handed over as they are asked for; none
 * any more once `signal` is aborted.
 */
export async function rowsOfUpload(
  app: App,
  { id, noun, fileName }: UploadRef & { noun: TableKind },
  from: number,
  signal: AbortSignal,
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
  const thread = startThread(entry, taskFor(app, { act: 'read', uploadId: id, from }));
  const { port, ended } = thread;
  return {
    async next() {
      if (signal.aborted) return [];
      port.postMessage('more');
      const answer = once(port, 'message', { signal });
      try {
        const [news] = (await Promise.race([answer, ended])) as [UploadNews];
        return 'rows' in news ? news.rows : [];
      } catch (error) {
        if (signal.aborted) return [];
        throw error;
      }
    },
    async close() {
      await thread.release();
    },
  };
}
