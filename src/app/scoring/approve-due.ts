import { setImmediate } from 'node:timers/promises';
import { approveSlice } from '../../db/approvals.ts';
import { currentPolicy } from '../../db/policy.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { openMonthFrom } from './open-month.ts';

const sliceTargetMs = 15;
const sliceMax = 2000;

/**
 * Approves every score whose deadline has come (3.4), in set-based slices short enough (at most 50 ms
 * each) not to keep anybody's tap waiting: the size of a slice follows the time the last one took.
 * Answers how many were approved.
 */
export async function approveDue(app: App): Promise<number> {
  let size = 200;
  let approved = 0;
  for (;;) {
    const startedAt = performance.now();
    const done = approveSomeDue(app, size);
    approved += done;
    if (done < size || app.ending.aborted) break;
    const tookMs = Math.max(1, performance.now() - startedAt);
    size = Math.max(50, Math.min(sliceMax, size * 2, Math.floor((size * sliceTargetMs) / tookMs)));
    await setImmediate();
  }
  if (approved > 0) app.onOutbox();
  return approved;
}

/** One slice, one transaction. */
export function approveSomeDue(app: App, most: number): number {
  return app.db.transaction((tx) => {
    const { id: policyId, policy } = currentPolicy(tx);
    const now = app.now();
    const { reviewPoints, violationPoints } = policy;
    const terms = {
      now,
      earliestAt: app.nowEarliest(),
      month: localMonthOf(now, policy.timeZone),
      firstOpenMonth: openMonthFrom(tx, ''),
      policyId,
      reviewPoints,
      violationPoints,
    };
    return approveSlice(tx, terms, most);
  });
}
