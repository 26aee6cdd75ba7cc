import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { readServiceConfig } from '../../src/config.ts';
import { openForReading } from '../../src/db/open.ts';
import type { Role } from '../../src/domain/person.ts';
import { createLog, secretsIn } from '../../src/log.ts';
import { createLocalTelegram } from '../../src/sandbox/telegram/server.ts';
import type { World } from '../../src/sandbox/telegram/world.ts';
import { isCron } from '../../src/schedule.ts';
import { startService } from '../../src/service.ts';
import { buildProduct } from '../support/build-product.ts';
import { freePort } from '../support/free-port.ts';
import { type Chats, openImpatientChats, until } from './chat.ts';
import { saidOf } from './watched-log.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const company = join(root, 'src/sandbox/company');
const apiToken = 'a-token-of-the-end-to-end-test-itself';
const botToken = '2000:end-to-end-token-of-the-local-telegram';
const dayMs = 86_400_000;
/** What main.ts logs once all is started, missed draws included. */
const runs = 'Razbor is running';

/** Somebody of the company with an account of the local Telegram, as the API takes them in. */
export interface Account {
  externalId: string;
  name: string;
  telegramId: number;
  language: 'ru';
  roles: { role: Role }[];
  extensions?: { source: string; extension: string }[];
}

export const seller = (externalId: string, name: string, extension: string) => ({
  externalId,
  name,
  roles: [{ role: 'seller' as const }],
  direction: 'Опт',
  extensions: [{ source: 'pbx', extension }],
});
const fewPeople: readonly Account[] = [
  { externalId: 'c', name: 'Ольга Киселёва', roles: [{ role: 'controller' as const }] },
  { externalId: 'h', name: 'Виктор Штерн', roles: [{ role: 'supervisor' as const }] },
  { externalId: 'a', name: 'Юлия Сомова', roles: [{ role: 'admin' as const }] },
  seller('s1', 'Анна Рыбакова', '101'),
  seller('s2', 'Иван Панин', '102'),
].map((person, index) => ({ ...person, telegramId: 501 + index, language: 'ru' }) as const);

export interface CompanyOf {
  people: readonly Account[];
  /** How long ago its calls came in. */
  movedInMsAgo: number;
}

export interface Process {
  chats: Chats;
  /** What the local Telegram holds, for whoever acts in it without waiting for an answer. */
  world: World;
  apiUrl: string;
  databasePath: string;
  /** Further settings for the next start. */
  with(settings: Record<string, string>): void;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Answers once all runs; rejects where it ends before. */
  start(): Promise<void>;
  /** Starts, and sends SIGTERM as soon as the database is taken; answers the exit code. */
  endWhileStarting(): Promise<number | null>;
  /** Starts another process with the same settings; answers how it ended, and what it said. */
  beside(): Promise<{ exit: number | null; said: string }>;
  /** Runs a command beside it with the same settings; answers its exit code. */
  razbor(...words: string[]): Promise<number | null>;
  /** SIGKILL: nothing can be put in order. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  end(): Promise<number | null>;
  /** Waits until this stands in its log. */
  logged(text: string): Promise<unknown>;
  /** What the process logged as an error, and whatever it wrote that is no log. */
  complaints(): string[];
  close(): Promise<void>;
}

/**
 * The service as `npm start` runs it, a process of its own on the real clock, against the local Telegram. Its
 * company moved in three days ago, so that its calls are drawn by the draw that was missed since.
 */
export async function serviceProcess(
  settings: Record<string, string>,
  { people, movedInMsAgo }: CompanyOf = { people: fewPeople, movedInMsAgo: 3 * dayMs },
): Promise<Process> {
  buildProduct();
  const folder = mkdtempSync(join(tmpdir(), 'razbor-process-'));
  const telegram = createLocalTelegram({
    botToken,
    botUsername: 'razbor_e2e_bot',
    clock: { now: Date.now, moveTo: async () => {}, marks: () => [], timeZone: 'UTC' },
  });
  const { url: telegramUrl } = await telegram.listen();
  for (const { telegramId: id, name } of people) {
    telegram.addPerson({ id, firstName: name.split(' ')[0] ?? '', languageCode: 'ru' });
  }
  const chats = await openImpatientChats(telegramUrl);
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    BOT_TOKEN: botToken,
    TELEGRAM_API_ROOT: telegramUrl,
    DATABASE_PATH: join(folder, 'razbor.db'),
    RECORDINGS_DIR: join(company, 'recordings'),
    API_TOKENS: `e2e:${apiToken}`,
    HTTP_PORT: String(port),
    LOG_LEVEL: 'info',
    ...settings,
  };
  const written: string[] = [];
  let child: ChildProcess | null = null;

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  async function ended(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    child = null;
    return code;
  }

  const run = (...words: string[]) =>
    spawn(globalThis.process.execPath, words, {
      cwd: root,
      env: { PATH: globalThis.process.env.PATH, ...env },
    });

  const process: Process = {
    chats,
    world: telegram.world,
    apiUrl,
    databasePath: env.DATABASE_PATH ?? '',
    with: (more) => Object.assign(env, more),
    api,
    async start() {
      const started = run('bin/service.js');
      child = started;
      const startedAt = written.length;
      for (const stream of [started.stdout, started.stderr]) {
        stream?.on('data', (chunk) => written.push(String(chunk)));
      }
      const said = () => written.slice(startedAt).join('');
      await until(
        async () => `the process runs: ${said()}`,
        () => {
          if (started.exitCode !== null || started.signalCode !== null) {
            throw new Error(`the process ended before it ran: ${said()}`);
          }
          return said().includes(runs) ? true : undefined;
        },
      );
    },
    async endWhileStarting() {
      rmSync(`${env.DATABASE_PATH}.lock`, { force: true });
      const started = run('bin/service.js');
      const exit = once(started, 'exit');
      await until('the database is taken', () =>
        existsSync(`${env.DATABASE_PATH}.lock`) ? true : undefined,
      );
      started.kill('SIGTERM');
      const [code] = (await exit) as [number | null];
      return code;
    },
    async beside() {
      const other = run('bin/service.js');
      let said = '';
      for (const stream of [other.stdout, other.stderr]) {
        stream?.on('data', (chunk) => {
          said += String(chunk);
        });
      }
      const [exit] = (await once(other, 'close')) as [number | null];
      return { exit, said };
    },
    async razbor(...words) {
      const command = run('bin/cli.js', ...words);
      const [exit] = (await once(command, 'close')) as [number | null];
      return exit;
    },
    async kill() {
      await ended('SIGKILL');
    },
    end: () => ended('SIGTERM'),
    logged: (text) =>
      until(`the log says: ${text}`, () => (written.join('').includes(text) ? true : undefined)),
    complaints: () =>
      written
        .join('')
        .split('\n')
        .filter((line) => line && !/^\{"level":(30|20),/.test(line)),
    async close() {
      await ended('SIGKILL');
      await telegram.close();
      const db = openForReading(env.DATABASE_PATH ?? '');
      expect(saidOf(db, secretsIn(env), written.join('').split('\n'))).toEqual([]);
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await moveIn(env, people, movedInMsAgo, chats, api);
  return process;
}

/** Runs the same settings here with a clock set back, and takes everything in over the API. */
async function moveIn(
  settings: Record<string, string>,
  people: readonly Account[],
  movedInMsAgo: number,
  chats: Chats,
  api: Process['api'],
): Promise<void> {
  const read = readServiceConfig({ ...settings, BOT_MODE: 'polling' }, isCron);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const started = await startService({
    config: read.config,
    clock: () => Date.now() - movedInMsAgo,
    random: (count) => crypto.getRandomValues(Buffer.alloc(count)),
    log: createLog({ level: 'error', secrets: secretsIn(settings) }),
  });
  if (!started.ok) throw new Error(started.problem);
  const { service } = started;
  for (const file of readdirSync(join(company, 'checklists'))) {
    publishChecklist(
      service.app,
      parse(readFileSync(join(company, 'checklists', file), 'utf8')),
      null,
    );
  }
  await api('PUT', '/v1/people', { items: people });
  const calls = ['101', '102'].map((sellerExtension) => ({
    source: 'pbx',
    externalId: `call-${sellerExtension}`,
    direction: 'in',
    sellerExtension,
    externalNumber: '+79161234567',
    startedAt: new Date(Date.now() - movedInMsAgo - 600_000).toISOString(),
    durationS: 90,
    talkS: 76,
    recording: { path: 'gazoblok-dom-anna.ogg' },
  }));
  await api('POST', '/v1/calls', { items: calls });
  for (const { name } of people) await chats.person(name.split(' ')[0] ?? '').say('/start');
  await service.stop();
}
