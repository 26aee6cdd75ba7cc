import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { migrationsFolder } from '../../src/db/examine.ts';

export interface Journal {
  entries: { idx: number; when: number; tag: string }[];
}

export function journalIn(folder: string): Journal {
  return JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;
}

/** An empty database that has had the first `count` migrations, as a file. */
export function emptyDatabase(path: string, count: number, folder: string): void {
  const older = join(folder, `migrations-${count}`);
  cpSync(migrationsFolder, older, { recursive: true });
  const journal = journalIn(older);
  const entries = journal.entries.slice(0, count);
  writeFileSync(join(older, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  const client = new Database(path);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = OFF');
  migrate(drizzle(client), { migrationsFolder: older });
  client.close();
}

/** Rows that a version could not have yet: until the migration of this number they are left out. */
interface NotYet {
  readonly until: number;
  readonly table: string;
  readonly where: string;
}

const newCauses = "cause IN ('nothing_left', 'write_off')";
const notYet: readonly NotYet[] = [
  { until: 2, table: 'telegram_files', where: 'clip OR from_s > 0 OR to_s > 0' },
  {
    until: 7,
    table: 'ledger',
    where: `${newCauses} OR review_id IS NULL OR reverses_id IN (SELECT id FROM newest.ledger WHERE ${newCauses})`,
  },
  { until: 15, table: 'reviews', where: "purpose = 'second'" },
  {
    until: 15,
    table: 'leases',
    where: `ended_at IS NULL AND call_id IN (SELECT call_id FROM newest.reviews WHERE purpose = 'second')`,
  },
  {
    until: 15,
    table: 'ledger',
    where: `cause IN ('missed', 'unfounded') OR reverses_id IN (SELECT id FROM newest.ledger WHERE cause IN ('missed', 'unfounded'))`,
  },
  {
    until: 7,
    table: 'call_history',
    where: "verb = 'give_back' AND from_status = 'listening_credit' AND to_status = from_status",
  },
];

/** The tables of a database but for those of SQLite, of Drizzle and of the search for words, each with its columns. */
export function columnsOf(client: Database.Database, schema = 'main'): Map<string, Column[]> {
  const names = client
    .prepare<[], string>(
      `SELECT name FROM ${schema}.sqlite_master WHERE type = 'table'
          AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%drizzle%' AND name NOT LIKE 'precedent_words%'
        ORDER BY name`,
    )
    .pluck()
    .all();
  return new Map(
    names.map((name) => [name, client.pragma(`${schema}.table_info("${name}")`) as Column[]]),
  );
}

interface Column {
  name: string;
  dflt_value: string | null;
}

/**
 * Fills a database of an older version with what it could hold of the newest one: the columns that both have,
 * of the rows that were possible then. Neither its triggers nor the order of its tables are in the way.
 */
export function fillFrom(path: string, newest: string, count: number): void {
  const client = new Database(path);
  client.pragma('foreign_keys = OFF');
  client.prepare('ATTACH ? AS newest').run(newest);
  const triggers = client
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'",
    )
    .all();
  const now = columnsOf(client, 'newest');
  client.transaction(() => {
    for (const { name } of triggers) client.exec(`DROP TRIGGER main."${name}"`);
    for (const [table, columns] of columnsOf(client)) {
      const then = (now.get(table) ?? []).map(({ name }) => name);
      const both = columns.filter(({ name }) => then.includes(name)).map(({ name }) => `"${name}"`);
      if (both.length === 0) continue;
      const gone = columns.flatMap(({ name }) => {
        const value = gives[`${table}.${name}`];
        return value === undefined ? [] : [{ name, value }];
      });
      const into = [...both, ...gone.map(({ name }) => `"${name}"`)];
      const values = [...both, ...gone.map(({ value }) => value)];
      client.exec(
        `INSERT INTO main."${table}" (${into}) SELECT ${values} FROM newest."${table}" ${whereOf(table, count)}`,
      );
    }
    for (const { sql } of triggers) client.exec(sql);
  })();
  client.close();
}

/** Columns that are no more, and what they held of a row of today. */
const gives: Readonly<Record<string, string>> = {
  'telephony_calls.report': "coalesce(json_extract(parts, '$[0]'), '{}')",
};

function whereOf(table: string, count: number): string {
  const left = notYet.filter((one) => one.table === table && count <= one.until);
  const conditions = left.map(({ where }) => `(${where}) IS NOT 1`);
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** What the newest database holds of a table, without what a version could not have. */
export function rowsOf(
  client: Database.Database,
  table: string,
  columns: readonly string[],
  count: number,
): unknown[][] {
  const list = columns.map((name) => `"${name}"`).join(', ');
  const where = whereOf(table, count).replaceAll('newest.', 'main.');
  return client
    .prepare<[], unknown[]>(
      `SELECT ${list} FROM "${table}" ${where} ORDER BY ${columns.map((_, at) => at + 1)}`,
    )
    .raw()
    .all();
}
