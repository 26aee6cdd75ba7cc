import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { policyOf } from './config-policy.ts';
import type { Environment, Problem, Take } from './config-values.ts';
import {
  type ApiToken,
  apiTokens,
  backupsKept,
  country,
  cron,
  endpoint,
  eventsSecret,
  hosts,
  type LogLevel,
  logLevel,
  megabytes,
  oneOf,
  path,
  port,
  type Reader,
  telegramId,
  text,
  timeZone,
  webhookSecret,
} from './config-values.ts';
import type { BackupSettings } from './domain/backup.ts';
import { drandUrl, quicknetHash } from './domain/drand.ts';
import { nearest } from './domain/nearest.ts';
import { type Language, languages } from './domain/person.ts';
import type { Policy } from './domain/policy.ts';
import { telephonySettings } from './telephony/settings.ts';

/** Everything that is set from outside (DESIGN 5). An empty variable counts as not set. */
export interface Config {
  readonly botToken: string | null;
  readonly adminTelegramId: number | null;
  readonly databasePath: string;
  readonly telegramApiRoot: string;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly httpHost: string;
  /** 0: no HTTP server. */
  readonly httpPort: number;
  readonly apiTokens: readonly ApiToken[];
  readonly recordingsDir: string | null;
  /** Hosts that recordings may be fetched from, with the port where it is not the usual one. */
  readonly recordingHosts: readonly string[];
  /** What the nightly purge deletes: our copies alone, or the files below `recordingsDir` with them. */
  readonly recordingsPurge: 'copies' | 'originals';
  /** The decoder: a path, or a name to be found in PATH. */
  readonly ffmpeg: string;
  /** What is left free of the disk of the database: with less no recording is fetched. */
  readonly diskReserveBytes: number;
  /** Null: no backups are made. */
  readonly backups: BackupSettings | null;
  readonly country: string;
  /** Where a drand chain is asked for a draw's entropy, and which by its hash. */
  readonly drand: { readonly url: string; readonly chainHash: string };
  readonly events: { readonly url: string; readonly secret: string } | null;
  /** Settings of `TELEPHONY_<PROVIDER>_<SETTING>`, by provider and setting. */
  readonly telephony: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly language: Language;
  readonly logLevel: LogLevel;
  /** First values of the policy; the database has the say once it holds one. */
  readonly policy: Partial<Policy>;
}

/** What the service cannot do without. */
export interface ServiceConfig extends Config {
  readonly botToken: string;
}

export type Read<T> =
  | { readonly ok: true; readonly config: T }
  | { readonly ok: false; readonly problems: Problem[] };

const telegramApi = 'https://api.telegram.org';

/** The environment over a `.env` file of the working directory. */
export function environment(file = '.env'): Environment {
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  const fromFile = isThere ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}

/** Reads what a command needs: nothing is required, everything given is checked. */
export function readConfig(env: Environment, isCron: (cron: string) => boolean): Read<Config> {
  const found: Problem[] = [];
  const config = gather(env, isCron, found);
  return found.length === 0 ? { ok: true, config } : { ok: false, problems: found };
}

/** Reads what the service needs. */
export function readServiceConfig(
  env: Environment,
  isCron: (cron: string) => boolean,
): Read<ServiceConfig> {
  const found: Problem[] = [];
  const config = gather(env, isCron, found);
  const { botToken } = config;
  if (!env.BOT_TOKEN) {
    const cure = 'set it to the token that @BotFather gave when the bot was made';
    found.unshift({ name: 'BOT_TOKEN', problem: 'is required', cure });
  }
  if (found.length > 0 || botToken === null) return { ok: false, problems: found };
  return { ok: true, config: { ...config, botToken } };
}

/** The problems as one list for whoever starts the program. */
export function problemsText(problems: readonly Problem[]): string {
  const lines = problems.map(({ name, problem, cure }) => `  ${name} ${problem}: ${cure}`);
  return ['The configuration cannot be used:', ...lines, ''].join('\n');
}

function gather(env: Environment, isCron: (cron: string) => boolean, found: Problem[]): Config {
  const take = <T, F>(name: string, read: Reader<T>, fallback: F): T | F => {
    const given = env[name]?.trim();
    if (!given) return fallback;
    const result = read(given);
    if (result.ok) return result.value;
    found.push({ name, problem: result.problem, cure: result.cure });
    return fallback;
  };
  const telegramApiRoot = take('TELEGRAM_API_ROOT', endpoint(['http', 'https']), telegramApi);
  const databasePath = take('DATABASE_PATH', path, 'data/razbor.db');
  return {
    botToken: take(
      'BOT_TOKEN',
      text(/^\d+:[\w-]+$/, '123456789:AAF…, as @BotFather gave it'),
      null,
    ),
    adminTelegramId: take('ADMIN_TELEGRAM_ID', telegramId, null),
    databasePath,
    telegramApiRoot,
    webhook: webhookOf(env, take, telegramApiRoot, found),
    httpHost: take('HTTP_HOST', text(/^[\w.:%-]+$/, '127.0.0.1, or 0.0.0.0 for all'), '127.0.0.1'),
    httpPort: take('HTTP_PORT', port, 8080),
    apiTokens: take('API_TOKENS', apiTokens, []),
    recordingsDir: take('RECORDINGS_DIR', path, null),
    recordingHosts: take('RECORDING_HOSTS', hosts, []),
    recordingsPurge: take('RECORDINGS_PURGE', oneOf(['copies', 'originals'] as const), 'copies'),
    ffmpeg: take('FFMPEG', path, 'ffmpeg'),
    diskReserveBytes: take('DISK_RESERVE_MB', megabytes, 1024 * 1024 ** 2),
    backups: backupsOf(take, isCron, databasePath),
    country: take('DEFAULT_COUNTRY', country, 'RU'),
    drand: {
      url: take('DRAND_URL', endpoint(['http', 'https']), drandUrl),
      chainHash: take('DRAND_CHAIN', text(/^[0-9a-f]{64}$/, 'its 64 hex digits'), quicknetHash),
    },
    events: eventsOf(env, take, found),
    telephony: telephonyOf(env, found),
    language: take('LOCALE', oneOf(languages), 'ru'),
    logLevel: take('LOG_LEVEL', logLevel, 'info'),
    policy: policyOf(env, take, isCron, found),
  };
}

function webhookOf(env: Environment, take: Take, apiRoot: string, found: Problem[]) {
  // Telegram itself calls only https; a Bot API server of one's own takes either.
  const schemes = apiRoot === telegramApi ? ['https'] : ['http', 'https'];
  const mode = take('BOT_MODE', oneOf(['polling', 'webhook'] as const), 'polling');
  const url = take('WEBHOOK_URL', endpoint(schemes), null);
  const secret = take('WEBHOOK_SECRET', webhookSecret, null);
  if (mode === 'polling') return null;
  const because = 'is required with BOT_MODE=webhook';
  requireSet(
    env,
    'WEBHOOK_URL',
    because,
    'the address at which Telegram reaches this server',
    found,
  );
  requireSet(env, 'WEBHOOK_SECRET', because, '32 or more random letters and digits', found);
  if (env.HTTP_PORT?.trim() === '0') {
    const cure = 'give HTTP_PORT a port, or set BOT_MODE=polling';
    found.push({ name: 'HTTP_PORT', problem: 'is 0, so that no webhook can arrive', cure });
  }
  return url !== null && secret !== null ? { url, secret } : null;
}

function backupsOf(take: Take, isCron: (cron: string) => boolean, databasePath: string) {
  const at = take('BACKUP_CRON', cron(isCron), '0 3 * * *');
  const folder = take('BACKUP_DIR', path, join(dirname(databasePath), 'backups'));
  const keep = take('BACKUP_KEEP', backupsKept, { days: 7, weeks: 4 });
  return at === 'off' ? null : { folder, cron: at, keep };
}

function eventsOf(env: Environment, take: Take, found: Problem[]) {
  const url = take('EVENTS_URL', endpoint(['http', 'https']), null);
  const secret = take('EVENTS_SECRET', eventsSecret, null);
  if (url !== null) {
    const cure = '32 or more random letters and digits, the same at the receiver';
    requireSet(env, 'EVENTS_SECRET', 'is required with EVENTS_URL', cure, found);
  }
  return url !== null && secret !== null ? { url, secret } : null;
}

function requireSet(
  env: Environment,
  name: string,
  problem: string,
  value: string,
  found: Problem[],
): void {
  if (!env[name]?.trim()) found.push({ name, problem, cure: `set it to ${value}` });
}

function telephonyOf(env: Environment, found: Problem[]): Config['telephony'] {
  const settings: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('TELEPHONY_') || !value?.trim()) continue;
    const [, system = '', setting = ''] = /^TELEPHONY_([^_]*)_(.+)$/.exec(name) ?? [];
    const known = telephonySettings[system];
    if (!known) {
      const cure = `name it TELEPHONY_<SYSTEM>_…, the system one of ${Object.keys(telephonySettings).join(', ')}`;
      found.push({ name, problem: 'names no telephony that is known', cure });
    } else if (!known.some((one) => one.name === setting)) {
      const names = known.map((one) => one.name);
      const meant = nearest(setting, names);
      const cure = meant
        ? `did you mean TELEPHONY_${system}_${meant}?`
        : `it has ${names.join(', ')}`;
      found.push({ name, problem: 'is no setting of that telephony', cure });
    } else if (setting === 'TIME_ZONE' && !timeZone(value.trim()).ok) {
      const cure = 'use an IANA name, such as Europe/Moscow';
      found.push({ name, problem: `is "${value.trim()}", which is no time zone`, cure });
    } else if (/_(ROOT|URL)$/.test(setting) && !endpoint(['http', 'https'])(value.trim()).ok) {
      const cure = 'give it as https://host/path';
      found.push({ name, problem: 'is no address that begins with http:// or https://', cure });
    } else settings[system] = { ...settings[system], [setting]: value.trim() };
  }
  for (const [system, given] of Object.entries(settings)) {
    for (const { name, about } of telephonySettings[system]?.filter((one) => one.required) ?? []) {
      const because = `is required with the other TELEPHONY_${system}_…`;
      if (!given[name]) requireSet(env, `TELEPHONY_${system}_${name}`, because, about, found);
    }
  }
  return settings;
}
