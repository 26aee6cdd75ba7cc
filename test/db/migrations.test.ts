import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { readCredit } from '../../src/app/credit/read-credit.ts';
import { verifyPeriod } from '../../src/app/credit/verify-period.ts';
import { verifyDraw } from '../../src/app/draw/verify-draw.ts';
import { migrationsFolder } from '../../src/db/examine.ts';
import { type Db, openDatabase, pendingMigrations } from '../../src/db/open.ts';
import { stemsOf } from '../../src/domain/precedent.ts';
import { ticketOf } from '../../src/domain/ticket.ts';
import { nextCron } from '../../src/schedule.ts';
import { breaches } from '../support/invariants.ts';
import { missingValues } from './fill-tables.ts';
import { livedDatabase } from './lived-database.ts';
import { columnsOf, emptyDatabase, fillFrom, journalIn, rowsOf } from './older-database.ts';

/**
 * Each version of the database, filled with what it could hold of a company that has lived, brought up to
 * date: what comes out is what the newest version holds itself, but for what the version could not know.
 * A new migration is covered by itself.
 */
const { entries } = journalIn(migrationsFolder);
const versions = entries.map(({ tag }, at): [tag: string, count: number] => [tag, at + 1]);
const older = versions.slice(0, -1);

/** What a migration works out for the rows that are there; any other new column has its default. */
const workedOut = [
  'telegram_files.from_s',
  'telegram_files.to_s',
  'telegram_files.clip',
  'reviews.verdicts',
  'calls.queued_month',
  'draw_sellers.drawn_this_month',
  'telephony_calls.parts',
  'telephony_calls.whole',
];

/** The first version that could hold all that a closed month is made of, debts written off among it. */
const closedSince = 8;

const folder = mkdtempSync(join(tmpdir(), 'razbor-migrations-'));
const newest = join(folder, 'newest.db');
afterAll(() => rmSync(folder, { recursive: true }));

let lived: Db;
beforeAll(async () => {
  lived = await livedDatabase();
  lived.orm.$client.prepare('VACUUM INTO ?').run(newest);
  for (const [tag, count] of versions) {
    emptyDatabase(pathOf(tag), count, folder);
    fillFrom(pathOf(tag), newest, count);
  }
});

const pathOf = (tag: string) => join(folder, `${tag}.db`);

/** A copy of a version's database, so that each test has its own. */
function copyOf(tag: string): string {
  const path = join(mkdtempSync(join(folder, 'copy-')), 'razbor.db');
  copyFileSync(pathOf(tag), path);
  return path;
}

function opened(path: string): Db {
  const result = openDatabase(path);
  if (!result.ok) throw new Error(result.problem);
  return result.db;
}

function reading<T>(path: string, read: (client: Database.Database) => T): T {
  const client = new Database(path, { readonly: true });
  try {
    return read(client);
  } finally {
    client.close();
  }
}

type Rows = readonly unknown[][];

/** Every table of a database with its rows, without those that a version could not have. */
function tablesIn(client: Database.Database, count = versions.length): Map<string, Rows> {
  return new Map(
    [...columnsOf(client)].map(([table, columns]) => [
      table,
      rowsOf(
        client,
        table,
        columns.map(({ name }) => name),
        count,
      ),
    ]),
  );
}

const schemaOf = (client: Database.Database) =>
  client.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all();

/** Thousands of rows are compared as one text; where it differs, the rows are shown. */
function expectRows(rows: Rows | undefined, expected: Rows | undefined, table: string): void {
  if (!isDeepStrictEqual(rows, expected)) expect(rows, table).toEqual(expected);
}

const appOn = (db: Db) => {
  const now = Date.parse('2027-01-12T10:00:00Z');
  return createApp({ db, clock: () => now, random: (count) => Buffer.alloc(count), nextCron });
};
const months = ['2026-11', '2026-12'];
const creditOf = (db: Db) => months.map((month) => readCredit(appOn(db), month).total);
const datesOf = (db: Db) =>
  db.orm.$client
    .prepare<[], string>('SELECT DISTINCT date FROM draws WHERE drawn_at IS NOT NULL')
    .pluck()
    .all();

test('the company from which the versions are filled has a row of every state that there is', () => {
  expect(missingValues(lived.orm.$client)).toEqual([]);
  const empty = [...columnsOf(lived.orm.$client).keys()].filter(
    (table) => !lived.orm.$client.prepare(`SELECT 1 FROM "${table}"`).get(),
  );
  expect(empty).toEqual([]);
  expect(breaches(lived)).toEqual({});
});

/** Since this one what is decided is found by its words. */
const foundSince = 15;

test.each(older.filter(([, count]) => count < foundSince))(
  'what was decided in a database of %s is found by its words',
  (tag) => {
    const { $client: client } = opened(copyOf(tag)).orm;
    const numbers = (query: string) => client.prepare<[], number>(query).pluck().all();
    const decided = numbers(
      `SELECT appeal_id * 64 + row_number() OVER (PARTITION BY appeal_id ORDER BY item_code) - 1 FROM appeal_items
        WHERE decision IS NOT NULL ORDER BY 1`,
    );
    expect(decided.length).toBeGreaterThan(0);
    expect(numbers('SELECT rowid FROM precedent_words ORDER BY rowid')).toEqual(decided);
    const [stem = ''] = stemsOf([
      client
        .prepare<[], string>('SELECT reason FROM appeals WHERE reason IS NOT NULL')
        .pluck()
        .get() ?? '',
    ]);
    expect(
      numbers(`SELECT rowid FROM precedent_words WHERE precedent_words MATCH '"${stem}"*'`),
    ).not.toEqual([]);
    client.close();
  },
);

/** From this one on pools are frozen, and their hash is in the tickets' key. */
const frozenSince = versions.findIndex(([tag]) => tag === '0020_frozen_pools') + 1;

/** The tickets as a version without pools drew them: with the seed as their key. */
function ticketsBySeed({ orm: { $client: client } }: Db): void {
  client.function('ticket', (seed, source, externalId) =>
    ticketOf(seed as Buffer, String(source), String(externalId)),
  );
  client.exec(
    `UPDATE drawn_calls SET ticket = (SELECT ticket(d.seed, c.source, c.external_id)
       FROM draws d, calls c WHERE d.id = drawn_calls.draw_id AND c.id = drawn_calls.call_id)`,
  );
}

describe.each(older)('a database of %s', (tag, count) => {
  test('comes out with the rows that the newest one has, new columns as they should be', () => {
    const known = reading(pathOf(tag), columnsOf);
    const path = copyOf(tag);
    const db = opened(path);
    const { $client: client } = db.orm;
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(client.pragma('foreign_key_check')).toEqual([]);
    expect(schemaOf(client)).toEqual(reading(newest, schemaOf));
    const came = tablesIn(client, count);
    const then = tablesIn(lived.orm.$client, count);
    for (const [table, columns] of columnsOf(client)) {
      const had = known.get(table)?.map(({ name }) => name);
      const defaults = columns.map(({ name, dflt_value: value }) =>
        had?.includes(name) || workedOut.includes(`${table}.${name}`)
          ? undefined
          : client
              .prepare(`SELECT ${value ?? 'NULL'}`)
              .pluck()
              .get(),
      );
      const expected = (had ? (then.get(table) ?? []) : []).map((row) =>
        row.map((value, at) => (defaults[at] === undefined ? value : defaults[at])),
      );
      expectRows(came.get(table), expected, table);
    }
    expect(breaches(db)).toEqual({});
    db.close();

    const again = opened(path);
    expect(pendingMigrations(again)).toBe(0);
    for (const [table, rows] of tablesIn(again.orm.$client, count)) {
      expectRows(rows, came.get(table), table);
    }
    again.close();
  });

  test('counts as before, and what could be recomputed still can be', () => {
    const db = opened(copyOf(tag));
    expect(creditOf(db)).toEqual(creditOf(lived));
    const closed = count >= closedSince ? months : [];
    for (const month of closed) {
      expect(verifyPeriod(appOn(db), month)).toMatchObject({ ok: true, problems: [] });
    }
    const dates = datesOf(db);
    expect(dates.length).toBeGreaterThan(5);
    if (count < frozenSince) ticketsBySeed(db);
    for (const date of dates) {
      expect([date, verifyDraw(appOn(db), date)?.problems]).toEqual([date, []]);
    }
    db.close();
  });
});

describe('what is not of this version is refused by name, and nothing is written', () => {
  const strange = (path: string): Buffer => {
    const client = new Database(path);
    client.exec('CREATE TABLE of_tomorrow (id INTEGER); INSERT INTO of_tomorrow VALUES (1)');
    client
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('f'.repeat(64), 9_999_999_999_999);
    client.close();
    return readFileSync(path);
  };

  test.each(versions)('%s and one that nobody knows after it', (tag, count) => {
    const path = copyOf(tag);
    const before = strange(path);
    const problem =
      count === versions.length
        ? 'was written by a newer version of Razbor; install that version'
        : `its migration ${count + 1} is not one of this version of Razbor`;
    expect(openDatabase(path)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

test('a later migration is of a later time, so that it is not taken for one that was had', () => {
  expect(entries.map(({ when }) => when)).toEqual(entries.map(({ when }) => when).toSorted());
  expect(new Set(entries.map(({ when }) => when)).size).toBe(entries.length);
  expect(entries.map(({ idx }) => idx)).toEqual([...entries.keys()]);
  const files = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
  expect(files.toSorted()).toEqual(entries.map(({ tag }) => `${tag}.sql`));
});
