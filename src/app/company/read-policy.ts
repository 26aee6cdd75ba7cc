import type { Member } from '../../db/people.ts';
import { currentPolicy, type PolicyChange, policyChangesBefore } from '../../db/policy.ts';
import { type Policy, type PolicyKey, policyKeys, policySchema } from '../../domain/policy.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import { inWords } from '../../domain/wording.ts';
import type { App } from '../app.ts';
import { cronRules, nextRunBy } from './cron-rules.ts';

/** One change of the rules: who changed what, and when. */
export interface RuleChange {
  id: number;
  at: Instant;
  /** Null: the first values, the command line or the environment. */
  byName: string | null;
  /** That of the rules after it: in it are the amounts. */
  currency: string;
  changed: { key: PolicyKey; from: Policy[PolicyKey]; to: Policy[PolicyKey] }[];
}

/** The rules in force with the id of the change that brought them, for an administrator. */
export function policyNow(app: App, member: Member): Outcome<{ id: number; policy: Policy }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  return { ok: true, ...currentPolicy(app.db) };
}

const historyMax = 500;

/** Changes of the rules, the newest first, older than `beforeId`; the first values are no change. */
export function policyHistory(
  app: App,
  beforeId: number = Number.MAX_SAFE_INTEGER,
  most: number = historyMax,
): RuleChange[] {
  const rows = policyChangesBefore(app.db, beforeId, most + 1);
  return rows.slice(0, most).flatMap((row, index) => {
    const before = rows[index + 1];
    return before ? [changeBetween(before, row)] : [];
  });
}

function changeBetween(before: PolicyChange, after: PolicyChange): RuleChange {
  const [from, to] = [rulesOf(before), rulesOf(after)];
  const changed = policyKeys
    .filter((key) => from[key] !== to[key])
    .map((key) => ({ key, from: from[key], to: to[key] }));
  return { id: after.id, at: after.at, byName: after.byName, currency: to.currency, changed };
}

/** Rules that came later have their first value in what was kept before. */
function rulesOf({ policy }: PolicyChange): Policy {
  return policySchema.parse(policy);
}

/** Who changed a rule last, and when; null where it still has its first value. */
export function lastChangeOf(app: App, key: PolicyKey): RuleChange | null {
  return (
    policyHistory(app).find(({ changed }) => changed.some((change) => change.key === key)) ?? null
  );
}

/** `detail`: what is wrong, in English. */
export type Tried = { ok: true; value: Policy[PolicyKey] } | { ok: false; detail: string };

/** What a typed value would make of a rule; not ok where it is none. */
export function tryRule(app: App, key: PolicyKey, typed: unknown): Tried {
  const policy = policySchema.safeParse({ ...app.policy(), [key]: typed }, { error: inWords });
  if (!policy.success) return { ok: false, detail: policy.error.issues[0]?.message ?? '' };
  const cron = cronRules.find((rule) => rule === key);
  if (cron && nextRunBy(app, policy.data, cron) === null) {
    return { ok: false, detail: 'names no time' };
  }
  return { ok: true, value: policy.data[key] };
}
