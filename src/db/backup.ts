import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sql } from 'drizzle-orm';
import { backupAt } from '../domain/backup.ts';
import type { Instant } from '../domain/time.ts';
import { threadFile } from '../paths.ts';
import { databaseBytes, freeBytes } from './disk.ts';
import { besides, putInPlace } from './durable.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';

const copy = preparedSql(({ file }: Given<{ file: string }>) => sql<never>`VACUUM INTO ${file}`);

/**
 * Copies the database as it is at one moment into a new file (SQLite's VACUUM INTO), while others go
 * on reading and writing. Answers what kept it from being written.
 */
export function backupTo(db: Db, file: string): { ok: true } | { ok: false; problem: string } {
  try {
    copy(db).run({ file });
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Writes the database, as it is at one moment, into a file on a thread of its own, and reads it through there;
 * others go on reading and writing. Under another name until it is whole, sound and on the disk.
 *
 * @throws where it cannot be written or is not sound, or `signal` is aborted; nothing is left of it then
 */
export async function writeBackup(from: string, to: string, signal: AbortSignal): Promise<void> {
  const partial = partialOf(to);
  removePartial(partial);
  const worker = new Worker(threadFile('db/copy-file.js'), {
    workerData: { from, to: partial },
    execArgv: [],
  });
  try {
    // Both asked for at once: a thread that ends says so right after its last word.
    const ended = once(worker, 'exit', { signal });
    ended.catch(() => {});
    const [said] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [unknown];
    if (said !== 'ok') throw new Error(`what was written is damaged (${said})`);
    await ended;
    putInPlace(partial, to);
  } finally {
    await worker.terminate();
    removePartial(partial);
  }
}

const partialOf = (file: string) => `${file}.partial`;

function removePartial(partial: string): void {
  for (const end of ['', '-journal', ...besides]) rmSync(`${partial}${end}`, { force: true });
}

export interface BackupFile {
  readonly file: string;
  readonly at: Instant;
  readonly bytes: number;
}

/** The backups of a folder, the newest first: only what is whole and was sound bears such a name. */
export function backupsIn(folder: string): BackupFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const at = backupAt(name);
      const file = join(folder, name);
      const bytes = statSync(file, { throwIfNoEntry: false })?.size;
      return at === null || bytes === undefined ? [] : [{ file, at, bytes }];
    })
    .sort((a, b) => b.at - a.at);
}

/** Makes the folder, where nobody but its owner looks into it, and removes what a killed process left there. */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const left = readdirSync(folder).filter((name) => /^razbor-.*\.db\.partial/.test(name));
  for (const name of left) rmSync(join(folder, name), { force: true });
}

/** How much more room a backup of the database needs in a folder than is free there; 0: there is enough. */
export function missingBytes(path: string, folder: string, reserve: number): number {
  const { file, wal } = databaseBytes(path);
  return Math.max(0, file + wal + reserve - freeBytes(folder));
}

export function removeBackup({ file }: BackupFile): void {
  rmSync(file, { force: true });
}
