import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../app/reader.ts';
import { type FileNews, type FileTask, writeMonth } from './month-file.ts';

/** Writes one month's file from a connection of its own. */
const { path, now, month, wanted } = workerData as FileTask;
const app = openReader(path, now);
const say = (news: FileNews) => parentPort?.postMessage(news);
const bytes = await writeMonth(app, month, wanted, (stage) => say({ stage }));
app.db.close();
say({ bytes });
