import { sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';

const sellersCalls = preparedSql(
  ({ sellerId, callIds }: Given<{ sellerId: number; callIds: string }>) => sql<{ id: number }>`
    SELECT ${calls.id} "id" FROM json_each(${callIds}) one JOIN ${calls} ON ${calls.id} = one.value
     WHERE ${calls.sellerId} = ${sellerId}`,
);

/** Which of some calls are a seller's. */
export function ofSeller(db: Db, sellerId: number, callIds: readonly number[]): number[] {
  const rows = sellersCalls(db).all({ sellerId, callIds: JSON.stringify(callIds) });
  return rows.map(({ id }) => id);
}
