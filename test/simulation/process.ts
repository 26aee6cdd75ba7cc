import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { BotError } from 'grammy';
import type { Update } from 'grammy/types';
import { type App, createApp } from '../../src/app/app.ts';
import { jobFailed } from '../../src/app/company/job-runs.ts';
import { createIncidentTelling } from '../../src/app/company/tell-incidents.ts';
import { createHealthWatch } from '../../src/app/company/watch-health.ts';
import { firstPolicy } from '../../src/app/draw/change-policy.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { createIncidents } from '../../src/app/incidents.ts';
import { startUploads } from '../../src/app/intake/start-uploads.ts';
import { rememberBot } from '../../src/app/people/invite-person.ts';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { createBackgroundTasks } from '../../src/bot/background-tasks.ts';
import { createBot } from '../../src/bot/bot.ts';
import { incidentTeller } from '../../src/bot/company/incident-notices.ts';
import { startDelivery } from '../../src/bot/deliver.ts';
import { createUploadTeller } from '../../src/bot/intake/upload-teller.ts';
import { lastShown } from '../../src/bot/last-shown.ts';
import { createUpdateWork } from '../../src/bot/work-updates.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import type { RecordingLibrary } from '../../src/domain/recording.ts';
import { every } from '../../src/every.ts';
import type { Http } from '../../src/http/http.ts';
import { createHttp } from '../../src/http/server.ts';
import { nextCron, startSchedule } from '../../src/schedule.ts';
import { pluggedIn } from '../../src/telephony/plugged-in.ts';
import { heldCallsJob } from '../../src/telephony-jobs.ts';
import { botToken, pictureBytes, type Telegram } from './telegram.ts';

/** Thrown where the process is killed, and by whatever its remains still try afterwards. */
export class Killed extends Error {}

export const apiToken = 'simulated-api-token-0123456789';
export const telephony = { MEGAFON: { CRM_TOKEN: 'simulated-crm-token', SOURCE: 'megafon' } };

/** One life of the process: from a start to the moment at which it is killed. */
export interface Process {
  readonly app: App;
  /** The database as the process has it. */
  readonly db: Db;
  readonly http: Http;
  readonly startedAt: number;
  /** Null as long as it runs. */
  killedAt: number | null;
  /** The updates that it works on. */
  readonly inHand: Map<number, Update>;
  /** Takes an update; false where it could not be kept, so that Telegram brings it again. */
  take(update: Update): boolean;
  /** It is killed within so many steps, if not before. */
  diesWithin(steps: number): void;
}

export interface ProcessParts {
  path: string;
  telegram: Telegram;
  clock: () => number;
  /** The clock that nobody sets. */
  steady: () => number;
  random: (count: number) => Buffer;
  recordings: RecordingLibrary;
  policy: Record<string, unknown>;
  /** After so many steps it is killed. */
  stepsToLive: number;
  onKilled(process: Process, where: string): void;
  /** The file was opened; nothing was done with it yet. */
  onOpened(db: Db): void;
  onCommit(process: Process): void;
  onError(error: unknown, what: string): void;
  /** Something is wrong with the service as a whole, which it has noticed. */
  onIncident(kind: string): void;
}

/** Longer than the service's own: what falls due lies about for a while, and people may press meanwhile. */
const schedulePeriodMs = 3_000_000;
const healthPeriodMs = 600_000;
/** A write-ahead log of some hundred pages is there at every kill, and is soon copied. */
const checkpointPages = 200;

/** Puts a process together as src/service.ts does, but for sockets and threads. */
export function startProcess(parts: ProcessParts): Process {
  const { path, telegram, clock, steady, random, recordings, onError } = parts;
  let left = parts.stepsToLive;
  const isAlive = () => running.killedAt === null;
  /** One step further; false where it was the last. */
  const step = (what: string): boolean => {
    if (!isAlive()) return false;
    left -= 1;
    if (left > 0) return true;
    running.killedAt = clock();
    parts.onKilled(running, what);
    return false;
  };
  const running = { killedAt: null, inHand: new Map<number, Update>() } as unknown as Process;

  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  opened.db.orm.$client.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  parts.onOpened(opened.db);
  const db = watched(opened.db, {
    mustLive(what) {
      if (!step(what)) throw new Killed(what);
    },
    committed: () => parts.onCommit(running),
  });
  let wake = () => {};
  let wakeUploads = () => {};
  const log = {
    ...{ debug() {}, info() {} },
    error(facts: { err?: unknown; what?: string; incident?: string }) {
      if (!isAlive()) return;
      // What a job throws is judged like any other error.
      const isJob = facts.incident === 'job_failed' || facts.incident === 'draw_failed';
      if (facts.incident && !isJob) parts.onIncident(facts.incident);
      else onError(facts.err ?? facts, facts.what ?? '');
    },
  };
  const incidents = createIncidents({ now: clock, log });
  const app = createApp({
    ...{ db, clock, steady, random, nextCron, recordings, incidents },
    onOutbox: () => wake(),
    onUpload: () => wakeUploads(),
  });
  Object.assign(running, { app, db, startedAt: clock() });

  firstPolicy(app, parts.policy);
  planDraws(app);
  const onFailed = incidents.caught;
  const received = receivedUpdates(app);
  const calling = { token: botToken, apiRoot: 'http://telegram', shown: lastShown() };
  const bot = createBot({
    ...{ ...calling, app, received },
    backgroundTasks: createBackgroundTasks(onFailed),
    pictures: { draw: async () => pictureBytes, warm: async () => true, stop: async () => {} },
    fetch: telegram.fetchOf('bot', { isAlive, step }),
    onError: onFailed,
    onRefused: () => {},
  });
  bot.botInfo = telegram.world.bot as typeof bot.botInfo;
  const http = createHttp({
    ...{ app, log, telephony: pluggedIn(telephony), ready: () => [] },
    tokens: [{ name: 'crm', token: apiToken }],
    counted: { unreadable: () => new Map(), telegramAnswers: () => [] },
  });
  const fetch = telegram.fetchOf('delivery', { isAlive, step });
  const delivery = startDelivery({ ...calling, app, fetch, onError: onFailed });
  wake = () => isAlive() && delivery.wake();
  const teller = createUploadTeller({ app, api: bot.api, onError: onFailed });
  const uploads = startUploads({ app, teller, onError: onFailed, ready: Promise.resolve() });
  wakeUploads = () => isAlive() && uploads.wake();
  const telling = createIncidentTelling(
    app,
    incidentTeller(bot.api, () => app.policy().timeZone),
  );
  const look = createHealthWatch(app, { free: () => 1e12, reserve: 0 });
  const watch = () => {
    look();
    return telling.step();
  };
  every(healthPeriodMs, watch, (error) => onFailed(error, 'health'));
  const onJobFailed = (job: string, error: unknown) => jobFailed(app, job, error);
  const schedule = startSchedule(app, onJobFailed, [heldCallsJob(log)], schedulePeriodMs);
  rememberBot(app, telegram.world.bot.username ?? null);
  const work = createUpdateWork({
    received,
    handle: (update) => handle(running, bot, update),
    onFailed,
    onUnreadable: (problem) => onError(new Error(problem), 'reading an update'),
  });
  work.begin();
  void schedule.tick();

  const take = (update: Update): boolean => {
    try {
      work.take([update]);
      return true;
    } catch (error) {
      onFailed(error, 'keeping updates');
      return false;
    }
  };
  const diesWithin = (steps: number) => {
    left = Math.min(left, steps);
  };
  return Object.assign(running, { http, take, diesWithin });
}

async function handle(
  running: Process,
  bot: ReturnType<typeof createBot>,
  update: Update,
): Promise<void> {
  running.inHand.set(update.update_id, update);
  try {
    await bot.handleUpdate(update);
  } catch (error) {
    throw error instanceof BotError ? error.error : error;
  } finally {
    if (running.killedAt === null) running.inHand.delete(update.update_id);
  }
}

/**
 * The database with a step at the beginning, before the end and after the end of each transaction. It says that
 * it is in memory, so that what is worked out on other threads stays on this one.
 */
function watched(
  db: Db,
  { mustLive, committed }: { mustLive(what: string): void; committed(): void },
): Db {
  return {
    ...db,
    path: ':memory:',
    transaction(work) {
      mustLive('begins a transaction');
      const value = db.transaction((tx) => {
        const done = work(tx);
        mustLive('commits');
        return done;
      });
      committed();
      mustLive('has committed');
      return value;
    },
  };
}

/** What a killed process leaves: its file and what was written ahead of it, as they are at that moment. */
export function leaveFile(db: Db, from: string, to: string): void {
  for (const part of ['', '-wal']) {
    if (existsSync(from + part)) copyFileSync(from + part, to + part);
    rmSync(from + part, { force: true });
  }
  // What closing still writes goes into files that nobody finds any more.
  db.close();
}
