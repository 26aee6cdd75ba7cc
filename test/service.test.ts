import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { runCommandLine } from '../src/cli/run.ts';
import type { ServiceConfig } from '../src/config.ts';
import { startDemo } from '../src/sandbox/demo-company.ts';
import { type Service, startService } from '../src/service.ts';
import { serviceConfig } from './support/service-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-start-'));
const sound = join(folder, 'sound.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const random = (count: number) => crypto.getRandomValues(Buffer.alloc(count));
const clock = () => Date.parse('2026-11-23T10:00:00+03:00');

/** A port that nobody listens on; with `hold`, one that somebody does. */
async function port(hold = false): Promise<{ port: number; held: Server }> {
  const held = createServer();
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
  const { port } = held.address() as AddressInfo;
  if (!hold) await new Promise((resolve) => held.close(resolve));
  return { port, held };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Starts a service whose Telegram is out of reach, and watches what it leaves running. */
async function start(path: string, own: Partial<ServiceConfig> = {}, stopPictures = () => {}) {
  const begun = vi.spyOn(globalThis, 'setInterval');
  const ended = vi.spyOn(globalThis, 'clearInterval');
  const errors: { what: string }[] = [];
  let picturesStopped = 0;
  const httpPort = own.httpPort ?? (await port()).port;
  begun.mockClear();
  const config = serviceConfig({
    botToken: '4000:a-service-that-starts-and-stops-here',
    databasePath: path,
    telegramApiRoot: 'http://127.0.0.1:9',
    recordingsDir: null,
    ...own,
    httpPort,
  });
  const outcome: { service: Service | null; problem: string | null; error: unknown } = {
    service: null,
    problem: null,
    error: null,
  };
  try {
    const started = await startService({
      config,
      clock,
      random,
      log: { debug() {}, info() {}, error: (facts) => errors.push(facts as { what: string }) },
      pictures: {
        draw: () => Promise.reject(new Error('no pictures here')),
        warm: () => Promise.resolve(false),
        async stop() {
          picturesStopped += 1;
          stopPictures();
        },
      },
    });
    if (started.ok) outcome.service = started.service;
    else outcome.problem = started.problem;
  } catch (error) {
    outcome.error = error;
  }
  return {
    ...outcome,
    errors,
    httpPort,
    /** How many timers were begun, and what still runs of all that the service had. */
    async left() {
      const timers = begun.mock.results.map(({ value }) => value as NodeJS.Timeout);
      const cleared = new Set(ended.mock.calls.map(([timer]) => timer as NodeJS.Timeout));
      return {
        timers: timers.length,
        running: timers.filter((timer) => !cleared.has(timer)).length,
        databaseOpen: existsSync(`${path}-wal`),
        listening: !(await isFree(httpPort)),
        picturesStopped,
      };
    },
  };
}

/** A copy of the sound database without one of its tables. */
function without(table: string): string {
  const path = join(folder, `without-${table}.db`);
  copyFileSync(sound, path);
  const client = new Database(path);
  client.pragma('foreign_keys = OFF');
  client.exec(`DROP TABLE "${table}"`);
  client.close();
  return path;
}

const ended = { running: 0, databaseOpen: false, listening: false };

beforeAll(async () => {
  const { service, left } = await start(sound);
  expect(await left()).toEqual({
    timers: 3,
    running: 3,
    databaseOpen: true,
    listening: true,
    picturesStopped: 0,
  });
  await service?.stop();
  expect(await left()).toEqual({ ...ended, timers: 3, picturesStopped: 1 });
});

const file = { ASTERISK: { FILE: join(folder, 'Master.csv') } };

/** How many timers had been begun says how far it had come. */
test.each<[string, () => string, Partial<ServiceConfig>, { timers: number; pictures: number }]>([
  ['the policy', () => without('policy_changes'), {}, { timers: 0, pictures: 0 }],
  ['the plan of draws', () => without('draws'), {}, { timers: 0, pictures: 0 }],
  ['the bot', () => join(folder, 'bot.db'), { botToken: '' }, { timers: 0, pictures: 1 }],
  [
    'the files of calls',
    () => without('extensions'),
    { telephony: file },
    { timers: 2, pictures: 1 },
  ],
  ['the uploads', () => without('uploads'), {}, { timers: 3, pictures: 1 }],
])(
  'a start that breaks at %s ends what had started',
  async (_, path, own, { timers, pictures }) => {
    const { error, service, left } = await start(path(), own);
    expect(service).toBeNull();
    expect(error).toBeInstanceOf(Error);
    expect(await left()).toEqual({ ...ended, timers, picturesStopped: pictures });
  },
);

test('a start at a port that is taken says so, and ends what had started', async () => {
  const { port: httpPort, held } = await port(true);
  const { problem, left } = await start(join(folder, 'port.db'), { httpPort });
  held.close();
  expect(problem).toMatch(new RegExp(`HTTP_PORT ${httpPort}: .*EADDRINUSE`));
  expect(await left()).toEqual({ ...ended, timers: 1, picturesStopped: 1 });
});

test('a database that cannot be brought up to date is closed again', async () => {
  const path = join(folder, 'half.db');
  copyFileSync(sound, path);
  const client = new Database(path);
  client.exec('DELETE FROM __drizzle_migrations');
  client.close();
  const { error, left } = await start(path);
  expect(error).toBeInstanceOf(Error);
  expect(await left()).toEqual({ ...ended, timers: 0, picturesStopped: 0 });
});

test('what fails to stop is logged and keeps nothing else from stopping, once', async () => {
  const { service, errors, left } = await start(join(folder, 'stop.db'), {}, () => {
    throw new Error('the thread does not end');
  });
  await Promise.all([service?.stop(), service?.stop()]);
  await service?.stop();
  expect(errors.filter(({ what }) => what.startsWith('closing'))).toEqual([
    expect.objectContaining({ what: 'closing pictures' }),
  ]);
  expect(await left()).toEqual({ ...ended, timers: 3, picturesStopped: 1 });
});

test('what falls due while the service stops waits for the next start', async () => {
  let service: Service | null = null;
  // Pictures stop after delivery and before the database.
  const started = await start(join(folder, 'late.db'), {}, () => service?.app.onOutbox());
  service = started.service;
  await service?.stop();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(started.errors.filter(({ what }) => what === 'delivery')).toEqual([]);
});

test('a command whose start breaks closes the database', async () => {
  const path = without('policy_changes');
  const env = { DATABASE_PATH: path };
  const ran = runCommandLine(['policy', 'show'], { env, clock, random });
  await expect(ran).rejects.toThrow('policy_changes');
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('a demo whose calls are refused ends its service and its Telegram', async () => {
  const { port: pagePort } = await port();
  const databasePath = join(folder, 'demo.db');
  const log = { debug() {}, info() {}, error() {} };
  const item = { source: 'own', externalId: '' } as never;
  const own = { items: [item], extensions: [], folder };
  const starting = startDemo({ databasePath, port: pagePort, log, own });
  await expect(starting).rejects.toThrow("the demo's calls were refused");
  expect(existsSync(`${databasePath}-wal`)).toBe(false);
  expect(await isFree(pagePort)).toBe(true);
});
