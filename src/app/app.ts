import type { Db } from '../db/open.ts';
import { currentPolicy } from '../db/policy.ts';
import type { BackupSettings } from '../domain/backup.ts';
import type { BeaconRound } from '../domain/drand.ts';
import { type Machine, noMachine } from '../domain/machine.ts';
import type { Language } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { RecordingLibrary } from '../domain/recording.ts';
import type { Instant } from '../domain/time.ts';
import type { CdrSettings } from '../telephony/cdr/cdr-settings.ts';
import type { CdrSource } from '../telephony/cdr/format.ts';
import { type Clock, createClock } from './clock.ts';
import { createIncidents, type Incidents } from './incidents.ts';

/** A public source of random numbers that nobody can know before. */
export interface Beacon {
  /**
   * The first round after an instant, its signature verified; null: it is not due yet.
   *
   * @throws Error where it does not answer, or not what it should
   */
  roundAfter(at: Instant): Promise<BeaconRound | null>;
}

/** What every use case works on: the database, the clock, the random numbers and the company's rules. */
export interface App extends Clock {
  readonly db: Db;
  randomBytes(count: number): Buffer;
  /** ISO 3166-1 alpha-2: how national numbers are read. */
  readonly country: string;
  /** The language of people of whom nobody said which. */
  readonly language: Language;
  /** The rules in force now. */
  policy(): Policy;
  /** The first instant after `after` that a cron expression names in a zone; null: never. */
  nextCron(cron: string, zone: string, after: Instant): Instant | null;
  /** The sources of the telephone systems that are set up. */
  readonly sources: readonly string[];
  /** How the calls of systems that write files are kept, where something is set. */
  readonly cdr: Readonly<Partial<Record<CdrSource, CdrSettings>>>;
  /** Where the backups of every night are; null: none are made. */
  readonly backups: BackupSettings | null;
  /** What there is on this machine besides the database. */
  readonly machine: Machine;
  /** Where recordings are fetched and heard. */
  readonly recordings: RecordingLibrary;
  /** Where the entropy of a draw comes from, by the rule `beacon`. */
  readonly beacon: Beacon;
  /** What is wrong with the service as a whole. */
  readonly incidents: Incidents;
  /** Aborted once the service ends: what takes long stops where it is, and the next start takes it up again. */
  readonly ending: AbortSignal;
  /** Called after something was put into the outbox, so that it leaves without waiting for the tick. */
  onOutbox(): void;
  /** Called after an upload came to where the next step is ours. */
  onUpload(): void;
}

export interface AppParts {
  db: Db;
  clock: () => Instant;
  /** Milliseconds of a clock that is never set; without it, `clock` is taken to be one. */
  steady?: () => number;
  random: (count: number) => Buffer;
  nextCron: App['nextCron'];
  sources?: readonly string[];
  cdr?: App['cdr'];
  backups?: BackupSettings | null;
  /** Without one, nothing is asked of the machine. */
  machine?: Machine;
  /** Without one, no recording can be had. */
  recordings?: RecordingLibrary;
  /** Without one, none ever answers. */
  beacon?: Beacon;
  /** Without one they are kept, and nobody hears of them. */
  incidents?: Incidents;
  ending?: AbortSignal;
  onOutbox?: () => void;
  onUpload?: () => void;
  country?: string;
  language?: Language;
}

const noRecordings: RecordingLibrary = {
  prepare: async () => ({ ok: false, problem: 'outside' }),
  clip: async () => ({ ok: false }),
  parts: async () => [],
  forget: async () => null,
  forgetOriginal: async () => null,
  sweep: async () => 0,
};

const noBeacon: Beacon = {
  roundAfter: () => Promise.reject(new Error('there is no beacon here')),
};

const silent = { info() {}, error() {} };

export function createApp(parts: AppParts): App {
  const { db, random, nextCron, country = 'RU', language = 'ru' } = parts;
  const onOutbox = parts.onOutbox ?? (() => {});
  const onUpload = parts.onUpload ?? (() => {});
  return {
    ...createClock(db, parts.clock, parts.steady),
    db,
    randomBytes: random,
    country,
    language,
    nextCron,
    sources: parts.sources ?? [],
    cdr: parts.cdr ?? {},
    backups: parts.backups ?? null,
    machine: parts.machine ?? noMachine,
    recordings: parts.recordings ?? noRecordings,
    beacon: parts.beacon ?? noBeacon,
    ending: parts.ending ?? new AbortController().signal,
    incidents:
      parts.incidents ?? createIncidents({ now: parts.clock, steady: parts.steady, log: silent }),
    policy: () => currentPolicy(db).policy,
    onOutbox,
    onUpload,
  };
}
