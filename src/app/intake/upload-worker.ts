import type { MessagePort } from 'node:worker_threads';
import { checkpoint } from '../../db/open.ts';
import { type Upload, uploadById, uploadContent } from '../../db/uploads.ts';
import type { Language } from '../../domain/person.ts';
import type { Row } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import { openReader } from '../reader.ts';
import type { Run } from '../thread.ts';
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
  sources: App['sources'];
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

/** Reads, checks and cuts up one upload off the thread that answers taps; says `UploadNews`. */
export const run: Run<UploadTask> = async (task, port, released) => {
  const { path, now, country, language, sources, cdr } = task;
  const app = openReader(path, now, { country, language, sources, cdr });
  try {
    const upload = uploadById(app.db, task.uploadId);
    const bytes = uploadContent(app.db, task.uploadId);
    // Called off while this thread was starting.
    if (!upload || !bytes) say(port, { gone: true });
    else if (task.act === 'check') await check(app, upload, bytes, port);
    else await handOver(app, upload, bytes, { task, port, released });
  } finally {
    app.db.close();
  }
};

const say = (port: MessagePort, news: UploadNews) => port.postMessage(news);

async function check(
  app: App,
  { fileName: name, noun, personId }: Upload,
  bytes: Uint8Array,
  port: MessagePort,
): Promise<void> {
  const progress = (done: number, total: number) => say(port, { progress: { done, total } });
  const checked = await checkFile(app, { name, bytes }, noun, progress, personId);
  say(port, { checked });
}

/** Hands rows over as they are asked for, until nobody can ask any more. */
async function handOver(
  app: App,
  { fileName: name, noun }: Upload,
  bytes: Uint8Array,
  { task, port, released }: { task: UploadTask; port: MessagePort; released: Promise<unknown> },
): Promise<void> {
  const rows = noun ? await readRows(app, { name, bytes }, noun) : [];
  let at = task.from;
  port.on('message', () => {
    // While this thread is asked for more the other writes nothing, so that the log can be moved into
    // the database here; done over there it would hold up whoever taps.
    checkpoint(task.path);
    say(port, { rows: rows.slice(at, at + batchRows) });
    at += batchRows;
  });
  await released;
}
