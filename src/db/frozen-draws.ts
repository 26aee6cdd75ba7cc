import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Entropy } from '../domain/entropy.ts';
import type { Instant } from '../domain/time.ts';
import type { DrawRow } from './draws.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { draws } from './schema/draws.ts';

type Frozen = {
  [Name in 'policy' | 'eligible' | 'leftOut' | 'leftOutCalls' | 'poolSha256']: NonNullable<
    DrawRow[Name]
  >;
};

const freeze = prepared(
  (orm, given: Given<Frozen & { drawId: number; now: Instant; eligibleCount: number }>) =>
    orm
      .update(draws)
      .set({
        frozenAt: given.now,
        policy: given.policy,
        eligible: given.eligible,
        eligibleCount: given.eligibleCount,
        leftOut: given.leftOut,
        leftOutCalls: given.leftOutCalls,
        poolSha256: given.poolSha256,
      })
      .where(and(eq(draws.id, given.drawId), isNull(draws.frozenAt), isNull(draws.drawnAt))),
);

/** Keeps a window's pool; false where it was frozen or drawn meanwhile. */
export function freezePool(tx: Tx, drawId: number, now: Instant, pool: Frozen): boolean {
  const eligibleCount = pool.eligible.length / 8;
  return freeze(tx).run({ ...pool, drawId, now, eligibleCount }).changes === 1;
}

const head = preparedSql(
  () => sql<{ sha256: string }>`
    SELECT ${draws.recordSha256} "sha256" FROM ${draws}
     WHERE ${draws.recordSha256} IS NOT NULL AND ${draws.recordSha256} NOT IN
           (SELECT ${draws.previousSha256} FROM ${draws} WHERE ${draws.previousSha256} IS NOT NULL)`,
);

/** The chain's head: the hash of the last draw's record, which no other names; null before the first. */
export function chainHead(db: Db): string | null {
  return head(db).get()?.sha256 ?? null;
}

const records = preparedSql(
  () => sql<{ id: number; recordSha256: string; previousSha256: string | null }>`
    SELECT ${draws.id} "id", ${draws.recordSha256} "recordSha256",
           ${draws.previousSha256} "previousSha256"
      FROM ${draws} WHERE ${draws.recordSha256} IS NOT NULL ORDER BY ${draws.id}`,
);

/** The links of the chain, by their draws. */
export function recordsOfChain(db: Db) {
  return records(db).all();
}

const settle = prepared((orm, { drawId, entropy }: Given<{ drawId: number; entropy: Entropy }>) =>
  orm
    .update(draws)
    .set({ entropy })
    .where(
      and(
        eq(draws.id, drawId),
        isNotNull(draws.frozenAt),
        isNull(draws.entropy),
        isNull(draws.drawnAt),
      ),
    ),
);

/** Keeps the entropy that a frozen draw goes by; the first that came stays, whatever comes after a restart. */
export function keepEntropy(tx: Tx, drawId: number, entropy: Entropy): void {
  settle(tx).run({ drawId, entropy });
}

const without = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<{ count: number }>`
    SELECT count(*) "count" FROM ${draws}
     WHERE ${draws.drawnAt} >= ${since} AND ${draws.eligibleCount} > 0
       AND json_extract(${draws.entropy}, '$.wanted') <> 'none'`,
);

/** How many draws among calls have gone on since then without the entropy that their rule wanted. */
export function drawsWithoutEntropy(db: Db, since: Instant): number {
  return without(db).get({ since })?.count ?? 0;
}
