import { type App, createApp } from './app/app.ts';
import { firstPolicy } from './app/draw/change-policy.ts';
import { planDraws } from './app/draw/plan-draws.ts';
import type { Incidents } from './app/incidents.ts';
import { firstAdmin } from './app/people/first-admin.ts';
import type { Closers } from './closers.ts';
import type { ServiceConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { lockForService } from './db/service-lock.ts';
import { drandBeacon } from './http/drand-beacon.ts';
import type { Ffmpeg } from './media/ffmpeg.ts';
import { lookAtMachine } from './media/machine.ts';
import { recordingLibrary } from './recording-library.ts';
import { nextCron } from './schedule.ts';
import { cdrSettings, configuredSources } from './telephony-jobs.ts';

interface AppSettings {
  config: ServiceConfig;
  clock: () => number;
  steady?: () => number;
  random: (count: number) => Buffer;
  ffmpeg?: Ffmpeg;
}

/** Who is told that there is something new for them, once they run. */
export interface Wake {
  delivery(): void;
  uploads(): void;
}

/** The database, up to date, with its first policy and the draws planned. */
export function openApp(
  { config, clock, steady, random, ffmpeg }: AppSettings,
  closers: Closers,
  wake: Wake,
  incidents: Incidents,
): { ok: true; app: App } | { ok: false; problem: string } {
  const locked = lockForService(config.databasePath);
  if (!locked.ok) return locked;
  closers.add('the lock of the database', locked.release);
  const opened = openDatabase(config.databasePath);
  if (!opened.ok) return opened;
  closers.add('the database', () => opened.db.close());
  const app = createApp({
    db: opened.db,
    clock,
    ...(steady ? { steady } : {}),
    random,
    nextCron,
    sources: configuredSources(config.telephony),
    cdr: cdrSettings(config.telephony),
    backups: config.backups,
    machine: lookAtMachine(config),
    recordings: recordingLibrary(config, clock, { ffmpeg, incidents, ending: closers.ending }),
    beacon: drandBeacon(config.drand, clock, closers.ending),
    incidents,
    ending: closers.ending,
    country: config.country,
    language: config.language,
    onOutbox: () => wake.delivery(),
    onUpload: () => wake.uploads(),
  });
  firstPolicy(app, config.policy);
  if (config.adminTelegramId) firstAdmin(app, config.adminTelegramId, config.language);
  planDraws(app);
  return { ok: true, app };
}
