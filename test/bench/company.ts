import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app/app.ts';
import { firstPolicy } from '../../src/app/draw/change-policy.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { nextCron } from '../../src/schedule.ts';

/** Noon in Moscow on a Monday: when the clock of the benchmark begins. */
export const startAt = Date.parse('2026-11-23T12:00:00+03:00');

export const sellersInCompany = 1000;
export const controllersInCompany = 20;

/** Gives `work` a directory of its own and takes it away, whatever happens. */
export async function inTemporaryFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'razbor-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = () => process.exit(130);
  process.once('exit', remove);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    remove();
  }
}

/** The product's own database (schema, indexes, triggers, pragmas), new or opened again. */
export function open(path: string): Db {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.db;
}

export interface Clock {
  now: number;
}

export function appOn(db: Db, clock: Clock): App {
  return createApp({
    db,
    clock: () => clock.now,
    random: (count) => Buffer.alloc(count, 7),
    nextCron,
  });
}

/** `WITH RECURSIVE n(i)`: the numbers 1 to `last`. */
export function numbersTo(last: number): string {
  return `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last})`;
}

/** The policy, ten directions, the sellers (ids 1 to 1,000, extensions 2001 on) and the controllers. */
export function seedPeople(app: App, policy: Parameters<typeof firstPolicy>[1] = {}): void {
  firstPolicy(app, policy);
  const seller = `${numbersTo(sellersInCompany)} INSERT INTO`;
  const controller = `${numbersTo(controllersInCompany)} INSERT INTO`;
  app.db.transaction((tx) => {
    for (const text of [
      `${numbersTo(10)} INSERT INTO directions (name) SELECT 'Direction ' || i FROM n`,
      `${seller} people (external_id, name, direction_id, language, active, created_at)
         SELECT 'seller-' || i, 'Seller ' || i, 1 + i % 10, 'ru', 1, ${startAt} FROM n`,
      `${seller} person_roles (person_id, role) SELECT i, 'seller' FROM n`,
      `${seller} extensions (source, extension, person_id)
         SELECT 'pbx', CAST(2000 + i AS TEXT), i FROM n`,
      `${controller} people (external_id, name, language, active, created_at)
         SELECT 'controller-' || i, 'Controller ' || i, 'ru', 1, ${startAt} FROM n`,
      `${controller} person_roles (person_id, role)
         SELECT ${sellersInCompany} + i, 'controller' FROM n`,
    ]) {
      tx.orm.$client.prepare(text).run();
    }
  });
}

/**
 * Fills tables without their indexes, then builds these from the schema's own text: the same indexes in
 * a fraction of the time.
 */
export function withoutIndexes(db: Db, tables: readonly string[], fill: () => void): void {
  const found = tables.flatMap((table) =>
    db.orm.$client
      .prepare<[string], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT NULL",
      )
      .all(table),
  );
  db.transaction((tx) => {
    for (const { name } of found) tx.orm.$client.prepare(`DROP INDEX ${name}`).run();
    fill();
    for (const { sql } of found) tx.orm.$client.prepare(sql).run();
  });
}

/** Moves what is in the log into the file, so that the file alone is the database and can be copied. */
export function settle(db: Db): void {
  db.orm.$client.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
}

/** Throws unless both databases hold the same rows of the table; the columns named must tell rows apart. */
export function assertSameRows(
  db: Db,
  other: string,
  tables: Readonly<Record<string, string>>,
): void {
  db.orm.$client.prepare<[string], never>('ATTACH ? AS other').run(other);
  for (const [table, columns] of Object.entries(tables)) {
    const select = (schema: string) => `SELECT ${columns} FROM ${schema}.${table}`;
    const extra = (a: string, b: string) =>
      db.orm.$client
        .prepare<[], { n: number }>(`SELECT count(*) n FROM (${select(a)} EXCEPT ${select(b)})`)
        .get()?.n ?? 0;
    const count = (schema: string) =>
      db.orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${schema}.${table}`).get()
        ?.n ?? 0;
    const differ = extra('main', 'other') + extra('other', 'main');
    if (differ > 0 || count('main') !== count('other')) {
      throw new Error(`${table}: the floor and ours did not write the same rows`);
    }
  }
  db.orm.$client.prepare('DETACH other').run();
}
