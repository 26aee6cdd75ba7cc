import {
  clocksBegunAfter,
  cutLease,
  leasesBeyond,
  pullDeletions,
  pullNewNotices,
  pullNoticesToRetry,
  pullWaiting,
} from '../../db/ahead-of-clock.ts';
import { changeCall } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { cancelNotices } from '../../db/outbox.ts';
import type { App } from '../app.ts';
import { leaseEnd } from '../calls/lease-call.ts';
import { deadlineFor, planReminder } from './deliver-notices.ts';
import { notify } from './notify.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer than any pause between attempts (deliver-notices.ts), but for what Telegram asks for. */
const retryMsMax = hourMs;
/** Recordings leave a chat after 47 hours (recordings.ts). */
const deletionMsMax = 48 * hourMs;

/**
 * Brings back to now what was put off by a clock that was ahead and has been set back since, and what waits
 * since an instant to come: else it would lie still until the clock has come so far. Changes nothing while the clock only goes on.
 *
 * A time to appeal that began more than a day ahead begins again now, and its seller is told; nearer ones
 * stay, since they only end later than they might.
 */
export function bringBack(app: App): void {
  app.db.transaction((tx) => {
    const now = app.now();
    pullNewNotices(tx, now);
    pullNoticesToRetry(tx, now, now + retryMsMax);
    pullDeletions(tx, now, now + deletionMsMax);
    pullWaiting(tx, now);
    cutLeases(tx, app);
    beginClocksAgain(tx, app);
  });
}

/** None lasts longer than one that is given now. */
function cutLeases(tx: Tx, app: App): void {
  const shortestMs = app.policy().leaseMinutes * 60_000;
  for (const { id, callId, untilAt } of leasesBeyond(tx, app.now() + shortestMs)) {
    const endAt = leaseEnd(tx, app, callId);
    if (untilAt > endAt) cutLease(tx, id, endAt);
  }
}

function beginClocksAgain(tx: Tx, app: App): void {
  const now = app.now();
  const begun = new Map<number, number[]>();
  for (const { callId, sellerId } of clocksBegunAfter(tx, now + dayMs)) {
    const deadlineAt = deadlineFor({ ...app, db: tx }, sellerId, now);
    changeCall(tx, callId, { clockFromAt: now, deadlineAt });
    cancelNotices(tx, callId, 'deadline_reminder');
    planReminder(tx, app, { callId, sellerId, deadlineAt }, now);
    begun.set(sellerId, [...(begun.get(sellerId) ?? []), callId]);
  }
  for (const [personId, calls] of begun) {
    notify(tx, app, {
      key: `deadlines_moved:${personId}:${now}:${calls.join()}`,
      personId,
      kind: 'deadlines_moved',
      payload: { calls, because: 'clock' },
    });
  }
}
