import type { Status } from '../domain/status.ts';
import { type CallView, callViewSql } from './calls.ts';
import type { Db, Tx } from './open.ts';

/** Whose calls a list shows: everybody's, or those of some directions, sellers or a controller. */
export interface ListScope {
  all: boolean;
  directionIds: readonly number[];
  sellerIds: readonly number[];
  controllerId: number | null;
}

const listIndex = { status: 'calls_by_status' } as const;

/**
 * A page of calls, newest first, from below `beforeId`. Each part of the scope walks its own index in
 * the order of the list, and the parts are merged, so that a page costs the same however many there are.
 */
export function callPage(
  db: Db,
  scope: ListScope,
  where: { status: Status | null; beforeId: number; most: number },
): CallView[] {
  const ids = new Set<number>();
  for (const part of partsOf(scope)) {
    for (const id of idsOf(db, part, where)) ids.add(id);
  }
  const page = [...ids].sort((a, b) => b - a).slice(0, where.most);
  return page.flatMap(
    (id) => db.sql<[number], CallView>(`${callViewSql} WHERE c.id = ?`).get(id) ?? [],
  );
}

interface Part {
  column: 'seller_id' | 'direction_id' | 'scored_by_id' | 'reviewer_id' | null;
  value: number | null;
}

function partsOf(scope: ListScope): Part[] {
  if (scope.all) return [{ column: null, value: null }];
  return [
    ...scope.directionIds.map((value): Part => ({ column: 'direction_id', value })),
    ...scope.sellerIds.map((value): Part => ({ column: 'seller_id', value })),
    ...(scope.controllerId === null
      ? []
      : [
          { column: 'scored_by_id' as const, value: scope.controllerId },
          { column: 'reviewer_id' as const, value: scope.controllerId },
        ]),
  ];
}

function idsOf(
  db: Db,
  part: Part,
  { status, beforeId, most }: { status: Status | null; beforeId: number; most: number },
): number[] {
  const conditions = ['id < ?'];
  const values: (number | string)[] = [beforeId];
  if (part.column !== null && part.value !== null) {
    conditions.push(`${part.column} = ?`);
    values.push(part.value);
  }
  if (status !== null) {
    conditions.push('status = ?');
    values.push(status);
  }
  const index = part.column === null && status !== null ? `INDEXED BY ${listIndex.status}` : '';
  const text = `SELECT id FROM calls ${index} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`;
  return db
    .sql<(number | string)[], { id: number }>(text)
    .all(...values, most)
    .map((row) => row.id);
}

export function savedFilter(db: Db, personId: number): Record<string, unknown> {
  const text = 'SELECT filter FROM call_filters WHERE person_id = ?';
  const row = db.sql<[number], { filter: string }>(text).get(personId);
  return row ? (JSON.parse(row.filter) as Record<string, unknown>) : {};
}

export function saveFilter(tx: Tx, personId: number, filter: Record<string, unknown>): void {
  tx.sql(
    `INSERT INTO call_filters (person_id, filter) VALUES (?, ?)
     ON CONFLICT (person_id) DO UPDATE SET filter = excluded.filter`,
  ).run(personId, JSON.stringify(filter));
}
