import { openReader } from '../app/reader.ts';
import type { Run } from '../app/thread.ts';
import { type FileNews, type FileTask, writeMonth } from './month-file.ts';

/** Writes one month's file from a connection of its own. */
export const run: Run<FileTask> = async ({ path, now, month, wanted }, port) => {
  const app = openReader(path, now);
  const say = (news: FileNews) => port.postMessage(news);
  try {
    say({ bytes: await writeMonth(app, month, wanted, (stage) => say({ stage })) });
  } finally {
    app.db.close();
  }
};
