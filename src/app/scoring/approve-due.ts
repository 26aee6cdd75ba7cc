import { setImmediate } from 'node:timers/promises';
import { approveBatch } from '../../db/approvals.ts';
import { beginBulkWriting } from '../../db/bulk-writing.ts';
import { currentPolicy } from '../../db/policy.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { openMonthFrom } from './open-month.ts';

/** What bounds a slice. */
interface SliceBounds {
  /** Small enough for a slice to end in time, large enough for its statements to be worth their beginning. */
  batchMax: number;
  /** After so long no further batch begins; the commit comes on top, about a quarter of it. */
  sliceMs: number;
}

const usual: SliceBounds = { batchMax: 50, sliceMs: 16 };

/**
 * Approves every score whose deadline has come (3.4), in slices short enough (at most 50 ms each) not to
 * keep anybody's tap waiting. Answers how many were approved.
 */
export async function approveDue(app: App, bounds = usual): Promise<number> {
  const first = approveSlice(app, bounds);
  const approved = first.approved + (first.isAll ? 0 : await approveBacklog(app, bounds));
  if (approved > 0) app.onOutbox();
  return approved;
}

/** More than one slice, as after the service has stood still. */
async function approveBacklog(app: App, bounds: SliceBounds): Promise<number> {
  const writing = beginBulkWriting(app.db);
  try {
    let approved = 0;
    for (;;) {
      await setImmediate();
      await writing.between();
      if (app.ending.aborted) return approved;
      const slice = approveSlice(app, bounds);
      approved += slice.approved;
      if (slice.isAll) return approved;
    }
  } finally {
    await writing.end();
  }
}

interface Slice {
  approved: number;
  /** Whether nothing more is due. */
  isAll: boolean;
}

/**
 * One slice, one transaction: set-based batches, one after another, until nothing is due or its time is
 * over. So it ends in time on a machine that is busy with something else in the middle of it as well.
 */
export function approveSlice(app: App, { batchMax, sliceMs }: SliceBounds): Slice {
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
    const endMs = performance.now() + sliceMs;
    let approved = 0;
    for (;;) {
      const done = approveBatch(tx, terms, batchMax);
      approved += done;
      if (done < batchMax) return { approved, isAll: true };
      if (performance.now() >= endMs) return { approved, isAll: false };
    }
  });
}
