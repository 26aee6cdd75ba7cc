import type { ServiceHost } from './service-host.ts';
import type { CompanyCounts } from './telegram/company-behind.ts';

/** The service's process as somebody kills it and starts it again from the page. */
export function createProcessToy(
  host: ServiceHost,
  { changed, started }: { changed(): void; started(): Promise<void> },
) {
  let starting: Promise<void> | null = null;

  async function start(): Promise<void> {
    await host.start();
    host.warmUp();
    await started();
  }

  return {
    view(): CompanyCounts['process'] {
      if (!host.process) return null;
      const pid = host.process.pid();
      return { state: starting ? 'starts' : pid === null ? 'ended' : 'runs', pid };
    },
    async kill(): Promise<boolean> {
      await host.process?.kill();
      return host.process !== null;
    },
    /** One that is killed while it starts has started nothing: it can be started again. */
    async start(): Promise<boolean> {
      if (!host.process) return false;
      if (!starting && host.process.pid() === null) {
        starting = start().finally(() => {
          starting = null;
        });
        changed();
      }
      await starting?.catch(() => undefined);
      return true;
    },
  };
}
