import { type Policy, policySchema } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

interface PolicyRow {
  id: number;
  policy: string;
}

interface Known {
  id: number;
  policy: Policy;
  readAtMs: number;
}

const known = new WeakMap<Db['orm'], Known>();

/** Another process, such as the command line, may change the policy: it is looked up again this often. */
const freshMs = 1000;

/** The rules in force and the id of the change that brought them. */
export function currentPolicy(db: Db): { id: number; policy: Policy } {
  const before = known.get(db.orm);
  const readAtMs = performance.now();
  if (before && readAtMs - before.readAtMs < freshMs) return before;
  const last = db
    .sql<[], PolicyRow>('SELECT id, policy FROM policy_changes ORDER BY id DESC LIMIT 1')
    .get();
  if (!last) throw new Error('the policy has no first values yet');
  const policy =
    before?.id === last.id ? before.policy : policySchema.parse(JSON.parse(last.policy));
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

/** The change that was in force at an instant; before the first one, the first. */
export function policyIdAt(db: Db, at: Instant): number {
  const text = `SELECT coalesce((SELECT max(id) FROM policy_changes WHERE at <= ?), min(id))
    FROM policy_changes`;
  return db.sql<[Instant], number>(text).pluck().get(at) ?? 0;
}

export function policyById(db: Db, id: number): Policy {
  const text = 'SELECT id, policy FROM policy_changes WHERE id = ?';
  const row = db.sql<[number], PolicyRow>(text).get(id);
  if (!row) throw new Error(`there is no policy ${id}`);
  return policySchema.parse(JSON.parse(row.policy));
}

/** The id of the change in force as another process may have made it this very moment. */
export function latestPolicyId(tx: Tx): number {
  const text = 'SELECT max(id) FROM policy_changes';
  return tx.sql<[], number>(text).pluck().get() ?? 0;
}

export function hasPolicy(db: Db): boolean {
  return db.sql<[], unknown>('SELECT 1 FROM policy_changes LIMIT 1').get() !== undefined;
}

export function appendPolicy(tx: Tx, policy: Policy, by: number | null, at: Instant): void {
  known.delete(tx.orm);
  tx.sql('INSERT INTO policy_changes (at, by_id, policy) VALUES (?, ?, ?)').run(
    at,
    by,
    JSON.stringify(policy),
  );
}

export interface PolicyChange {
  id: number;
  at: Instant;
  byName: string | null;
  /** JSON of the whole policy from here on. */
  policy: string;
}

/** The latest changes before one, the newest first. */
export function policyChangesBefore(db: Db, beforeId: number, most: number): PolicyChange[] {
  return db
    .sql<[number, number], PolicyChange>(
      `SELECT c.id, c.at, p.name byName, c.policy
         FROM policy_changes c LEFT JOIN people p ON p.id = c.by_id
        WHERE c.id < ? ORDER BY c.id DESC LIMIT ?`,
    )
    .all(beforeId, most);
}
