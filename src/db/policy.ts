import { desc, eq, lt, max, sql } from 'drizzle-orm';
import { type Policy, policySchema } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { people } from './schema/people.ts';
import { policyChanges } from './schema/policy.ts';

interface Known {
  id: number;
  policy: Policy;
  readAtMs: number;
}

const known = new WeakMap<Db['orm'], Known>();

/** Another process, such as the command line, may change the policy: it is looked up again this often. */
const freshMs = 1000;

const columns = { id: policyChanges.id, policy: policyChanges.policy };

const latest = prepared((orm) =>
  orm.select(columns).from(policyChanges).orderBy(desc(policyChanges.id)).limit(1),
);

/** The rules in force and the id of the change that brought them. */
export function currentPolicy(db: Db): { id: number; policy: Policy } {
  const before = known.get(db.orm);
  const readAtMs = performance.now();
  if (before && readAtMs - before.readAtMs < freshMs) return before;
  const last = latest(db).get();
  if (!last) throw new Error('the policy has no first values yet');
  const policy = before?.id === last.id ? before.policy : policySchema.parse(last.policy);
  const current = { id: last.id, policy, readAtMs };
  known.set(db.orm, current);
  return current;
}

/** The rules that were in force at an instant; before the first ones, the first. */
export function policyAt(db: Db, at: Instant): Policy {
  const id = policyIdAt(db, at);
  const current = currentPolicy(db);
  return id === current.id ? current.policy : policyById(db, id);
}

const idAt = preparedSql(
  ({ at }: Given<{ at: Instant }>) => sql<{ id: number }>`
    SELECT coalesce((SELECT max(${policyChanges.id}) FROM ${policyChanges}
                      WHERE ${policyChanges.at} <= ${at}), min(${policyChanges.id})) id
      FROM ${policyChanges}`,
);

/** The change that was in force at an instant; before the first one, the first. */
export function policyIdAt(db: Db, at: Instant): number {
  return idAt(db).get({ at })?.id ?? 0;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select(columns).from(policyChanges).where(eq(policyChanges.id, id)),
);

export function policyById(db: Db, id: number): Policy {
  const row = byId(db).get({ id });
  if (!row) throw new Error(`there is no policy ${id}`);
  return policySchema.parse(row.policy);
}

const latestId = prepared((orm) => orm.select({ id: max(policyChanges.id) }).from(policyChanges));

/** The id of the change in force as another process may have made it this very moment. */
export function latestPolicyId(tx: Tx): number {
  return latestId(tx).get()?.id ?? 0;
}

export function hasPolicy(db: Db): boolean {
  return latestId(db).get()?.id != null;
}

const insert = prepared((orm, given: Given<{ at: Instant; by: number | null; policy: Policy }>) =>
  orm.insert(policyChanges).values({ at: given.at, byId: given.by, policy: given.policy }),
);

export function appendPolicy(tx: Tx, policy: Policy, by: number | null, at: Instant): void {
  known.delete(tx.orm);
  insert(tx).run({ at, by, policy });
}

export interface PolicyChange {
  id: number;
  at: Instant;
  byName: string | null;
  /** The whole policy from here on, as it was written then. */
  policy: Record<string, unknown>;
}

const changes = prepared((orm, given: Given<{ beforeId: number; most: number }>) =>
  orm
    .select({ ...columns, at: policyChanges.at, byName: people.name })
    .from(policyChanges)
    .leftJoin(people, eq(people.id, policyChanges.byId))
    .where(lt(policyChanges.id, given.beforeId))
    .orderBy(desc(policyChanges.id))
    .limit(given.most),
);

/** The latest changes before one, the newest first. */
export function policyChangesBefore(db: Db, beforeId: number, most: number): PolicyChange[] {
  return changes(db).all({ beforeId, most });
}
