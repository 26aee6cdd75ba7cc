import { and, eq, lt, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { telephonyCalls as told } from './schema/telephony.ts';

// CROSS: what is kept may be many times what is asked for, and is looked up by it.
const amongIds = preparedSql(
  ({ source, ids }: Given<{ source: string; ids: string }>) => sql<{ externalId: string }>`
    SELECT ${told.externalId} "externalId" FROM json_each(${ids}) id
      CROSS JOIN ${told} ON ${told.source} = ${source} AND ${told.externalId} = id.value`,
);

/** Which of the ids anything is kept of. */
export function keptAmong(db: Db, source: string, ids: Iterable<string>): Set<string> {
  const rows = amongIds(db).all({ source, ids: JSON.stringify([...ids]) });
  return new Set(rows.map(({ externalId }) => externalId));
}

type OneId = Given<{ source: string; externalId: string }>;

/** The parts of one call that were told so far. */
export interface ToldParts {
  /** The id that they are kept under. */
  externalId: string;
  parts: readonly object[];
  /** False where the call was known before the first of them was kept. */
  whole: boolean;
}

const byId = prepared((orm, given: OneId) =>
  orm
    .select({
      externalId: told.externalId,
      partOf: told.partOf,
      parts: told.parts,
      whole: told.whole,
    })
    .from(told)
    .where(and(eq(told.source, given.source), eq(told.externalId, given.externalId))),
);

/** What was told so far of the call that goes by an id, be it one of several; null: nothing. */
export function partsOf(db: Db, source: string, externalId: string): ToldParts | null {
  const row = byId(db).get({ source, externalId });
  if (row?.partOf == null) return row ?? null;
  return byId(db).get({ source, externalId: row.partOf }) ?? null;
}

const save = prepared((orm, given: Given<typeof told.$inferSelect>) => {
  const { source, externalId, partOf, parts, whole, heardAt } = given;
  return orm
    .insert(told)
    .values({ source, externalId, partOf, parts, whole, heardAt })
    .onConflictDoUpdate({
      target: [told.source, told.externalId],
      set: { partOf, parts, whole, heardAt },
    });
});

/**
 * Keeps the parts of a call under its id, in the place of what was kept before; `ids` are all that it goes by,
 * and each leads there.
 */
export function saveParts(
  tx: Tx,
  call: ToldParts & { source: string; ids: Iterable<string> },
  heardAt: Instant,
): void {
  const { source, externalId, parts, whole } = call;
  save(tx).run({ source, externalId, partOf: null, parts, whole, heardAt });
  for (const id of call.ids) {
    if (id === externalId) continue;
    save(tx).run({ source, externalId: id, partOf: externalId, parts: [], whole, heardAt });
  }
}

const forgetOne = prepared((orm, given: OneId) =>
  orm.delete(told).where(and(eq(told.source, given.source), eq(told.externalId, given.externalId))),
);

export function forgetParts(
  tx: Tx,
  { source, externalId }: { source: string; externalId: string },
): void {
  forgetOne(tx).run({ source, externalId });
}

const forget = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm.delete(told).where(lt(told.heardAt, before)),
);

export function forgetPartsBefore(tx: Tx, before: Instant): void {
  forget(tx).run({ before });
}
