import type Database from 'better-sqlite3';
import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm';

/**
 * Filling places and reading rows of compiled queries. Drizzle finds out at each call, for each value, what
 * it is and what decodes it; here that is done once a query. Both answer the same; a test holds that.
 */

type Values = Record<string, unknown>;
type Decoder = { mapFromDriverValue(value: unknown): unknown };

/** What Drizzle knows of a compiled query and does not show. */
interface Insides {
  stmt: Database.Statement<unknown[], unknown>;
  query: { params: unknown[] };
  fields?: { path: string[]; field: unknown }[];
  customResultMapper?: unknown;
}

/** The values of a statement's places in their order, from those that are given by name. */
export function filler(params: readonly unknown[]): (values?: Values) => unknown[] {
  const places = params.map(placeOf);
  return (values = {}) =>
    places.map((place) => {
      if (!('name' in place)) return place.value;
      if (!(place.name in values)) throw new Error(`no value is given for "${place.name}"`);
      const value = values[place.name];
      return place.encode && value !== null ? place.encode(value) : value;
    });
}

type Place = { name: string; encode: ((value: unknown) => unknown) | null } | { value: unknown };

/** A null stays one: Drizzle would have the encoder of a boolean column write it as 0, of a JSON one as text. */
function placeOf(param: unknown): Place {
  if (is(param, Placeholder)) return { name: param.name, encode: null };
  if (!is(param, Param) || !is(param.value, Placeholder)) return { value: param };
  const { encoder, value } = param;
  const isPlain = encoder.mapToDriverValue === Column.prototype.mapToDriverValue;
  const encode = isPlain ? null : (given: unknown) => encoder.mapToDriverValue(given);
  return { name: value.name, encode };
}

/** The same query, on the connection that `stmt` was compiled on. */
export function quickened<Ready extends object>(built: Ready, stmt?: Insides['stmt']): Ready {
  const insides = built as Ready & Insides;
  const statement = stmt ?? insides.stmt;
  const filled = filler(insides.query.params);
  const quick = Object.assign(Object.create(Object.getPrototypeOf(built)), built, {
    stmt: statement,
    run: (values?: Values) => statement.run(...filled(values)),
  });
  const read = insides.customResultMapper ? null : rowReader(insides.fields);
  if (!read) return quick;
  statement.raw();
  return Object.assign(quick, {
    get(values?: Values) {
      const row = statement.get(...filled(values)) as unknown[] | undefined;
      return row && read(row);
    },
    all: (values?: Values) => (statement.all(...filled(values)) as unknown[][]).map(read),
  });
}

/** Null for a query without rows, or whose rows are objects in objects. */
function rowReader(fields: Insides['fields']): ((row: unknown[]) => Values) | null {
  const columns = fields?.flatMap(({ path: [name, ...more], field }) => {
    const decoder = decoderOf(field);
    return name === undefined || more.length > 0 || !decoder ? [] : [{ name, decoder }];
  });
  if (!columns || columns.length < (fields?.length ?? 0)) return null;
  const decoded = columns.map(({ name, decoder }) => ({ name, decode: decodeOf(decoder) }));
  return (row) => {
    const read: Values = {};
    for (const [at, { name, decode }] of decoded.entries()) {
      const value = row[at];
      read[name] = decode && value !== null ? decode(value) : value;
    }
    return read;
  };
}

function decoderOf(field: unknown): Decoder | null {
  if (is(field, Column)) return field;
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder;
  if (is(field, SQL.Aliased)) return (field.sql as unknown as { decoder: Decoder }).decoder;
  return null;
}

function decodeOf(decoder: Decoder): ((value: unknown) => unknown) | null {
  const isPlain = decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue;
  return isPlain ? null : (value) => decoder.mapFromDriverValue(value);
}
