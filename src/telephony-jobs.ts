import { pollTelephony } from './app/poll-telephony.ts';
import type { Job } from './schedule.ts';
import type { PluggedIn } from './telephony/plugged-in.ts';
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
        cron: '*/5 * * * *',
        slow: true,
        async run(app) {
          const onRefused = (detail: string) =>
            log.info({ telephony: code, detail }, 'a line of the report was refused');
          const zone = own ?? app.policy().timeZone;
          const polled = { source, polling, settings, zone, send: sendAsking, onRefused };
          const problem = await pollTelephony(app, polled);
          if (problem !== null) log.error({ telephony: code, problem }, 'telephony was not read');
        },
      },
    ];
  });
}
