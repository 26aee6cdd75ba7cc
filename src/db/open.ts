import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { isExplained } from '../domain/checklist.ts';
import { examine, migrationsFolder, missingMigrations } from './examine.ts';
import { inPlaceCheck } from './in-place.ts';
import { accessProblem, lostProblem, openingProblem } from './open-problem.ts';
import { attempts } from './transaction.ts';

export type Orm = BetterSQLite3Database & { $client: Database.Database };

/** The database as everything else sees it. Reads take a `Db`, writes a `Tx`. */
export interface Db {
  readonly orm: Orm;
  readonly path: string;
  /**
   * Commits what `work` did, unless it throws or returns a refusal (`{ok: false}`): then nothing is
   * kept. Inside a `Tx` it is part of the transaction around it: a refusal there rolls nothing back by
   * itself, only when the outermost work returns it too.
   */
  transaction<T>(work: (tx: Tx) => T): T;
  /** Reads that belong together, from one state of the database. */
  snapshot<T>(work: () => T): T;
  close(): void;
}

/** A database inside a transaction: what writes ask for. */
export interface Tx extends Db {
  readonly inTransaction: true;
}

export type Opened = { ok: true; db: Db } | { ok: false; problem: string };

/** Room for the inner pages of the indexes that taking in and the sweep walk, and fewer, fuller checkpoints. */
const cacheKiB = 64 * 1024;
export const checkpointPages = 4000;

/** An empty database in memory, brought up to date once a process: each further one begins as its copy. */
let migrated: Buffer | null = null;

/**
 * Opens the database at `path` (`:memory:` for one in memory), brings it up to date and returns it.
 * A file that is no database, is damaged, belongs to something else or to a newer version of Razbor is
 * refused before anything is written.
 *
 * @param copied what a database in memory begins as: `client.serialize()` of another
 */
export function openDatabase(path: string, copied: Buffer | null = migrated): Opened {
  if (path !== ':memory:') {
    const problem = existsSync(path) ? examine(path) : (accessProblem(path) ?? lostProblem(path));
    if (problem) return { ok: false, problem: `${path}: ${problem}` };
  }
  try {
    return { ok: true, db: openSound(path, copied) };
  } catch (error) {
    const problem = openingProblem(path, error);
    if (problem === null) throw error;
    return { ok: false, problem: `${path}: ${problem}` };
  }
}

/** The same of one that is there already: nothing is made where there is none. */
export function openExisting(path: string): Opened {
  if (path === ':memory:' || existsSync(path) || lostProblem(path) !== null)
    return openDatabase(path);
  const problem =
    'does not exist; set DATABASE_PATH to where it is, or start the service or import something to make it';
  return { ok: false, problem: `${path} ${problem}` };
}

function openSound(path: string, copied: Buffer | null): Db {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const client = new Database(path === ':memory:' ? (copied ?? path) : path);
  try {
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = NORMAL');
    client.pragma('foreign_keys = ON');
    client.pragma('busy_timeout = 5000');
    client.pragma(`cache_size = -${cacheKiB}`);
    client.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    const orm = drizzle(client);
    migrate(orm, { migrationsFolder });
    if (path === ':memory:') migrated ??= client.serialize();
    return wrap(client, orm, path);
  } catch (error) {
    client.close();
    throw error;
  }
}

/** A second connection to a database that is already up to date; it can only read. */
export function openForReading(path: string): Db {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  client.pragma('busy_timeout = 5000');
  return wrap(client, drizzle(client), path);
}

function wrap(client: Database.Database, orm: Db['orm'], path: string): Db {
  plainLimits(client);
  client.function('is_explained', { deterministic: true }, explained);
  const attempt = attempts(client);
  const checkInPlace = inPlaceCheck(path);
  const db: Db = {
    orm,
    path,
    transaction(work) {
      checkInPlace();
      return attempt(() => work(tx));
    },
    snapshot: (work) => client.transaction(work).deferred(),
    close: () => client.close(),
  };
  const tx: Tx = { ...db, inTransaction: true, transaction: (work) => work(tx) };
  return db;
}

/**
 * A limit that is bound by itself would have SQLite look at its value for the plan, and so compile the
 * statement again at each call; as an expression it does not.
 */
function plainLimits(client: Database.Database): void {
  const prepare = client.prepare.bind(client);
  Object.assign(client, {
    prepare: (text: string) => prepare(text.replace(/\blimit \?/gi, 'LIMIT +?')),
  });
}

/** `isExplained` of domain/checklist.ts for statements over many reviews. */
function explained(comment: unknown, momentS: unknown, talkS: unknown): number {
  const answer = { comment: comment as string | null, momentS: momentS as number | null };
  return isExplained(answer, talkS as number) ? 1 : 0;
}

/** How many migrations of this version the database has not had yet. */
export function pendingMigrations(db: Db): number {
  return missingMigrations(db.orm.$client);
}

/** Moves what the write-ahead log holds into the database file, as far as that holds up nobody. */
export function checkpoint(path: string): void {
  const client = new Database(path, { fileMustExist: true });
  try {
    client.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    client.close();
  }
}
