import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type App, createApp } from '../app/app.ts';
import { publishChecklist } from '../app/company/publish-checklist.ts';
import { firstPolicy } from '../app/draw/change-policy.ts';
import { registerPeople } from '../app/people/register-people.ts';
import type { ServiceConfig } from '../config.ts';
import { backupTo } from '../db/backup.ts';
import { numberCallsAfter } from '../db/numbering.ts';
import { openDatabase } from '../db/open.ts';
import type { Policy } from '../domain/policy.ts';
import type { Pictures } from '../reports/pictures.ts';
import { nextCron } from '../schedule.ts';
import { type Log, type Service, startService } from '../service.ts';
import { callsOfDay } from './company/calls-of-day.ts';
import { clients, demoPeople, orders, people } from './company/company.ts';
import type { PersonItem } from './company/items.ts';
import { dice, livePast } from './company/past.ts';
import { createDemoClock, type DemoClock } from './demo-clock.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { type OwnCalls, ownSource } from './own-calls.ts';
import { createLocalTelegram, type LocalTelegram } from './telegram/server.ts';

const botToken = '1000:demo-demo-demo-demo-demo-demo-demo-demo';
/** Before the first of the months lived through. */
const pastMs = 100 * 24 * 3_600_000;
const apiToken = 'demo-api-token-of-the-demo-company';
const timeZone = 'Europe/Moscow';
/** What this company pays. */
const pay: Partial<Policy> = {
  pointPriceMinor: 5000,
  motivationScale: 'steps 60:1 75:1.1 85:1.2 92:1.3',
};
const folder = (name: string) => fileURLToPath(new URL(`./company/${name}`, import.meta.url));

export interface DemoOptions {
  /** Where the database lives; the demo uses a temporary folder. */
  databasePath: string;
  /** The port of the chat page, where it is free; 0, or one that is taken: any free one. */
  port: number;
  log: Log;
  policy?: Partial<Policy>;
  /** A company's own calls instead of the invented day. */
  own?: OwnCalls;
  /** Whether months of scored calls lie behind the day. */
  past?: boolean;
  /** Where final approvals are posted. */
  events?: ServiceConfig['events'];
  /** Telephone systems that send calls to it, and where their recordings may be fetched from. */
  telephony?: ServiceConfig['telephony'];
  recordingHosts?: readonly string[];
  /** What draws the pictures, where it is not the service's own. */
  pictures?: Pictures;
}

export interface Demo {
  /** The chat page. */
  pageUrl: string;
  /** The service's API with its bearer token. */
  apiUrl: string;
  apiToken: string;
  /** Of the local Telegram, as TELEGRAM_API_ROOT. */
  telegramUrl: string;
  clock: DemoClock;
  /** Gives someone who does not belong to the company a Telegram account. */
  addPerson: LocalTelegram['addPerson'];
  service(): Service;
  /** Ends the service and starts it again on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole product on this machine: local Telegram, service, and a company with a day of calls. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const day = lastMonday(Date.now());
  const clock = createDemoClock(Date.parse(`${day}T18:30:00+03:00`), timeZone);
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_demo_bot', clock });
  const { url: telegramUrl, pageUrl } = await listenSomewhere(telegram, options.port);
  const httpPort = await freePort();
  const config = demoConfig(options, telegramUrl, httpPort);
  const start = async (): Promise<Service> => {
    const random = (count: number) => randomBytes(count);
    const { log, pictures } = options;
    const parts = { log, ...(pictures ? { pictures } : {}) };
    const started = await startService({ config, clock: clock.now, random, ...parts });
    if (!started.ok) throw new Error(started.problem);
    clock.attach(started.service);
    await started.service.connected;
    return started.service;
  };
  if (options.past) await liveBefore(config, day);
  let service = await start();
  const apiUrl = `http://127.0.0.1:${httpPort}`;
  await moveIn(service, telegram, telegramUrl, apiUrl, { day, own: options.own ?? null });
  return {
    pageUrl,
    apiUrl,
    apiToken,
    telegramUrl,
    clock,
    addPerson: telegram.addPerson,
    service: () => service,
    async restart() {
      await service.stop();
      service = await start();
    },
    async stop() {
      // What is still on its way to a chat gets there.
      await service.settled();
      await telegram.close();
      await service.stop();
    },
  };
}

async function listenSomewhere(telegram: LocalTelegram, port: number) {
  try {
    return await telegram.listen(port);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return telegram.listen(0);
  }
}

function demoConfig(
  options: DemoOptions,
  telegramApiRoot: string,
  httpPort: number,
): ServiceConfig {
  return {
    botToken,
    adminTelegramId: null,
    databasePath: options.databasePath,
    telegramApiRoot,
    webhook: null,
    httpHost: '127.0.0.1',
    httpPort,
    apiTokens: [{ name: 'demo', token: apiToken }],
    recordingsDir: options.own?.folder ?? folder('recordings'),
    recordingHosts: options.recordingHosts ?? [],
    recordingsPurge: 'copies',
    ffmpeg: findFfmpeg(),
    country: 'RU',
    events: options.events ?? null,
    telephony: options.telephony ?? {},
    language: 'ru',
    logLevel: 'error',
    // In three minutes nobody hears every call to its half.
    policy: {
      timeZone,
      minListenShare: 0,
      ...(options.past ? pay : {}),
      // However old and short the calls are that somebody brings along.
      ...(options.own ? { recordingDays: 3650, minTalkS: 20 } : {}),
      ...options.policy,
    },
  };
}

/** The company moves in over the product's own API, and everybody presses Start. */
async function moveIn(
  service: Service,
  telegram: LocalTelegram,
  telegramUrl: string,
  apiUrl: string,
  { day, own }: { day: string; own: OwnCalls | null },
): Promise<void> {
  publishChecklists(service.app);
  const { db } = service.app;
  db.transaction((tx) => numberCallsAfter(tx, 1200));
  const answers = await send(
    apiUrl,
    'PUT',
    'people',
    own ? withExtensions(own.extensions) : people,
  );
  await send(apiUrl, 'PUT', 'clients', clients);
  await send(apiUrl, 'PUT', 'orders', orders);
  await send(apiUrl, 'POST', 'calls', own?.items ?? callsOfDay(day, timeZone));
  for (const person of demoPeople) {
    const answer = answers.find(({ externalId }) => externalId === person.externalId);
    const startPayload = answer?.inviteUrl?.split('start=')[1] ?? '';
    const [firstName = '', lastName = ''] = (
      people.find(({ externalId }) => externalId === person.externalId)?.name ?? ''
    ).split(' ');
    const { telegramId: id, language: languageCode } = person;
    const caption = person.caption[languageCode];
    telegram.addPerson({ id, firstName, lastName, languageCode, caption, startPayload });
    await post(`${telegramUrl}/sandbox/chats/${id}/messages`, { startPayload });
  }
}

function publishChecklists(app: App): void {
  for (const file of readdirSync(folder('checklists')).sort()) {
    const text = readFileSync(`${folder('checklists')}/${file}`, 'utf8');
    publishChecklist(app, parse(text), null);
  }
}

/** The months before, in the database in which the service then begins. */
async function liveBefore({ databasePath, policy }: ServiceConfig, day: string): Promise<void> {
  // In memory each day's draw stays on this thread, and seventy of them take no time.
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  const clock = { now: Date.parse(`${day}T00:00:00Z`) - pastMs };
  const roll = dice(7);
  // The same past in every demo.
  const random = (count: number) => Buffer.from(Array.from({ length: count }, () => roll(256)));
  const app = createApp({ db, clock: () => clock.now, random, nextCron });
  firstPolicy(app, policy);
  publishChecklists(app);
  registerPeople(app, people);
  await livePast(app, clock, day);
  const written = backupTo(db, databasePath);
  if (!written.ok) throw new Error(written.problem);
  db.close();
}

/** The demo's sellers with the extensions of the calls that somebody brought, dealt out in turn. */
function withExtensions(extensions: readonly string[]): PersonItem[] {
  const sellers = people.filter(({ roles }) => roles.some(({ role }) => role === 'seller'));
  return people.map((person) => {
    const at = sellers.indexOf(person);
    if (at === -1) return person;
    const own = extensions.filter((_, index) => index % sellers.length === at);
    return { ...person, extensions: own.map((extension) => ({ source: ownSource, extension })) };
  });
}

interface Answer {
  externalId: string;
  result: string;
  inviteUrl?: string;
}

async function send(
  apiUrl: string,
  method: string,
  noun: string,
  items: readonly unknown[],
): Promise<Answer[]> {
  const response = await fetch(`${apiUrl}/v1/${noun}`, {
    method,
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const { items: answers } = (await response.json()) as { items: Answer[] };
  const refused = answers.find(({ result }) => result === 'refused');
  if (refused) throw new Error(`the demo's ${noun} were refused: ${JSON.stringify(refused)}`);
  return answers;
}

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The day on which the demo plays: always a Monday, so that two days on are working days too. */
function lastMonday(now: number): string {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
