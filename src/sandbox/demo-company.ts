import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type Closers, createClosers, startOrClose } from '../closers.ts';
import type { Service } from '../service.ts';
import { demoPeople } from './company/company.ts';
import { accountOf } from './company/in-language.ts';
import { createBehind } from './demo-behind.ts';
import { createDemoClock, type DemoClock } from './demo-clock.ts';
import { apiToken, botToken, demoConfig, timeZone } from './demo-config.ts';
import type { DemoOptions } from './demo-options.ts';
import type { OwnCalls } from './own-calls.ts';
import { createLocalTelegram, type LocalTelegram } from './telegram/server.ts';

/** What no log of the demo may hold. */
export const demoSecrets = [botToken, apiToken];

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
  const day = options.day ?? dayOf(options.own);
  const clock = createDemoClock(opensAt(day), timeZone);
  const behind = createBehind({ day, now: clock.now }, () =>
    telegram.world.events.publish({ type: 'company' }),
  );
  const telegram = createLocalTelegram({
    botToken,
    botUsername: 'razbor_demo_bot',
    clock,
    company: behind,
  });
  const { url: telegramUrl, pageUrl } = await listenSomewhere(telegram, options.port);
  closers.add('the local Telegram', () => telegram.close());
  for (const person of demoPeople) telegram.addPerson(accountOf(person, 'ru'));
  options.onPage?.(pageUrl);
  // Only now, since loading the product takes longer than all that the page needs.
  const [{ startService }, { liveBefore }, { moveIn }, { tourOf }] = await Promise.all([
    import('../service.ts'),
    import('./past-before.ts'),
    import('./move-in.ts'),
    import('./tour/tour.ts'),
  ]);
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
  if (options.past) await liveBefore(config, day, behind.movesIn);
  let service = await start();
  closers.add('the service', () => service.stop());
  const apiUrl = `http://127.0.0.1:${httpPort}`;
  const own = options.own ?? null;
  const place = () => ({ service, telegram, apiUrl, own });
  const heard = await moveIn(place(), { day, language: behind.movesInWith() });
  behind.arrived(place, heard, () => (own ? null : tourOf(service.app, telegram.world, day)));
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

/** In the demo's own calendar it is always the same Monday, so that two days on are working days too. */
const demoDay = '2026-11-23';

/** Where a company brings calls of its own, the first Monday from then on with all of them behind it. */
function dayOf(own: OwnCalls | undefined): string {
  const day = new Date(demoDay);
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
