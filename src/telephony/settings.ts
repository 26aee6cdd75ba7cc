import { cdrSources } from './cdr/format.ts';
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

/** Of systems that write their calls into a file. */
const written: readonly Setting[] = [
  { name: 'FILE', about: 'the file of calls that is followed as it grows', required: false },
  {
    name: 'EXTENSIONS',
    about: 'extensions beside those that people have, such as 101-199,250',
    required: false,
  },
  {
    name: 'RECORDING_PATH',
    about: 'where recordings lie below RECORDINGS_DIR, such as {yyyy}/{mm}/{dd}/{uniqueid}.wav',
    required: false,
  },
];

/** The settings of each telephone system, `TELEPHONY_<SYSTEM>_<NAME>`, by system. */
export const telephonySettings: Readonly<Record<string, readonly Setting[]>> = Object.fromEntries([
  ...providers.map(({ code, settings }) => [code.toUpperCase(), [...settings, ...common]]),
  ...cdrSources.map((code) => [code.toUpperCase(), [...written, ...common]]),
]);
