import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, problemsText, readConfig, readServiceConfig } from '../src/config.ts';
import type { Environment } from '../src/config-values.ts';
import { policyKeys } from '../src/domain/policy.ts';
import { isCron } from '../src/schedule.ts';

function configOf(env: Environment) {
  const read = readConfig(env, isCron);
  if (!read.ok) throw new Error(problemsText(read.problems));
  return read.config;
}

function problemsOf(env: Environment) {
  const read = readConfig(env, isCron);
  return read.ok ? [] : read.problems.map(({ name }) => name);
}

describe('what is not set', () => {
  it('has the documented defaults', () => {
    expect(configOf({})).toEqual({
      botToken: null,
      adminTelegramId: null,
      diskReserveBytes: 1024 ** 3,
      backups: { folder: 'data/backups', cron: '0 3 * * *', keep: { days: 7, weeks: 4 } },
      databasePath: 'data/razbor.db',
      telegramApiRoot: 'https://api.telegram.org',
      webhook: null,
      httpHost: '127.0.0.1',
      httpPort: 8080,
      apiTokens: [],
      recordingsDir: null,
      recordingsPurge: 'copies',
      ffmpeg: 'ffmpeg',
      recordingHosts: [],
      country: 'RU',
      drand: {
        url: 'https://api.drand.sh',
        chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
      },
      events: null,
      telephony: {},
      language: 'ru',
      logLevel: 'info',
      policy: {},
    });
  });

  it('may also be set to nothing, as compose files do', () => {
    expect(configOf({ HTTP_PORT: '', API_TOKENS: ' ', POLICY_PER_SELLER: '' })).toEqual(
      configOf({}),
    );
  });

  it('stops the service only where it cannot do without: the token', () => {
    expect(readServiceConfig({}, isCron)).toMatchObject({
      ok: false,
      problems: [{ name: 'BOT_TOKEN', problem: 'is required' }],
    });
    expect(readServiceConfig({ BOT_TOKEN: '12:AAF_x-y' }, isCron)).toMatchObject({
      ok: true,
      config: { botToken: '12:AAF_x-y' },
    });
  });
});

describe('what is set', () => {
  it('is read into its type', () => {
    const config = configOf({
      BOT_MODE: 'webhook',
      WEBHOOK_URL: 'https://razbor.example.com/telegram/',
      WEBHOOK_SECRET: 's3cret_',
      HTTP_HOST: '0.0.0.0',
      HTTP_PORT: '9090',
      API_TOKENS: 'crm:one:with:colons, bi:two',
      RECORDING_HOSTS: 'Records.example.com, files.example.org:8443, *.example.net',
      EVENTS_URL: 'https://crm.example.com/events',
      EVENTS_SECRET: 'shared',
      TELEPHONY_MANGO_API_KEY: 'key',
      TELEPHONY_MANGO_SALT: 'salt',
      ADMIN_TELEGRAM_ID: '7000000001',
      LOCALE: 'en',
      DEFAULT_COUNTRY: 'KZ',
      DATABASE_PATH: '/srv/razbor.db',
      BACKUP_CRON: '30 2 * * 1-5',
      BACKUP_KEEP: '14+0',
    });
    expect(config).toMatchObject({
      webhook: { url: 'https://razbor.example.com/telegram', secret: 's3cret_' },
      httpHost: '0.0.0.0',
      httpPort: 9090,
      apiTokens: [
        { name: 'crm', token: 'one:with:colons' },
        { name: 'bi', token: 'two' },
      ],
      recordingHosts: ['records.example.com', 'files.example.org:8443', '*.example.net'],
      events: { url: 'https://crm.example.com/events', secret: 'shared' },
      telephony: { MANGO: { API_KEY: 'key', SALT: 'salt' } },
      adminTelegramId: 7_000_000_001,
      language: 'en',
      country: 'KZ',
      backups: { folder: '/srv/backups', cron: '30 2 * * 1-5', keep: { days: 14, weeks: 0 } },
    });
    expect(configOf({ BACKUP_CRON: 'off', BACKUP_DIR: '/mnt' }).backups).toBeNull();
  });

  it('gives every rule of the policy its first value', () => {
    const policy = configOf({
      TIME_ZONE: 'Asia/Yekaterinburg',
      POLICY_APPROVAL_DELAY: 'PT5S',
      POLICY_NOTICE_HOLD: 'PT0S',
      POLICY_QUIET_HOURS: '',
      POLICY_PER_SELLER: '3',
      POLICY_MIN_TALK_S: '30',
      POLICY_MIN_LISTEN_SHARE: '0',
      POLICY_WORKING_DAYS_ONLY: 'true',
      POLICY_DRAW_CRON: '30 18 * * 1-5',
    }).policy;
    expect(policy).toEqual({
      timeZone: 'Asia/Yekaterinburg',
      approvalDelay: 'PT5S',
      noticeHold: 'PT0S',
      quietHours: '',
      perSeller: 3,
      minTalkS: 30,
      minListenShare: 0,
      workingDaysOnly: true,
      drawCron: '30 18 * * 1-5',
    });
  });

  it('knows a variable for each rule', () => {
    const read = readConfig({ POLICY_ZZZZZZZZZZZZ: '1' }, isCron);
    const cure = read.ok ? '' : (read.problems[0]?.cure ?? '');
    expect(cure.match(/POLICY_/g)).toHaveLength(policyKeys.length);
    expect(cure).toContain('POLICY_CONCEDE_CONTROLLER_POINTS');
  });
});

describe('what is wrong', () => {
  it.each([
    ['BOT_TOKEN', 'token'],
    ['ADMIN_TELEGRAM_ID', '@owner'],
    ['TELEGRAM_API_ROOT', 'localhost:8081'],
    ['BOT_MODE', 'push'],
    ['HTTP_PORT', '65536'],
    ['HTTP_PORT', '-1'],
    ['HTTP_PORT', '8080 8081'],
    ['HTTP_HOST', 'http://localhost'],
    ['API_TOKENS', 'secret'],
    ['API_TOKENS', 'crm:one,crm:two'],
    ['API_TOKENS', 'crm:one,,bi:two'],
    ['RECORDING_HOSTS', 'https://records.example.com'],
    ['RECORDING_HOSTS', '*'],
    ['RECORDING_HOSTS', 'files.*.example.com'],
    ['DEFAULT_COUNTRY', 'Russia'],
    ['EVENTS_URL', 'crm.example.com'],
    ['TIME_ZONE', 'Moscow'],
    ['LOCALE', 'de'],
    ['LOG_LEVEL', 'verbose'],
    ['TELEPHONY_SKYPE_KEY', 'x'],
    ['POLICY_PER_SELLER', 'two'],
    ['POLICY_PER_SELLER', '51'],
    ['POLICY_APPROVAL_DELAY', '2 days'],
    ['POLICY_QUIET_HOURS', '20-9'],
    ['POLICY_DRAW_CRON', '99 19 * * *'],
    ['POLICY_DRAW_BY', 'chance'],
    ['POLICY_WORKING_DAYS_ONLY', 'maybe'],
  ])('%s=%s is named', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  it('is named all at once, each with its cure', () => {
    const read = readServiceConfig(
      { HTTP_PORT: 'http', POLICY_PER_SELER: '2', BOT_MODE: 'webhook', EVENTS_URL: 'https://x' },
      isCron,
    );
    const text = problemsText(read.ok ? [] : read.problems);
    expect(text.trim().split('\n').slice(1)).toEqual([
      expect.stringMatching(/BOT_TOKEN is required: .*@BotFather/),
      expect.stringMatching(/WEBHOOK_URL is required with BOT_MODE=webhook/),
      expect.stringMatching(/WEBHOOK_SECRET is required with BOT_MODE=webhook/),
      expect.stringMatching(/HTTP_PORT is "http", which is no port: use 1 to 65535/),
      expect.stringMatching(/EVENTS_SECRET is required with EVENTS_URL/),
      expect.stringMatching(
        /POLICY_PER_SELER is no rule of the policy: did you mean POLICY_PER_SELLER\?/,
      ),
    ]);
  });

  it('takes any secret of events, and behind whsec_ only a key of the convention', () => {
    const read = (secret: string) =>
      readServiceConfig(
        { BOT_TOKEN: '12:AAF_x-y', EVENTS_URL: 'https://x', EVENTS_SECRET: secret },
        isCron,
      );
    const key = (length: number) => `whsec_${Buffer.alloc(length, 7).toString('base64')}`;
    const url = key(24).replace(/.$/, '_');
    for (const secret of ['shared', Buffer.alloc(8).toString('base64'), key(24), key(64)]) {
      expect(read(secret)).toMatchObject({ ok: true, config: { events: { secret } } });
    }
    for (const secret of [key(23), key(65), url, key(25).replace('==', '')]) {
      const { problems } = read(secret) as { problems: Parameters<typeof problemsText>[0] };
      const said = problemsText(problems);
      expect(said).toMatch(/EVENTS_SECRET begins with whsec_.*openssl rand -base64 32/);
      expect(said).not.toContain(secret.slice('whsec_'.length));
    }
    for (const secret of ['whsec_', 'two words']) expect(read(secret)).toMatchObject({ ok: false });
  });

  it('keeps secrets out of what it says', () => {
    const read = readServiceConfig(
      { BOT_TOKEN: 'hush', API_TOKENS: 'hush', WEBHOOK_SECRET: 'hush!' },
      isCron,
    );
    expect(read.ok ? [] : read.problems).toHaveLength(3);
    expect(JSON.stringify(read)).not.toContain('hush');
  });

  it('is a webhook that could not arrive, or a zone said twice', () => {
    const webhook = { BOT_MODE: 'webhook', WEBHOOK_URL: 'https://x', WEBHOOK_SECRET: 'x' };
    expect(problemsOf({ ...webhook, HTTP_PORT: '0' })).toEqual(['HTTP_PORT']);
    expect(problemsOf({ ...webhook, WEBHOOK_URL: 'http://x' })).toContain('WEBHOOK_URL');
    const root = { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' };
    expect(problemsOf({ ...webhook, ...root, WEBHOOK_URL: 'http://x' })).toEqual([]);
    const zones = { TIME_ZONE: 'Europe/Moscow', POLICY_TIME_ZONE: 'Europe/Samara' };
    expect(problemsOf(zones)).toEqual(['POLICY_TIME_ZONE']);
  });
});

describe('the .env file', () => {
  it('fills in what the environment leaves open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'razbor-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, '.env');
    writeFileSync(file, 'RAZBOR_TEST_A="from file" # why\nPATH=/nowhere\n');
    const env = environment(file);
    expect(env.RAZBOR_TEST_A).toBe('from file');
    expect(env.PATH).toBe(process.env.PATH);
    expect(environment(join(folder, 'none')).RAZBOR_TEST_A).toBeUndefined();
  });
});
