import { policyOfDraw } from '../../db/draw-policy.ts';
import { type DrawRow, windowsAfter } from '../../db/draws.ts';
import type { Db } from '../../db/open.ts';
import type { Policy, PolicyKey } from '../../domain/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** The rules by which a draw goes; `timeZone` as far as it says when a window ends. */
export const drawRules = [
  'drawCron',
  'drawBy',
  'perSeller',
  'total',
  'percent',
  'minTalkS',
  'drawAlsoAsked',
  'drawEntropy',
  'timeZone',
] as const satisfies readonly PolicyKey[];

export function isDrawRule(key: PolicyKey): boolean {
  return drawRules.some((rule) => rule === key);
}

/** The window that is open and whose draw is promised; one that opens this very moment is not yet. */
export function openWindow(db: Db, now: Instant): DrawRow | null {
  const [first] = windowsAfter(db, now);
  return first && first.windowFromAt < now ? first : null;
}

/** The rules by which the coming draw goes. */
export function policyOfComingDraw(app: App): Policy {
  const promised = openWindow(app.db, app.now());
  return promised ? policyOfDraw(app.db, promised) : app.policy();
}

/**
 * The first draw that goes by rules changed now to `policy`: the one after that of the open window.
 * Null where the cron expression names no time.
 */
export function firstDrawBy(app: App, policy: Policy): Instant | null {
  const promised = openWindow(app.db, app.now());
  return app.nextCron(policy.drawCron, policy.timeZone, promised?.windowToAt ?? app.now());
}

/** A rule of the draw that the open window does not go by yet: what it goes by, and the first draw by the new one. */
export function comingRule(
  app: App,
  key: PolicyKey,
): { before: Policy[PolicyKey]; fromAt: Instant } | null {
  if (!isDrawRule(key)) return null;
  const before = policyOfComingDraw(app)[key];
  const fromAt = firstDrawBy(app, app.policy());
  return before === app.policy()[key] || fromAt === null ? null : { before, fromAt };
}
