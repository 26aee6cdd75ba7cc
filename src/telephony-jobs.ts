import type { App } from './app/app.ts';
import { type Follower, followFile } from './app/intake/follow-file.ts';
import { heldCallsTaker } from './app/intake/hold-calls.ts';
import { pollTelephony } from './app/intake/poll-telephony.ts';
import type { Job } from './schedule.ts';
import type { CdrSettings } from './telephony/cdr/cdr-settings.ts';
import { type CdrSource, cdrSources } from './telephony/cdr/format.ts';
import type { PluggedIn } from './telephony/plugged-in.ts';
import type { Asking, Settings } from './telephony/provider.ts';
import { sendAsking } from './telephony/send.ts';

/** Asks the telephone systems that only answer when asked, each in its own time. */
export function telephonyJobs(
  plugged: readonly PluggedIn[],
  log: {
    info(facts: object, message: string): void;
    error(facts: object, message: string): void;
  },
): Job[] {
  return plugged.flatMap(({ provider, settings, source, zone: own }): Job[] => {
    const { polling, code } = provider;
    if (!polling?.needs.every((name) => settings[name])) return [];
    return [
      {
        name: `poll-${code}`,
        everyS: 5 * 60,
        slow: true,
        async run(app) {
          const onRefused = (detail: string) =>
            log.info({ telephony: code, detail }, 'a line of the report was refused');
          const zone = own ?? app.policy().timeZone;
          const send = (asking: Asking) => sendAsking(asking, app.ending);
          const polled = { source, polling, settings, zone, send, onRefused };
          const problem = await pollTelephony(app, polled);
          if (problem === null) app.incidents.over('telephony_failing', code);
          else app.incidents.report('telephony_failing', new Error(problem), code);
        },
      },
    ];
  });
}

/** Takes in what was held as it began ahead of our clock. */
export function heldCallsJob(log: { info(facts: object, message: string): void }): Job {
  const run = heldCallsTaker(({ externalId, error }) =>
    log.info({ externalId, error }, 'a call that was held is refused'),
  );
  return { name: 'held-calls', everyS: 60, run };
}

type Telephony = Readonly<Record<string, Settings>>;

/** What the calls of the systems that are set up are kept under. */
export const configuredSources = (telephony: Telephony): string[] =>
  Object.entries(telephony).map(([system, { SOURCE = system.toLowerCase() }]) => SOURCE);

/** How the calls of each system that writes files are kept. */
export function cdrSettings(telephony: Telephony): Record<CdrSource, CdrSettings> {
  const settings = cdrSources.map((name): [CdrSource, CdrSettings] => {
    const given = telephony[name.toUpperCase()] ?? {};
    return [
      name,
      {
        source: given.SOURCE ?? name,
        zone: given.TIME_ZONE ?? null,
        extensions: given.EXTENSIONS ?? '',
        recordingPath: given.RECORDING_PATH ?? null,
      },
    ];
  });
  return Object.fromEntries(settings) as Record<CdrSource, CdrSettings>;
}

/** The files that are followed as they grow, each with the job that reads on. */
export function followers(
  app: App,
  telephony: Telephony,
  log: { info(facts: object, message: string): void },
): { jobs: Job[]; stop(): Promise<void> } {
  const followed = cdrSources.flatMap((name): [CdrSource, Follower][] => {
    const file = telephony[name.toUpperCase()]?.FILE;
    if (!file) return [];
    const settings = cdrSettings(telephony)[name];
    const onRefused = ({ line, error }: { line: number; error?: object }) =>
      log.info({ telephony: name, line, error }, 'a row of the file was refused');
    return [[name, followFile(app, { name, file, settings, onRefused })]];
  });
  return {
    jobs: followed.map(([name, follower]) => ({
      name: `follow-${name}`,
      everyS: 10,
      slow: true,
      async run() {
        const problem = await follower.step();
        if (problem !== null) log.info({ telephony: name, problem }, 'the file was not read');
      },
    })),
    async stop() {
      for (const [, follower] of followed) await follower.stop();
    },
  };
}
