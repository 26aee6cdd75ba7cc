import type Database from 'better-sqlite3';
import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { type AnySQLiteColumn, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import type { Db, Orm } from './open.ts';
import { filler, quickened } from './quick-query.ts';

/**
 * Statements, each built and compiled once a connection, when it is first asked for: building one again
 * costs some forty times what running it does.
 *
 * A literal that chooses a partial index (`state = 'draft'`) stands in the text, ``sql`${t.state} = 'draft'` ``,
 * never as a bound value: SQLite compiles a statement again at each call where a bound one decides.
 */

/** The values that a statement is given when it runs, by name; what `build` puts in their places. */
export type Given<Values> = {
  readonly [Name in keyof Values]: Placeholder<Name & string, Values[Name]> & SQL<Values[Name]>;
};

/** A query of Drizzle's builder, before it is compiled. */
interface Buildable<Ready> {
  prepare(): Ready;
}

/** What running a compiled query answers, as Drizzle infers it. */
interface Compiled {
  getQuery(): { sql: string; params: unknown[] };
  get(values?: Record<string, unknown>): unknown;
  all(values?: Record<string, unknown>): unknown;
  run(values?: Record<string, unknown>): unknown;
}

/** The values of a statement as the argument that running it takes; none where it has none. */
type Arguments<Values> = keyof Values extends never ? [] : [values: Values];

/** A compiled query whose values are named. */
export interface Query<Values, Ready extends Compiled> {
  get(...values: Arguments<Values>): ReturnType<Ready['get']>;
  all(...values: Arguments<Values>): ReturnType<Ready['all']>;
  /** `changes` says how many rows it changed. */
  run(...values: Arguments<Values>): ReturnType<Ready['run']>;
}

/** A compiled template: its rows are as SQLite gives them (0 and 1 for booleans, JSON as text). */
export interface Template<Values, Row> {
  get(...values: Arguments<Values>): Row | undefined;
  all(...values: Arguments<Values>): Row[];
  /** Rows one by one; meanwhile nothing may write on this connection. */
  iterate(...values: Arguments<Values>): IterableIterator<Row>;
  run(...values: Arguments<Values>): Database.RunResult;
}

type Connection = Pick<Db, 'orm'>;

/**
 * A query of Drizzle's builder. Booleans and JSON come back as their columns say.
 *
 *     const named = prepared((orm, { id }: Given<{ id: number }>) =>
 *       orm.select({ name: people.name }).from(people).where(eq(people.id, id)));
 *     named(db).get({ id: 7 })?.name
 */
export function prepared<Values, Ready extends Compiled>(
  build: (orm: Orm, given: Given<Values>) => Buildable<Ready>,
): (db: Connection) => Query<Values, Ready> {
  let built: Ready | null = null;
  return onceEach((orm) => {
    // On another connection nothing is built again.
    if (built) return quickened(built, orm.$client.prepare(built.getQuery().sql)) as never;
    built = build(orm, placesFor<Values>()).prepare();
    return quickened(built) as never;
  });
}

/**
 * A statement written as SQL over the schema's own tables and columns, for what is set-based or where
 * SQL is the point; `sql<Row>` says what comes back:
 *
 *     const due = preparedSql(({ before }: Given<{ before: Instant }>) =>
 *       sql<{ id: number }>`SELECT ${calls.id} id FROM ${calls} WHERE ${calls.deadlineAt} <= ${before}`);
 */
export function preparedSql<Values, Row>(
  build: (given: Given<Values>) => SQL<Row>,
): (db: Connection) => Template<Values, Row> {
  const written = once(() => dialect.sqlToQuery(build(placesFor<Values>())));
  return onceEach((orm) => {
    const { sql: text, params } = written();
    const statement = orm.$client.prepare<unknown[], Row>(text);
    const filled = filler(params) as (values?: Values) => unknown[];
    return {
      get: (...values) => statement.get(...filled(...values)),
      all: (...values) => statement.all(...filled(...values)),
      iterate: (...values) => statement.iterate(...filled(...values)),
      run: (...values) => statement.run(...filled(...values)),
    };
  });
}

/**
 * A template read a hundred thousand rows at a time: each row is an array of its columns, which takes
 * half the time that objects do.
 */
export function preparedArrays<Values, Row extends unknown[]>(
  build: (given: Given<Values>) => SQL<Row>,
): (db: Connection) => Pick<Template<Values, Row>, 'iterate'> {
  const written = once(() => dialect.sqlToQuery(build(placesFor<Values>())));
  return onceEach((orm) => {
    const { sql: text, params } = written();
    const statement = orm.$client.prepare<unknown[], Row>(text).raw();
    const filled = filler(params) as (values?: Values) => unknown[];
    return {
      iterate: (...values) => statement.iterate(...filled(...values)) as IterableIterator<Row>,
    };
  });
}

/**
 * An update of some of a row's columns, those that a change names; compiled once for each choice of them.
 *
 *     const fill = preparedChange((orm, set: Change, { id }: Given<{ id: number }>) =>
 *       orm.update(calls).set(set).where(eq(calls.id, id)));
 *     fill(tx, { phone: null }, { id: 7 }).changes
 */
export function preparedChange<Change extends object, Values>(
  build: (orm: Orm, set: Change, given: Given<Values>) => Buildable<Compiled>,
): (db: Connection, change: Change, values: Values) => Database.RunResult {
  const statements = new Map<
    string,
    (db: Connection) => Query<Record<string, unknown>, Compiled>
  >();
  return (db, change, values) => {
    const key = Object.keys(change).join();
    const statement =
      statements.get(key) ??
      prepared<Record<string, unknown>, Compiled>((orm) => {
        const places = Object.keys(change).map((name) => [name, sql.placeholder(`set ${name}`)]);
        return build(orm, Object.fromEntries(places) as Change, placesFor<Values>());
      });
    statements.set(key, statement);
    const set = Object.entries(change).map(([name, value]) => [`set ${name}`, value]);
    return statement(db).run({ ...Object.fromEntries(set), ...values }) as Database.RunResult;
  };
}

/**
 * A statement whose text depends on what is asked (the filters of a list): written out at each call,
 * compiled once for each text.
 */
export function compiled<Row>(db: Connection, template: SQL<Row>): Template<unknown, Row> {
  const { sql: text, params } = dialect.sqlToQuery(template);
  return assembled<Row>(db, { text, values: params });
}

/** SQL as text, with the values of its places in their order. */
export interface Text {
  text: string;
  values: unknown[];
}

/** A part of a statement as text: for parts that are written once and put together at each call. */
export function textOf(template: SQL): string {
  return dialect.sqlToQuery(template).sql;
}

/** A statement put together from parts of which each was written once: writing it out costs too much. */
export function assembled<Row>(db: Connection, { text, values }: Text): Template<unknown, Row> {
  const statement = statementOf(db, text);
  return {
    get: () => statement.get(...values) as Row | undefined,
    all: () => statement.all(...values) as Row[],
    iterate: () => statement.iterate(...values) as IterableIterator<Row>,
    run: () => statement.run(...values),
  };
}

const dialect = new SQLiteSyncDialect();
/** Some tens of kilobytes each: lists can be asked for in thousands of ways, of which the latest stay compiled (docs/decisions/0072). */
const statementsMax = 300;
const statementsOf = onceEach(() => new Map<string, Database.Statement>());

function statementOf(db: Connection, text: string): Database.Statement {
  const known = statementsOf(db);
  const statement = known.get(text) ?? db.orm.$client.prepare(text);
  known.delete(text);
  known.set(text, statement);
  const oldest = known.keys().next();
  if (known.size > statementsMax && !oldest.done) known.delete(oldest.value);
  return statement;
}

/** Does it when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Keeps for each connection what `make` makes of it. */
function onceEach<T>(make: (orm: Orm) => T): (db: Connection) => T {
  const made = new WeakMap<Orm, T>();
  return ({ orm }) => {
    const known = made.get(orm) ?? make(orm);
    made.set(orm, known);
    return known;
  };
}

/** Places for a statement's values; they are taken one by one, by their names. */
function placesFor<Values>(): Given<Values> {
  return new Proxy({} as Given<Values>, {
    get: (_, name) => sql.placeholder(String(name)),
    ownKeys: () => {
      throw new Error("name each of a statement's values: its places cannot be listed or spread");
    },
  });
}

/** The list of a `SELECT` in a template: each column under the name that its row is to have. */
export function listed(columns: Readonly<Record<string, AnySQLiteColumn>>): SQL {
  const parts = Object.entries(columns).map(
    ([name, column]) => sql`${column} ${sql.identifier(name)}`,
  );
  return sql.join(parts, sql`, `);
}

/** A column's own name without its table's, as `SET`, `INSERT INTO` and `ON CONFLICT` want it. */
export function nameOf(column: AnySQLiteColumn): SQL {
  return sql`${sql.identifier(column.name)}`;
}
