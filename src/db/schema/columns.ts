import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, integer } from 'drizzle-orm/sqlite-core';

/**
 * What the tables of the schema have in common. Instants (`…_at`) are integer UTC milliseconds; dates are
 * `YYYY-MM-DD` in the policy's zone. What the schema language cannot say (triggers) is in
 * drizzle/migrations by hand.
 */

export const oneOf = (column: AnySQLiteColumn, values: readonly string[]) =>
  sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

export const id = () => integer('id').primaryKey({ autoIncrement: true });

export const at = (name: string) => integer(name);
