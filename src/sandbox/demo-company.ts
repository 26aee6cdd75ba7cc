import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type Closers, createClosers, startOrClose } from '../closers.ts';
import type { ServiceConfig } from '../config.ts';
import type { Service } from '../service.ts';
import { demoPeople } from './company/company.ts';
import { accountOf } from './company/in-language.ts';
import { createBehind } from './demo-behind.ts';
import { createDemoClock, type DemoClock } from './demo-clock.ts';
import { apiToken, botToken, demoConfig, timeZone } from './demo-config.ts';
import type { DemoOptions } from './demo-options.ts';
import type { OwnCalls } from './own-calls.ts';
import { serviceApart } from './service-apart.ts';
import { serviceHere } from './service-here.ts';
import type { ServiceHost } from './service-host.ts';
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
  /** Where it is in this process. */
  service(): Service;
  /** Makes ready what whoever asks for the first picture would else wait for. */
  warmUp(): void;
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
  const changed = () => telegram.world.events.publish({ type: 'company' });
  const behind = createBehind(changed, options.language);
  const telegram = createLocalTelegram({
    botToken,
    botUsername: 'razbor_demo_bot',
    clock,
    company: behind,
  });
  const { url: telegramUrl, pageUrl } = await listenSomewhere(telegram, options.port);
  closers.add('the local Telegram', () => telegram.close());
  for (const person of demoPeople) telegram.addPerson(accountOf(person, behind.language().code));
  options.onPage?.(pageUrl);
  const httpPort = await freePort();
  const config = demoConfig(options, telegramUrl, httpPort);
  const host = hostOf(options, config, clock);
  clock.attach(host);
  closers.add('the service', () => host.close());
  // Only now, since loading the product takes longer than all that the page needs.
  const { beginCompany } = await import('./begin-company.ts');
  const apiUrl = `http://127.0.0.1:${httpPort}`;
  const parts = { options, config, host, clock, telegram, behind, apiUrl, day, changed };
  behind.arrived(await beginCompany(parts));
  return {
    pageUrl,
    apiUrl,
    apiToken,
    telegramUrl,
    clock,
    addPerson: telegram.addPerson,
    service: host.service,
    warmUp: host.warmUp,
    async restart() {
      await host.stop();
      await host.start();
    },
    // What is still on its way to a chat gets there before the local Telegram goes.
    stop: () => closers.close(),
  };
}

function hostOf(options: DemoOptions, config: ServiceConfig, clock: DemoClock): ServiceHost {
  const random = (count: number) => randomBytes(count);
  if (options.apart) return serviceApart({ config, clock, random });
  const { log, pictures, ffmpeg } = options;
  return serviceHere({
    config,
    clock: clock.now,
    random,
    log,
    ...(pictures ? { pictures } : {}),
    ...(ffmpeg ? { ffmpeg } : {}),
  });
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
