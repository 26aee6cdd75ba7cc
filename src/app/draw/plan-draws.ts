import { insertWindow, lastWindowEnd, moveWindows, windowsAfter } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import { commitmentOf } from '../../domain/ticket.ts';
import { type Instant, localDateOf, localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { openWindow } from './draw-policy.ts';

/** Windows committed to ahead of time: they outlast a month of downtime at one draw a day. */
const windowsAhead = 30;
/** In one go, however long ago the last window ended: years of one draw a day. */
const windowsAtOnceMax = 2000;
const dayMs = 86_400_000;

/**
 * Keeps the coming windows planned, each with its seed chosen and the seed's SHA-256 fixed before it
 * opens (3.1). They follow one another without gap or overlap; the first opens now.
 */
export function planDraws(app: App): void {
  app.db.transaction((tx) => {
    const now = app.now();
    // Where the clock was set forward by months it may have to come back.
    const aheadOf = Math.min(now, app.nowEarliest() + dayMs);
    let fromAt = lastWindowEnd(tx) ?? now;
    let ahead = windowsAfter(tx, aheadOf).length;
    for (let planned = 0; ahead < windowsAhead && planned < windowsAtOnceMax; planned += 1) {
      const window = windowFrom(app, fromAt);
      if (!window) return;
      if (window.windowToAt > aheadOf) ahead += 1;
      const seed = app.randomBytes(32);
      insertWindow(tx, { ...window, seed, seedSha256: commitmentOf(seed) }, now);
      fromAt = window.windowToAt;
    }
  });
}

/**
 * After a change of the cron expression or the zone: the windows not yet open take the new times. The open
 * one ends when it was to end: its calls are known already, and are drawn when their sellers were told.
 */
export function replanDraws(tx: Tx, app: App): void {
  const now = app.now();
  const promised = openWindow(tx, now);
  const later = windowsAfter(tx, now).filter(({ id }) => id !== promised?.id);
  let fromAt = promised?.windowToAt ?? later[0]?.windowFromAt ?? now;
  const moved = [];
  for (const { id } of later) {
    const window = windowFrom(app, fromAt);
    if (!window) return;
    moved.push({ id, ...window });
    fromAt = window.windowToAt;
  }
  moveWindows(tx, moved);
}

function nextDraw(app: App, after: Instant): Instant | null {
  const { drawCron, timeZone } = app.policy();
  return app.nextCron(drawCron, timeZone, after);
}

function windowFrom(app: App, fromAt: Instant) {
  const toAt = nextDraw(app, fromAt);
  return toAt === null ? null : windowOf(app, fromAt, toAt);
}

function windowOf(app: App, windowFromAt: Instant, windowToAt: Instant) {
  const { timeZone } = app.policy();
  return {
    windowFromAt,
    windowToAt,
    date: localDateOf(windowToAt, timeZone),
    month: localMonthOf(windowToAt, timeZone),
  };
}
