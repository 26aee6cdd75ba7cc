import { type DrawRow, windowsAfter } from '../db/draws.ts';
import type { Db } from '../db/open.ts';
import { policyAt } from '../db/policy.ts';
import { type Policy, type PolicyKey, policySchema } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { App } from './app.ts';

/** The rules by which a draw goes; `timeZone` as far as it says when a window ends. */
export const drawRules = [
  'drawCron',
  'drawBy',
  'perSeller',
  'total',
  'percent',
  'minTalkS',
  'drawAlsoAsked',
  'timeZone',
] as const satisfies readonly PolicyKey[];

export function isDrawRule(key: PolicyKey): boolean {
  return drawRules.some((rule) => rule === key);
}

/**
 * A draw goes by the rules in force when its window opened (3.1): while its calls are being made nobody
 * changes how they will be drawn. Once drawn it goes by those on its record, its replacements too.
 */
export function policyOfDraw(db: Db, draw: DrawRow): Policy {
  return draw.policy === null
    ? policyAt(db, draw.windowFromAt)
    : policySchema.parse(JSON.parse(draw.policy));
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
