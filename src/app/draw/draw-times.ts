import { localDateOf, wallClock } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { policyOfComingDraw } from './draw-policy.ts';

/** At which time of day draws take place, and on which days of the week. */
export interface DrawTimes {
  /** Minutes from midnight, in the company's zone. */
  minute: number;
  /** From 1, Monday, to 7, in their order. */
  weekdays: readonly number[];
}

const dayMs = 86_400_000;
const lookDays = 14;

/** When the rules say that draws take place; null where that is not once a day at one time of the week's days. */
export function drawTimes(app: App): DrawTimes | null {
  const { drawCron, timeZone } = policyOfComingDraw(app);
  const until = app.now() + lookDays * dayMs;
  const days: { date: string; minute: number; weekday: number }[] = [];
  for (let at = app.nextCron(drawCron, timeZone, app.now()); at !== null && at < until; ) {
    const local = new Date(wallClock(at, timeZone));
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    days.push({ date: localDateOf(at, timeZone), minute, weekday: local.getUTCDay() || 7 });
    if (days.length > lookDays) return null;
    at = app.nextCron(drawCron, timeZone, at);
  }
  const weekdays = [...new Set(days.map(({ weekday }) => weekday))].sort();
  const [first] = days;
  const isWeekly =
    new Set(days.map(({ minute }) => minute)).size === 1 && days.length === 2 * weekdays.length;
  return first && isWeekly ? { minute: first.minute, weekdays } : null;
}
