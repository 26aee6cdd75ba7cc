import { createApp } from '../app/app.ts';
import { firstPolicy } from '../app/draw/change-policy.ts';
import { planDraws } from '../app/draw/plan-draws.ts';
import type { Config } from '../config.ts';
import { type Db, openDatabase, openExisting } from '../db/open.ts';
import { drandBeacon } from '../http/drand-beacon.ts';
import { recordingLibrary } from '../recording-library.ts';
import { nextCron } from '../schedule.ts';
import { cdrSettings, configuredSources } from '../telephony-jobs.ts';
import type { CliApp } from './command.ts';
import { noTerminal, type Terminal } from './terminal.ts';

export interface CliAppParts {
  config: Config;
  clock: () => number;
  random: (count: number) => Buffer;
  terminal?: Terminal;
}

/** Opens the database once a command asks for it; `close` ends what was opened. */
export function createCliApp({
  config,
  clock,
  random,
  terminal = noTerminal,
}: CliAppParts): CliApp & { close(): void } {
  let db: Db | null = null;
  return {
    config,
    clock,
    terminal,
    open(make) {
      const { databasePath } = config;
      const opened = make ? openDatabase(databasePath) : openExisting(databasePath);
      if (!opened.ok) return opened;
      db = opened.db;
      const { country, language } = config;
      const recordings = recordingLibrary(config, clock);
      const cdr = cdrSettings(config.telephony);
      const app = createApp({
        db,
        clock,
        random,
        nextCron,
        country,
        language,
        recordings,
        beacon: drandBeacon(config.drand, clock),
        sources: configuredSources(config.telephony),
        cdr,
        backups: config.backups,
      });
      firstPolicy(app, config.policy);
      // The first window opens when calls can first come in, by whatever way.
      planDraws(app);
      return { ok: true, app };
    },
    close: () => db?.close(),
  };
}
