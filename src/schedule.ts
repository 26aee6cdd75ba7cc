import { Cron } from 'croner';
import type { App } from './app/app.ts';
import { watchAppeals } from './app/appeal/watch-appeals.ts';
import { returnCalls } from './app/calls/return-calls.ts';
import { claimRun, finishRun, housekeeping } from './app/company/job-runs.ts';
import { sendDigests } from './app/credit/send-digests.ts';
import { drawDue } from './app/draw/draw-calls.ts';
import { planDraws } from './app/draw/plan-draws.ts';
import { purgeRecordings } from './app/recordings/purge-recordings.ts';
import { approveDue } from './app/scoring/approve-due.ts';
import { freeExpiredLeases } from './app/scoring/next-call.ts';
import { watchAdvice } from './app/teaching/watch-advice.ts';
import type { Instant } from './domain/time.ts';

/**
 * What happens by the clock, in the policy's zone. The draw's own expression is in its planned windows:
 * a window that has ended is drawn within the minute, and tried again should that fail.
 */
export interface Job {
  name: string;
  /** Five fields, or six with seconds before them. */
  cron: string;
  run: (app: App) => unknown;
  /** It may take long (it fetches, listens, reads files): the others do not wait for it. */
  slow?: true;
}

const standing: readonly Job[] = [
  { name: 'plan-draws', cron: '5 * * * *', run: planDraws },
  { name: 'draw', cron: '* * * * *', run: drawDue, slow: true },
  { name: 'leases', cron: '* * * * *', run: freeExpiredLeases },
  { name: 'appeals', cron: '* * * * *', run: watchAppeals },
  { name: 'advice', cron: '* * * * *', run: watchAdvice },
  { name: 'return-calls', cron: '20 * * * *', run: returnCalls },
  { name: 'digests', cron: '* * * * *', run: sendDigests },
  { name: 'housekeeping', cron: '40 * * * *', run: housekeeping },
  { name: 'purge', cron: '30 3 * * *', run: (app) => purgeRecordings(app), slow: true },
];

/** The first instant after `after` that the expression names in the zone; null: never. */
export function nextCron(cron: string, zone: string, after: Instant): Instant | null {
  return new Cron(cron, { timezone: zone }).nextRun(new Date(after))?.getTime() ?? null;
}

/** Whether croner can read a cron expression. */
export function isCron(cron: string): boolean {
  try {
    return new Cron(cron).nextRun() !== null;
  } catch {
    return false;
  }
}

export interface Schedule {
  /** Does what is due on the app's clock; answers when it is done. Never two at a time. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A one-second tick compares the app's clock with when each job is due next (croner answers only that)
 * and claims the run in the database, so that no tick is worked twice. At the start everything that
 * was missed is made up for. Approvals are swept at every tick, whatever a slow job is at: each of these
 * has a lane of its own.
 *
 * @param more jobs beside those that every company has
 */
export function startSchedule(
  app: App,
  onError: (job: string, error: unknown) => void,
  more: readonly Job[] = [],
  everyMs = 1000,
): Schedule {
  const jobs = [...standing, ...more];
  const lastSeen = new Map<string, Instant>();

  async function runJob(job: Job): Promise<void> {
    const now = app.now();
    const since = lastSeen.get(job.name);
    const dueAt = since === undefined ? now : nextCron(job.cron, app.policy().timeZone, since);
    lastSeen.set(job.name, now);
    if (dueAt === null || dueAt > now || !claimRun(app, job.name, dueAt)) return;
    await job.run(app);
    finishRun(app, job.name, dueAt);
  }

  const quick = jobs.filter(({ slow }) => !slow);
  const lanes = [
    lane(async () => {
      for (const job of quick) await guarded(job.name, () => runJob(job));
      await guarded('approve', () => approveDue(app));
    }),
    ...jobs
      .filter(({ slow }) => slow)
      .map((job) => lane(() => guarded(job.name, () => runJob(job)))),
  ];

  async function guarded(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(name, error);
    }
  }

  const tick = async () => {
    await Promise.all(lanes.map((one) => one.tick()));
  };
  const timer = setInterval(() => void tick(), everyMs);
  return {
    tick,
    async stop() {
      clearInterval(timer);
      await Promise.all(lanes.map((one) => one.idle()));
    },
  };
}

/** Works once for each tick and never twice at a time; a tick that has not begun yet serves all who ask. */
function lane(work: () => Promise<void>) {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return {
    tick() {
      next ??= running.then(() => {
        next = null;
        return work();
      });
      running = next;
      return next;
    },
    idle: () => running,
  };
}
