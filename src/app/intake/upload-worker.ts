import { parentPort, workerData } from 'node:worker_threads';
import { checkpoint } from '../../db/open.ts';
import { type Upload, uploadById, uploadContent } from '../../db/uploads.ts';
import type { Language } from '../../domain/person.ts';
import type { GivenFile, Row } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import { openReader } from '../reader.ts';
import { type Checked, checkFile, readRows } from './check-file.ts';

/** What the thread is to do, and what it cannot read from the database. */
export interface UploadTask {
  act: 'check' | 'read';
  path: string;
  uploadId: number;
  /** `read`: the first row to hand over. */
  from: number;
  now: number;
  country: string;
  language: Language;
  cdr: App['cdr'];
}

/** What the thread says: how far it is, what it found, or the rows asked for (none: that was all). */
export type UploadNews =
  | { progress: { done: number; total: number } }
  | { checked: Checked }
  | { rows: Row[] }
  /** The upload was called off: there is nothing to do. */
  | { gone: true };

/** So few that what they write stays below what would make the other thread move the log itself. */
const batchRows = 500;

/** Reads, checks and cuts up one upload off the thread that answers taps. */
const task = workerData as UploadTask;
const { path, now, country, language, cdr } = task;
const app = openReader(path, now, { country, language, cdr });
const { db } = app;
const say = (news: UploadNews) => parentPort?.postMessage(news);

const upload = uploadById(db, task.uploadId);
const bytes = uploadContent(db, task.uploadId);
// Called off while this thread was starting.
if (!upload || !bytes) say({ gone: true });
else if (task.act === 'check') await check(upload, { name: upload.fileName, bytes });
else await handOver(upload, { name: upload.fileName, bytes });

async function check({ noun, personId }: Upload, file: GivenFile): Promise<void> {
  const progress = (done: number, total: number) => say({ progress: { done, total } });
  const checked = await checkFile(app, file, noun, progress, personId);
  say({ checked });
}

async function handOver({ noun }: Upload, file: GivenFile): Promise<void> {
  const rows = noun ? await readRows(app, file, noun) : [];
  let at = task.from;
  parentPort?.on('message', () => {
    // While this thread is asked for more the other writes nothing, so that the log can be moved into
    // the database here; done over there it would hold up whoever taps.
    checkpoint(path);
    say({ rows: rows.slice(at, at + batchRows) });
    at += batchRows;
  });
}
