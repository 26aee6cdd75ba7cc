import type { Setting } from './provider.ts';
import { providers } from './providers.ts';

/** What can be set of every system. */
const common: readonly Setting[] = [
  {
    name: 'SOURCE',
    about: "the source of its calls, as people's extensions name it",
    required: false,
  },
  {
    name: 'TIME_ZONE',
    about: 'the zone of times that say none, such as Europe/Moscow',
    required: false,
  },
];

/** The settings of each telephone system, `TELEPHONY_<SYSTEM>_<NAME>`, by system. */
export const telephonySettings: Readonly<Record<string, readonly Setting[]>> = Object.fromEntries(
  providers.map(({ code, settings }) => [code.toUpperCase(), [...settings, ...common]]),
);
