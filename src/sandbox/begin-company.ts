import { rmSync } from 'node:fs';
import type { ServiceConfig } from '../config.ts';
import type { Language } from '../domain/person.ts';
import type { Behind, There } from './demo-behind.ts';
import type { DemoClock } from './demo-clock.ts';
import type { DemoOptions } from './demo-options.ts';
import { createToys } from './demo-toys.ts';
import type { Heard } from './everybody-hears.ts';
import { moveIn } from './move-in.ts';
import { liveBefore } from './past-before.ts';
import type { ServiceHost } from './service-host.ts';
import type { LocalTelegram } from './telegram/server.ts';
import { forgetChats, type World } from './telegram/world.ts';
import { tourOf } from './tour/tour.ts';

export interface CompanyParts {
  options: DemoOptions;
  config: ServiceConfig;
  host: ServiceHost;
  clock: DemoClock;
  telegram: LocalTelegram;
  behind: Behind;
  apiUrl: string;
  day: string;
  changed(): void;
}

/** The company's past, where it has one, its service and its people, in the language of whoever looks by then. */
export async function beginCompany(parts: CompanyParts): Promise<There> {
  const { options, config, behind, day } = parts;
  for (;;) {
    const language = behind.movesInWith();
    const isWanted = () => behind.language().code === language;
    const lived = behind.movesIn;
    if (!options.past || (await liveBefore(config, { day, language, lived, isWanted })))
      return bringThere(parts, language);
  }
}

async function bringThere(parts: CompanyParts, language: Language): Promise<There> {
  const { options, host, clock, telegram, behind, apiUrl, day, changed } = parts;
  await host.start();
  const own = options.own ?? null;
  const place = () => ({ app: host.app(), telegram, apiUrl, own });
  const heard = await moveIn(place(), { day, language });
  const { world } = telegram;
  const spoken = () => behind.language().code;
  const isOwn = own !== null;
  const toys = createToys({ host, world, apiUrl, day, isOwn, language: spoken, changed });
  const stands = () => JSON.stringify([clock.offsetMs(), toys.latestCalls(), toys.counts()?.calls]);
  const stood = stands();
  return {
    place,
    heard,
    tour: () => (own ? null : tourOf(host.app(), world, day)),
    toys,
    pastIn: options.past ? language : null,
    isUntouched: () => isRunning(host) && nobodyActed(world, heard) && stands() === stood,
    again: () => beginAgain(parts),
  };
}

const isRunning = ({ process }: ServiceHost) => process === null || process.pid() !== null;

const nobodyActed = ({ chats }: World, heard: Heard) =>
  [...heard].every(([id, changes]) => chats.get(id)?.changes === changes);

/** All that was said and done is gone; the clock goes on. */
async function beginAgain(parts: CompanyParts): Promise<There> {
  const { config, host, telegram } = parts;
  await host.stop();
  forgetChats(telegram.world);
  for (const beside of ['', '-wal', '-shm'])
    rmSync(`${config.databasePath}${beside}`, { force: true });
  return beginCompany(parts);
}
