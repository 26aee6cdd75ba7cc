interface Kind {
  /** Whether the service is not ready while it lasts; else it is a warning. */
  readonly blocks: boolean;
  /** How long it lasts before administrators are told: what mends itself sooner is only logged. */
  readonly notifiedAfterMs: number;
  /** For the log, readiness and the doctor; the chat has words of its own (bot/locales). */
  readonly says: string;
  readonly cure: string;
}

const atOnce = 0;

/** What can be wrong with the service as a whole, outside of any one request. */
export const incidentKinds = {
  telegram_unreachable: {
    blocks: true,
    notifiedAfterMs: 60_000,
    says: 'Telegram does not answer',
    cure: 'see that this machine reaches TELEGRAM_API_ROOT; what waits leaves once it answers',
  },
  token_refused: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'Telegram does not accept BOT_TOKEN',
    cure: 'ask @BotFather for the token again (/token), set BOT_TOKEN to it and start again',
  },
  token_shared: {
    blocks: true,
    notifiedAfterMs: 30_000,
    says: 'another program fetches the updates of this bot',
    cure: 'end the other copy, or have @BotFather make a new token (/revoke) and set BOT_TOKEN to it',
  },
  database_locked: {
    blocks: true,
    notifiedAfterMs: 15_000,
    says: 'another program holds the database, so that nothing can be written',
    cure: 'end the program that holds the file of DATABASE_PATH',
  },
  database_full: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'there is no room to write into the database',
    cure: 'make room on the disk of DATABASE_PATH; the service goes on by itself',
  },
  database_read_only: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'the database may not be written',
    cure: 'let this user write the file of DATABASE_PATH and its folder',
  },
  database_gone: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'the file of the database was deleted or replaced while the service ran',
    cure: 'stop the service, put the database back into its place, or a backup of it, and start again',
  },
  database_damaged: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'the database is damaged',
    cure: 'stop the service and put a backup in the place of the database',
  },
  database_failing: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'the disk does not read or write the database',
    cure: 'look at the disk of DATABASE_PATH',
  },
  disk_nearly_full: {
    blocks: false,
    notifiedAfterMs: atOnce,
    says: 'the disk of the database is nearly full',
    cure: 'make room on it: no recording is fetched until there is',
  },
  recordings_failing: {
    blocks: false,
    notifiedAfterMs: atOnce,
    says: 'recordings cannot be kept',
    cure: 'let this user write the folder "heard" beside the database, and see that there is room',
  },
  draw_failed: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'the draw failed',
    cure: 'it is tried again every minute; the log says why it fails',
  },
  job_failed: {
    blocks: true,
    notifiedAfterMs: 90_000,
    says: 'a job of the schedule failed',
    cure: 'it is tried again when it is next due; razbor doctor and the log say why it fails',
  },
  outbox_stuck: {
    blocks: true,
    notifiedAfterMs: atOnce,
    says: 'notices are late',
    cure: 'see that this machine reaches Telegram; the log says why they do not leave',
  },
  clock_set_forward: {
    blocks: false,
    notifiedAfterMs: atOnce,
    says: 'the clock was set forward',
    cure: 'set it back if it is wrong; for a day no time runs out by it',
  },
  beacon_failing: {
    blocks: false,
    notifiedAfterMs: 5 * 60_000,
    says: 'the beacon of the draw does not answer',
    cure: 'see that this machine reaches DRAND_URL; an hour after the freeze the draw goes on without it',
  },
  events_failing: {
    blocks: false,
    notifiedAfterMs: 15 * 60_000,
    says: 'EVENTS_URL does not take the events',
    cure: 'see that it answers; what waits is posted once it does',
  },
  telephony_failing: {
    blocks: false,
    notifiedAfterMs: 15 * 60_000,
    says: 'a telephone system does not answer',
    cure: 'check its TELEPHONY_… settings; it is asked again every few minutes',
  },
  calls_ahead: {
    blocks: false,
    notifiedAfterMs: atOnce,
    says: "calls come that begin ahead of this server's clock",
    cure: 'set the clock of this server, or the clock or time zone of the telephone system; the calls are held until their start is past',
  },
  backup_failed: {
    blocks: false,
    notifiedAfterMs: atOnce,
    says: 'the backup failed',
    cure: 'see that its folder can be written and has room; the log says why it failed',
  },
} as const satisfies Record<string, Kind>;

export type IncidentKind = keyof typeof incidentKinds;
export const incidentNames = Object.keys(incidentKinds) as [IncidentKind, ...IncidentKind[]];

/** What keeps the database from being written. */
export type DatabaseFault = Extract<IncidentKind, `database_${string}`>;

/** Those in which nothing can be written; a damaged database can, wherever it is sound. */
export const writeFaults = incidentNames.filter(
  (kind) => kind.startsWith('database_') && kind !== 'database_damaged',
);

/** In one sentence for a log or an operator: what is wrong, with what, and the cure. */
export function incidentText(kind: IncidentKind, about = ''): string {
  const { says, cure } = incidentKinds[kind];
  return `${says}${about === '' ? '' : ` (${about})`}: ${cure}`;
}
