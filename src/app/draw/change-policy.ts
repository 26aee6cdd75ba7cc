import type { Member } from '../../db/people.ts';
import { appendPolicy, currentPolicy, hasPolicy, latestPolicyId } from '../../db/policy.ts';
import type { PolicyKey } from '../../domain/policy.ts';
import { type Policy, policySchema } from '../../domain/policy.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { inWords } from '../../domain/wording.ts';
import type { App } from '../app.ts';
import { cronRules, nextRunBy } from '../company/cron-rules.ts';
import { policyNow } from '../company/read-policy.ts';
import { replanDraws } from './plan-draws.ts';

/** Writes the first values where there are none yet; later starts leave the policy alone. */
export function firstPolicy(app: App, values: Partial<Record<keyof Policy, unknown>>): void {
  app.db.transaction((tx) => {
    if (hasPolicy(tx)) return;
    appendPolicy(tx, policySchema.parse(values), null, app.now());
  });
}

/** Changes rules from now on; the history keeps who and when. Answers what is wrong by name. */
export function changePolicy(
  app: App,
  changes: Partial<Record<keyof Policy, unknown>>,
  by: number | null,
): { ok: true; policy: Policy } | { ok: false; problems: { key: string; detail: string }[] } {
  const before = app.policy();
  const parsed = policySchema.safeParse({ ...before, ...changes }, { error: inWords });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      key: issue.path.join('.'),
      detail: issue.message,
    }));
    return { ok: false, problems };
  }
  const policy = parsed.data;
  const never = cronRules.filter((key) => nextRunBy(app, policy, key) === null);
  if (never.length > 0) {
    const problems = never.map((key) => {
      const detail = `is "${policy[key]}", which names no time; use five cron fields such as 0 19 * * 1-6`;
      return { key, detail };
    });
    return { ok: false, problems };
  }
  app.db.transaction((tx) => {
    appendPolicy(tx, policy, by, app.now());
    const { drawCron, timeZone } = before;
    const moved = drawCron !== policy.drawCron || timeZone !== policy.timeZone;
    if (moved) replanDraws(tx, { ...app, policy: () => currentPolicy(tx).policy });
  });
  return { ok: true, policy };
}

/** Changes one rule, provided that nobody changed any since it was looked at. */
export function changeRule(
  app: App,
  member: Member,
  change: { key: PolicyKey; value: unknown; seenId: number },
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const now = policyNow(app, member);
    if (!now.ok) return now;
    // The rules at hand may be a second old, the one that is looked up here is not.
    if (now.id !== change.seenId || latestPolicyId(tx) !== change.seenId) return refuse('stale');
    const done = changePolicy({ ...app, db: tx }, { [change.key]: change.value }, member.id);
    return done.ok ? { ok: true } : refuse('stale');
  });
}
