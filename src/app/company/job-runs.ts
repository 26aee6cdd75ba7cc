import { forgetHeldBefore } from '../../db/held-calls.ts';
import {
  beginJob,
  claimJob,
  finishJob,
  forgetBefore,
  forgetRunsAfter,
  nextDueAt,
} from '../../db/jobs.ts';
import { forgetPartsBefore } from '../../db/told-parts.ts';
import { callOffUpload, forgottenUploads } from '../../db/uploads.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

const keptMs = 3 * 86_400_000;
/** A recording may be announced days after its call, and yesterday's file brought in next week. */
const toldKeptMs = 14 * 86_400_000;
/** How long an upload waits for a word of its person. */
const uploadsKeptMs = 7 * 86_400_000;

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
  app.db.transaction((tx) => finishJob(tx, { name, dueAt, now: app.now(), error: null }));
  jobWorks(app, name);
}

const errorMax = 500;

/** Notes why a run failed, for the doctor; where not even that can be written, the log still says it. */
export function failRun(app: App, name: string, dueAt: Instant, error: unknown): void {
  const text = (error instanceof Error ? error.message : String(error)).slice(0, errorMax);
  try {
    app.db.transaction((tx) => finishJob(tx, { name, dueAt, now: app.now(), error: text }));
  } catch (unwritten) {
    app.incidents.caught(unwritten, `noting that the job ${name} failed`);
  }
}

/** A job failed: whatever of the database it met is that incident, else it is the job's own. */
export function jobFailed(app: App, name: string, error: unknown): void {
  if (app.incidents.reportFault(error)) return;
  if (name === drawJob) app.incidents.report('draw_failed', error);
  else app.incidents.report('job_failed', error, name);
}

export function jobWorks(app: App, name: string): void {
  if (name === drawJob) app.incidents.over('draw_failed');
  else app.incidents.over('job_failed', name);
}

const drawJob = 'draw';

/** Forgets what only guards against repetition once nothing can repeat it any more, and files that nobody says yes or no to. */
export function housekeeping(app: App): void {
  app.db.transaction((tx) => {
    for (const id of forgottenUploads(tx, app.nowEarliest() - uploadsKeptMs)) {
      callOffUpload(tx, id, app.now());
    }
    forgetBefore(tx, app.nowEarliest() - keptMs);
    forgetRunsAfter(tx, app.now() + keptMs);
    forgetPartsBefore(tx, app.nowEarliest() - toldKeptMs);
    forgetHeldBefore(tx, app.nowEarliest() - toldKeptMs);
  });
}

/** When something falls due next: the stops that a clock moved by hand should make. */
export function nextStop(app: App): Instant | null {
  return nextDueAt(app.db);
}
