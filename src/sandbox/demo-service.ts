import { randomBytes } from 'node:crypto';
import { createLog } from '../log.ts';
import { type Service, startService } from '../service.ts';
import { endOnSignal } from '../signals.ts';
import { endOnUncaught } from '../uncaught.ts';
import { apiToken, botToken } from './demo-config.ts';
import type { FromService, ToService } from './service-apart.ts';
import { settle } from './settle.ts';

/**
 * The demo's service as a process of its own, so that it can be killed as a real one dies: the demo says what is to be
 * done (`ToService`), and its end is the end of this one.
 */
const log = createLog({ level: 'error', secrets: [botToken, apiToken] });
endOnUncaught(log);
let offsetMs = 0;
const now = () => Date.now() + offsetMs;
let service: Service | null = null;
let starting: Promise<void> | null = null;
const tell = (message: FromService) => process.send?.(message);

async function start({ config }: Extract<ToService, { what: 'start' }>): Promise<void> {
  const random = (count: number) => randomBytes(count);
  const started = await startService({ config, clock: now, random, log });
  if (!started.ok) {
    tell({ what: 'started', problem: started.problem });
    return;
  }
  service = started.service;
  await service.connected;
  tell({ what: 'started', problem: null });
}

async function end(): Promise<void> {
  await starting?.catch(() => undefined);
  await service?.stop();
}

async function hear(message: ToService): Promise<void> {
  if ('offsetMs' in message) offsetMs = message.offsetMs;
  if (message.what === 'start') {
    starting = start(message);
    await starting;
  } else if (message.what === 'settle') {
    const next = service && (await settle(service, now));
    tell({ what: 'settled', id: message.id, next });
  } else if (message.what === 'warm-up') await service?.warmUp();
  else if (message.what === 'stop') {
    await end();
    process.exit(0);
  }
}

process.on('message', (message: ToService) => {
  hear(message).catch((error: unknown) => {
    log.error({ err: error }, 'the demo’s service failed');
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
endOnSignal(end);
