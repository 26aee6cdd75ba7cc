import type { Policy } from '../../domain/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** The rules that name a time. */
export const cronRules = ['drawCron', 'digestCron'] as const;

/**
 * When such a rule comes next; null where it names no time: five fields in the right shape may still name
 * an hour that no day has.
 */
export function nextRunBy(
  app: App,
  policy: Policy,
  rule: (typeof cronRules)[number],
): Instant | null {
  try {
    return app.nextCron(policy[rule], policy.timeZone, app.now());
  } catch {
    return null;
  }
}
