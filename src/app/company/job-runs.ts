import {
  beginJob,
  claimJob,
  finishJob,
  forgetBefore,
  forgetRunsAfter,
  nextDueAt,
} from '../../db/jobs.ts';
import { forgetReportsBefore } from '../../db/telephony.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

const keptMs = 3 * 86_400_000;
/** A recording may be announced days after its call. */
const reportsKeptMs = 14 * 86_400_000;

/** Claims one run of a job, so that no other process and no later start works it again. */
export function claimRun(app: App, name: string, dueAt: Instant): boolean {
  return app.db.transaction((tx) => claimJob(tx, name, dueAt, app.now()));
}

/** Notes that a job which is done every so often begins; answers what its run is known by. */
export function beginRun(app: App, name: string): Instant {
  const at = app.now();
  app.db.transaction((tx) => beginJob(tx, name, at));
  return at;
}

export function finishRun(app: App, name: string, dueAt: Instant): void {
  app.db.transaction((tx) => finishJob(tx, name, dueAt, app.now()));
}

/** Forgets what only guards against repetition once nothing can repeat it any more. */
export function housekeeping(app: App): void {
  app.db.transaction((tx) => {
    forgetBefore(tx, app.nowEarliest() - keptMs);
    forgetRunsAfter(tx, app.now() + keptMs);
    forgetReportsBefore(tx, app.nowEarliest() - reportsKeptMs);
  });
}

/** When something falls due next: the stops that a clock moved by hand should make. */
export function nextStop(app: App): Instant | null {
  return nextDueAt(app.db);
}
