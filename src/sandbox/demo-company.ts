import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type Closers, createClosers, startOrClose } from '../closers.ts';
import type { ServiceConfig } from '../config.ts';
import type { Policy } from '../domain/policy.ts';
import type { Ffmpeg } from '../media/ffmpeg.ts';
import type { Pictures } from '../reports/pictures.ts';
import { type Log, type Service, startService } from '../service.ts';
import { createDemoClock, type DemoClock } from './demo-clock.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { apiToken, folder, liveBefore, moveIn, timeZone } from './move-in.ts';
import type { OwnCalls } from './own-calls.ts';
import { createLocalTelegram, type LocalTelegram } from './telegram/server.ts';

const botToken = '1000:demo-demo-demo-demo-demo-demo-demo-demo';
/** What no log of the demo may hold. */
export const demoSecrets = [botToken, apiToken];
/** What this company pays. */
const pay: Partial<Policy> = {
  pointPriceMinor: 5000,
  motivationScale: 'steps 60:1 75:1.1 85:1.2 92:1.3',
};

export interface DemoOptions {
  /** Where the database lives; the demo uses a temporary folder. */
  databasePath: string;
  /** The port of the chat page, where it is free; 0, or one that is taken: any free one. */
  port: number;
  log: Log;
  policy?: Partial<Policy>;
  /** The day on which it plays; where none is named, a Monday (`mondayOf`). */
  day?: string;
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
  /** What hears the recordings, where it is not the service's own. */
  ffmpeg?: Ffmpeg;
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

/**
 * The whole product on this machine: local Telegram, service, and a company with a day of calls. What had
 * started is ended where the rest cannot be.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const closers = createClosers((error, what) => options.log.error({ err: error, what }, 'failed'));
  return startOrClose(closers, () => startParts(options, closers));
}

async function startParts(options: DemoOptions, closers: Closers): Promise<Demo> {
  const day = options.day ?? mondayOf(options.own, Date.now());
  const clock = createDemoClock(opensAt(day), timeZone);
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_demo_bot', clock });
  const { url: telegramUrl, pageUrl } = await listenSomewhere(telegram, options.port);
  closers.add('the local Telegram', () => telegram.close());
  const httpPort = await freePort();
  const config = demoConfig(options, telegramUrl, httpPort);
  const start = async (): Promise<Service> => {
    const random = (count: number) => randomBytes(count);
    const { log, pictures, ffmpeg } = options;
    const parts = { log, ...(pictures ? { pictures } : {}), ...(ffmpeg ? { ffmpeg } : {}) };
    const started = await startService({ config, clock: clock.now, random, ...parts });
    if (!started.ok) throw new Error(started.problem);
    clock.attach(started.service);
    await started.service.connected;
    return started.service;
  };
  if (options.past) await liveBefore(config, day);
  let service = await start();
  closers.add('the service', () => service.stop());
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
    // What is still on its way to a chat gets there before the local Telegram goes.
    stop: () => closers.close(),
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
    diskReserveBytes: 0,
    backups: null,
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

/**
 * The day on which the demo plays: always a Monday, so that two days on are working days too. It is the last
 * one, or where a company brings calls of its own, the first on which all of them lie behind.
 */
function mondayOf(own: OwnCalls | undefined, now: number): string {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  const last = Math.max(0, ...(own?.items ?? []).map(({ startedAt }) => Date.parse(startedAt)));
  while (opensAt(dateOf(day)) < last) day.setUTCDate(day.getUTCDate() + 7);
  return dateOf(day);
}

const dateOf = (day: Date) => day.toISOString().slice(0, 10);
/** The day's calls are over, and its draw is near. */
const opensAt = (day: string) => Date.parse(`${day}T18:30:00+03:00`);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
