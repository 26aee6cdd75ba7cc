import { Cron } from 'croner';
import type { App } from './app/app.ts';
import { approveDue } from './app/approve-due.ts';
import { drawDue } from './app/draw-calls.ts';
import { claimRun, finishRun, housekeeping } from './app/job-runs.ts';
import { freeExpiredLeases } from './app/next-call.ts';
import { planDraws } from './app/plan-draws.ts';
import { returnCalls } from './app/return-calls.ts';
import { watchAdvice } from './app/watch-advice.ts';
import { watchAppeals } from './app/watch-appeals.ts';
import type { Instant } from './domain/time.ts';

/**
 * What happens by the clock, in the policy's zone. The draw's own expression is in its planned windows:
 * a window that has ended is drawn within the minute, and tried again should that fail.
 */
interface Job {
  name: string;
  cron: string;
  run: (app: App) => unknown;
}

const jobs: readonly Job[] = [
  { name: 'plan-draws', cron: '5 * * * *', run: planDraws },
  { name: 'draw', cron: '* * * * *', run: drawDue },
  { name: 'leases', cron: '* * * * *', run: freeExpiredLeases },
  { name: 'appeals', cron: '* * * * *', run: watchAppeals },
  { name: 'advice', cron: '* * * * *', run: watchAdvice },
  { name: 'return-calls', cron: '20 * * * *', run: returnCalls },
  { name: 'housekeeping', cron: '40 * * * *', run: housekeeping },
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
 * was missed is made up for. Approvals are swept at every tick.
 */
export function startSchedule(
  app: App,
  onError: (job: string, error: unknown) => void,
  everyMs = 1000,
): Schedule {
  const lastSeen = new Map<string, Instant>();
  let running: Promise<void> = Promise.resolve();

  async function runJob(job: Job): Promise<void> {
    const now = app.now();
    const since = lastSeen.get(job.name);
    const dueAt = since === undefined ? now : nextCron(job.cron, app.policy().timeZone, since);
    lastSeen.set(job.name, now);
    if (dueAt === null || dueAt > now || !claimRun(app, job.name, dueAt)) return;
    await job.run(app);
    finishRun(app, job.name, dueAt);
  }

  async function tickOnce(): Promise<void> {
    for (const job of jobs) await guarded(job.name, () => runJob(job));
    await guarded('approve', () => approveDue(app));
  }

  async function guarded(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(name, error);
    }
  }

  let next: Promise<void> | null = null;
  /** A tick that has not begun yet serves everybody who asks for one. */
  const tick = () => {
    next ??= running.then(() => {
      next = null;
      return tickOnce();
    });
    running = next;
    return next;
  };
  const timer = setInterval(() => void tick(), everyMs);
  return {
    tick,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
