import { readdirSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

type Table = ReturnType<typeof getTableConfig>;
type Client = Database.Database;

const folder = new URL('../../src/db/schema/', import.meta.url);
const modules = await Promise.all(
  readdirSync(folder).map((name) => import(new URL(name, folder).href) as Promise<object>),
);
/** Every table of the schema as it is now. */
export const tables: readonly Table[] = modules
  .flatMap((module) => Object.values(module) as unknown[])
  .filter((value) => is(value, SQLiteTable))
  .map((table) => getTableConfig(table as SQLiteTable));

/** The invariants speak of these: a row by chance would break them, so that the company has to live them. */
const lived = [
  'calls',
  'call_history',
  'reviews',
  'review_items',
  'appeals',
  'draws',
  'drawn_calls',
  'draw_taps',
  'periods',
  'period_rows',
  'ledger',
];

/** Values that no row has to have: what is never written, or says nothing of how far something has come. */
const left: Readonly<Record<string, readonly string[] | 'all'>> = {
  'calls.flow': 'all',
  'calls.return_reason': 'all',
  // Its check knows the three preliminary ones alone.
  'calls.origin_status': 'all',
};

/** JSON that is a list. */
const lists: ReadonlySet<string> = new Set(['telephony_calls.parts']);

/** A row for each value of each column that knows all its values, and two for each table without rows. */
export function fillTables(client: Client): void {
  for (const table of tables) {
    if (lived.includes(table.name)) continue;
    if (countOf(client, table.name) === 0) {
      insert(client, table, true, {});
      insert(client, table, false, {});
    }
    for (const [column, value] of missingOf(client, table))
      insert(client, table, true, { [column]: value });
  }
}

/** The values that no row has, as `table.column = value`. */
export function missingValues(client: Client): string[] {
  return tables.flatMap((table) =>
    missingOf(client, table).map(([column, value]) => `${table.name}.${column} = ${value}`),
  );
}

function missingOf(client: Client, { name, columns }: Table): [column: string, value: string][] {
  return columns.flatMap((column) => {
    const known = left[`${name}.${column.name}`] ?? [];
    if (known === 'all') return [];
    const found = client
      .prepare<[], string>(`SELECT DISTINCT "${column.name}" FROM "${name}"`)
      .pluck()
      .all();
    const values: readonly string[] = column.enumValues ?? [];
    return values
      .filter((value) => !known.includes(value) && !found.includes(value))
      .map((value): [string, string] => [column.name, value]);
  });
}

const countOf = (client: Client, name: string) =>
  client.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0;

let rows = 0;

/** Inserts a row of values that fit their columns; `whole`: where nothing need be, there is something. */
function insert(
  client: Client,
  table: Table,
  whole: boolean,
  given: Record<string, unknown>,
): void {
  rows += 1;
  const columns = table.columns.filter((column) => {
    const isNumbered = column.primary && column.getSQLType() === 'integer' && !keyOf(table, column);
    return given[column.name] !== undefined || (!isNumbered && (whole || column.notNull));
  });
  const values = columns.map((column) => given[column.name] ?? contentOf(client, table, column));
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = columns.map(() => '?').join(', ');
  client.prepare(`INSERT INTO "${table.name}" (${names}) VALUES (${marks})`).run(...values);
}

interface Key {
  table: string;
  column: string;
}

/** The table and column that this column refers to. */
function keyOf({ foreignKeys }: Table, column: SQLiteColumn): Key | null {
  for (const key of foreignKeys) {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const at = columns.findIndex(({ name }) => name === column.name);
    const [to] = at < 0 ? [] : [foreignColumns[at]];
    if (to) return { table: getTableName(foreignTable), column: to.name };
  }
  return null;
}

function contentOf(client: Client, table: Table, column: SQLiteColumn): unknown {
  const key = keyOf(table, column);
  if (key) return referred(client, table, column, key);
  if (column.enumValues?.[0] !== undefined) return column.enumValues[0];
  if (column.dataType === 'json') return lists.has(`${table.name}.${column.name}`) ? '[{}]' : '{}';
  if (column.dataType === 'boolean') return 1;
  if (column.getSQLType() === 'blob') return Buffer.from([rows]);
  return column.getSQLType() === 'integer' ? rows : `${column.name} ${rows}`;
}

/** Something that the column can refer to: of what is referred to once at most, one that is not yet; of two columns, another each. */
function referred(client: Client, table: Table, column: SQLiteColumn, key: Key): unknown {
  const alike = table.columns.filter((one) => keyOf(table, one)?.table === key.table);
  const found = client
    .prepare<[], unknown>(
      `SELECT "${key.column}" FROM "${key.table}"
        ORDER BY "${key.column}" IN (SELECT "${column.name}" FROM "${table.name}"), 1 DESC LIMIT 10`,
    )
    .pluck()
    .all();
  return found[alike.indexOf(column)] ?? found[0];
}
