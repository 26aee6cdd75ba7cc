import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { accessProblem, openingProblem } from './open-problem.ts';

export type Locked = { ok: true; release(): void } | { ok: false; problem: string };

const nothing = () => {};

/**
 * Takes a database for one service. The lock is one of SQLite's own on a file beside the database, so that it
 * ends with its process, however that ends; nothing is ever written into that file, and it stays. Whoever
 * only reads or writes the database, as the command line does, does not need it.
 *
 * @param path `:memory:` is nobody else's
 */
export function lockForService(path: string): Locked {
  if (path === ':memory:') return { ok: true, release: nothing };
  let client: Database.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    client = new Database(fileOf(path), { timeout: 0 });
    client.exec('BEGIN EXCLUSIVE');
    const held = client;
    return { ok: true, release: () => held.close() };
  } catch (error) {
    client?.close();
    return { ok: false, problem: problemOf(path, error) };
  }
}

/** Whether a service runs on this database now. */
export function isServed(path: string): boolean {
  let client: Database.Database | null = null;
  try {
    client = new Database(fileOf(path), { timeout: 0, readonly: true, fileMustExist: true });
    client.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    client?.close();
  }
}

const fileOf = (path: string) => `${path}.lock`;

function problemOf(path: string, error: unknown): string {
  if (isBusy(error)) {
    return `${path}: another Razbor serves this database already; end it, or name another DATABASE_PATH`;
  }
  const detail = error instanceof Error ? error.message : String(error);
  const known = accessProblem(path) ?? openingProblem(path, error);
  return `${path}: ${known ?? `${fileOf(path)} cannot be locked (${detail})`}`;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
