import { appendPolicy, currentPolicy, hasPolicy } from '../db/policy.ts';
import { type Policy, policySchema } from '../domain/policy.ts';
import { inWords } from '../domain/wording.ts';
import type { App } from './app.ts';
import { cronRules, nextRunBy } from './cron-rules.ts';
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
