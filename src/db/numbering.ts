import { getTableName, sql } from 'drizzle-orm';
import type { Tx } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';

const table = sql.raw(`'${getTableName(calls)}'`);

const forget = preparedSql(() => sql<never>`DELETE FROM sqlite_sequence WHERE name = ${table}`);

const count = preparedSql(
  ({ last }: Given<{ last: number }>) =>
    sql<never>`INSERT INTO sqlite_sequence (name, seq) VALUES (${table}, ${last})`,
);

/** Has the calls taken in from now on numbered from the one after `last`. */
export function numberCallsAfter(tx: Tx, last: number): void {
  forget(tx).run();
  count(tx).run({ last });
}
