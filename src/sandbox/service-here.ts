import type { Service, ServiceParts } from '../service.ts';
import type { ServiceHost } from './service-host.ts';

/** The service in this process: what is given to it may be anything that a test has. */
export function serviceHere(parts: ServiceParts): ServiceHost {
  let running: Service | null = null;
  const service = () => {
    if (!running) throw new Error('the service has not started yet');
    return running;
  };
  const stop = async () => {
    await running?.stop();
  };
  return {
    process: null,
    app: () => service().app,
    service,
    async start() {
      // Only now: loading the product takes longer than all that the page needs.
      const { startService } = await import('../service.ts');
      const started = await startService(parts);
      if (!started.ok) throw new Error(started.problem);
      running = started.service;
      await running.connected;
    },
    stop,
    close: stop,
    warmUp: () => void service().warmUp(),
    async settle() {
      const { settle } = await import('./settle.ts');
      return running && settle(running, parts.clock);
    },
  };
}
