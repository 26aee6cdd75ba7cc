import type { App } from '../app/app.ts';
import { monthRows } from '../app/credit/month-rows.ts';
import { onThread } from '../app/thread.ts';
import type { LocalMonth } from '../domain/time.ts';
import { threadFile } from '../paths.ts';
import { csvOf } from './csv.ts';
import { monthSheets, type SheetName } from './sheets.ts';
import { noWords, type SheetWords, xlsxOf } from './xlsx.ts';

/** A month as a file: one sheet as CSV, or all of them as XLSX. */
export type FileWanted =
  | { format: 'csv'; sheet: SheetName }
  | { format: 'xlsx'; words?: SheetWords };

/** How far the file is: its rows are read, what is left is to write it. */
export type FileStage = 'read';

export interface FileTask {
  path: string;
  now: number;
  month: LocalMonth;
  wanted: FileWanted;
}
export type FileNews = { stage: FileStage } | { bytes: Uint8Array };

/**
 * Makes a month's file off the thread that answers taps, however many rows it has.
 *
 * @throws Error where the thread ends before it is done
 */
export async function monthFile(
  app: App,
  month: LocalMonth,
  wanted: FileWanted,
  onStage: (stage: FileStage) => void = () => {},
): Promise<Uint8Array> {
  // A database in memory belongs to one connection, so there it stays on this thread.
  if (app.db.path === ':memory:') return writeMonth(app, month, wanted, onStage);
  const task: FileTask = { path: app.db.path, now: app.now(), month, wanted };
  const entry = threadFile('reports/month-file-worker.ts');
  return onThread(
    entry,
    task,
    (port) =>
      new Promise((resolve) => {
        port.on('message', (news: FileNews) => {
          if ('bytes' in news) resolve(news.bytes);
          else onStage(news.stage);
        });
      }),
  );
}

/** The same on this thread. */
export async function writeMonth(
  app: App,
  month: LocalMonth,
  wanted: FileWanted,
  onStage: (stage: FileStage) => void,
): Promise<Uint8Array> {
  const sheets = monthSheets(monthRows(app, month));
  onStage('read');
  if (wanted.format === 'xlsx') {
    const { timeZone } = app.policy();
    return new Uint8Array(await xlsxOf(sheets, timeZone, wanted.words ?? noWords));
  }
  const sheet = sheets.find(({ name }) => name === wanted.sheet);
  if (!sheet) throw new Error(`there is no sheet ${wanted.sheet}`);
  return new TextEncoder().encode(csvOf(sheet));
}
