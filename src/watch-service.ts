import { dirname } from 'node:path';
import type { App } from './app/app.ts';
import { createIncidentTelling } from './app/company/tell-incidents.ts';
import { createHealthWatch } from './app/company/watch-health.ts';
import { incidentTeller } from './bot/company/incident-notices.ts';
import type { ServiceConfig } from './config.ts';
import { freeBytes } from './db/disk.ts';
import { every, type Repeated } from './every.ts';

const lookEveryMs = 1000;

/** Looks every second whether all is well, and tells administrators of what is not. */
export function watchService(
  app: App,
  api: Parameters<typeof incidentTeller>[0],
  { databasePath, diskReserveBytes }: ServiceConfig,
): Repeated {
  let zone = app.policy().timeZone;
  const zoneNow = () => {
    try {
      zone = app.policy().timeZone;
    } catch {
      // The database is what fails, and is told of: its last known zone will do.
    }
    return zone;
  };
  const telling = createIncidentTelling(app, incidentTeller(api, zoneNow));
  const look = createHealthWatch(app, {
    free: () => freeBytes(dirname(databasePath)),
    reserve: diskReserveBytes,
  });
  const step = () => {
    look();
    return telling.step();
  };
  return every(lookEveryMs, step, (error) => app.incidents.caught(error, 'watching over health'));
}
