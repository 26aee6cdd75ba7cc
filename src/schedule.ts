import { Cron } from 'croner';
import type { App } from './app/app.ts';
import { watchAppeals } from './app/appeal/watch-appeals.ts';
import { returnCalls } from './app/calls/return-calls.ts';
import { checkDatabase } from './app/company/check-database.ts';
import {
  beginRun,
  claimRun,
  failRun,
  finishRun,
  housekeeping,
  jobWorks,
} from './app/company/job-runs.ts';
import { sendDigests } from './app/credit/send-digests.ts';
import { drawDue } from './app/draw/draw-calls.ts';
import { planDraws } from './app/draw/plan-draws.ts';
import { tellLateWords } from './app/intake/tell-late-words.ts';
import { bringBack } from './app/notices/clock-set-back.ts';
import { purgeOrFail } from './app/recordings/purge-recordings.ts';
import { approveDue } from './app/scoring/approve-due.ts';
import { freeExpiredLeases } from './app/scoring/next-call.ts';
import { settleCalibrations } from './app/scoring/settle-calibrations.ts';
import { settleSeconds } from './app/scoring/settle-seconds.ts';
import { watchAdvice } from './app/teaching/watch-advice.ts';
import type { Instant } from './domain/time.ts';

/**
 * What is done in the background, every so often or at a time of day. The draw and the digests have times
 * of their own, which stand in the database: every minute it is asked which of them have come, so that what
 * failed is tried again.
 */
export type Job = {
  name: string;
  run: (app: App) => unknown;
  /** It may take long (it fetches, listens, reads files): the others do not wait for it. */
  slow?: true;
} & (Every | Daily);

/** Whatever the clock is set to: running once more than needed does no harm. */
interface Every {
  /** Where the clock goes on evenly, whenever it shows a multiple of this, and `offsetS`. */
  everyS: number;
  offsetS?: number;
}

/** Each time that the expression names in the policy's zone, once. */
interface Daily {
  /** Five fields, or six with seconds before them. */
  cron: string;
}

const minuteS = 60;
const hourS = 3600;

const standing: readonly Job[] = [
  { name: 'clock', everyS: minuteS, run: bringBack },
  { name: 'plan-draws', everyS: hourS, offsetS: 5 * minuteS, run: planDraws },
  { name: 'draw', everyS: minuteS, run: drawDue, slow: true },
  { name: 'leases', everyS: minuteS, run: freeExpiredLeases },
  { name: 'second-scores', everyS: minuteS, run: settleSeconds },
  { name: 'calibrations', everyS: minuteS, run: settleCalibrations },
  { name: 'appeals', everyS: minuteS, run: watchAppeals },
  { name: 'advice', everyS: minuteS, run: watchAdvice },
  { name: 'return-calls', everyS: hourS, offsetS: 20 * minuteS, run: returnCalls },
  { name: 'digests', everyS: minuteS, run: sendDigests },
  { name: 'housekeeping', everyS: hourS, offsetS: 40 * minuteS, run: housekeeping },
  { name: 'late-words', cron: '0 9 * * *', run: tellLateWords },
  { name: 'sweep', everyS: hourS, run: (app) => app.recordings.sweep(), slow: true },
  { name: 'check-database', cron: '10 4 * * *', run: checkDatabase, slow: true },
  { name: 'purge', cron: '30 3 * * *', run: purgeOrFail, slow: true },
];

/** Expressions as read, by zone and text: each job asks every second. A company has a dozen; a changed one stays too. */
const readCrons = new Map<string, Cron>();
const readCronsMax = 100;

/** The first instant after `after` that the expression names in the zone; null: never. */
export function nextCron(cron: string, zone: string, after: Instant): Instant | null {
  const key = `${zone} ${cron}`;
  let read = readCrons.get(key);
  if (!read) {
    if (readCrons.size >= readCronsMax) readCrons.clear();
    read = new Cron(cron, { timezone: zone });
    readCrons.set(key, read);
  }
  return read.nextRun(new Date(after))?.getTime() ?? null;
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

/** What the clocks said when a job was last seen to. */
interface Seen {
  at: Instant;
  steadyMs: number;
}

/**
 * Whether a job that is done every so often is due: the clock shows the next interval, or another one since
 * it was set, or so much time has gone by on the steady clock.
 */
function isDue({ everyS, offsetS = 0 }: Every, last: Seen, now: Seen): boolean {
  const intervalOf = (at: Instant) => Math.floor((at / 1000 - offsetS) / everyS);
  return (
    intervalOf(now.at) !== intervalOf(last.at) || now.steadyMs - last.steadyMs >= everyS * 1000
  );
}

/**
 * A one-second tick compares the app's clocks with when each job is due. A time of day (croner answers only
 * when the next one is) is claimed in the database, so that it is worked once, also where the clock comes
 * past it again. At the start everything that was missed is made up for. Approvals are swept at every tick,
 * whatever a slow job is at: each of these has a lane of its own.
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
  const seen = new Map<string, Seen>();

  async function runJob(job: Job): Promise<void> {
    const runAt = 'cron' in job ? claimed(job) : begun(job);
    if (runAt === null) return;
    try {
      await job.run(app);
    } catch (error) {
      if (!app.ending.aborted) failRun(app, job.name, runAt, error);
      throw error;
    }
    if (!app.ending.aborted) finishRun(app, job.name, runAt);
  }

  const read = (): Seen => ({ at: app.now(), steadyMs: app.steadyMs() });

  function begun(job: Job & Every): Instant | null {
    const now = read();
    const last = seen.get(job.name);
    if (last && !isDue(job, last, now)) return null;
    seen.set(job.name, now);
    return beginRun(app, job.name);
  }

  function claimed({ name, cron }: Job & Daily): Instant | null {
    const now = read();
    const last = seen.get(name);
    seen.set(name, now);
    // Set back meanwhile, the clock has still to come to what is next.
    const since = Math.min(last?.at ?? now.at, now.at);
    const zone = app.policy().timeZone;
    const dueAt = last ? nextCron(cron, zone, since) : now.at;
    if (dueAt === null || dueAt > now.at) return null;
    // Several at once are made up for by one run, which is none of them: the clock may have been set forward.
    const runAt = (nextCron(cron, zone, dueAt) ?? now.at + 1) <= now.at ? now.at : dueAt;
    return claimRun(app, name, runAt) ? runAt : null;
  }

  const quick = jobs.filter(({ slow }) => !slow);
  const lanes = [
    lane(async () => {
      await guarded('clock', async () => noteLeap());
      for (const job of quick) await guarded(job.name, () => runJob(job));
      await guarded('approve', async () => {
        await approveDue(app);
        jobWorks(app, 'approve');
      });
    }),
    ...jobs
      .filter(({ slow }) => slow)
      .map((job) => lane(() => guarded(job.name, () => runJob(job)))),
  ];

  async function guarded(name: string, work: () => Promise<unknown>): Promise<void> {
    if (app.ending.aborted) return;
    try {
      await work();
    } catch (error) {
      // Broken off by the end of the service: it begins again with the next start.
      if (!app.ending.aborted) onError(name, error);
    }
  }

  function noteLeap(): void {
    const aheadMs = app.keepLeap();
    const isHeld = app.nowEarliest() < app.now();
    if (!isHeld) app.incidents.over('clock_set_forward');
    else if (aheadMs !== null) {
      const by = `by ${Math.round(aheadMs / 1000)} s`;
      app.incidents.report('clock_set_forward', new Error(by));
    }
  }

  const tick = async () => {
    // Nothing could be claimed; what is due is made up for.
    if (app.incidents.cannotWrite()) return;
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
