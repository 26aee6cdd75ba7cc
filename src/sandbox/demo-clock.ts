import { plusDuration, startOfDay } from '../domain/time.ts';
import type { Service } from '../service.ts';
import type { SandboxClock } from './telegram/server.ts';

export interface DemoClock extends SandboxClock {
  /** The service whose due work a move does; set once it runs, and again after a restart. */
  attach(service: Service): void;
}

const settleMax = 50;
const labels = {
  evening: { ru: 'До конца дня · 19:00', en: 'To the day’s end · 19:00' },
  minutes: { ru: '+5 минут', en: '+5 minutes' },
  morning: { ru: 'До утра · 9:00', en: 'To the morning · 9:00' },
  days: { ru: '+2 дня', en: '+2 days' },
};

/**
 * A clock that runs as fast as the real one and can be moved on. On its way it stops wherever something
 * falls due, so that a notice leaves, a draw takes place and a deadline passes in their order.
 */
export function createDemoClock(startAt: number, timeZone: string): DemoClock {
  let offsetMs = startAt - Date.now();
  let service: Service | null = null;
  const now = () => Date.now() + offsetMs;
  const jumpTo = (at: number) => {
    offsetMs = Math.max(offsetMs, at - Date.now());
  };

  /**
   * Works until nothing is due any more: what is done may bring the next thing due. Answers the next
   * stop, which lies ahead; null where there is none or where what is due keeps failing.
   */
  async function settle(running: Service): Promise<number | null> {
    // The page is served before the product is loaded.
    const { nextStop } = await import('../app/company/job-runs.ts');
    for (let round = 0; round < settleMax; round += 1) {
      await running.schedule.tick();
      await running.delivery.run();
      const next = nextStop(running.app);
      if (next === null || next > now()) return next;
    }
    return null;
  }

  return {
    now,
    timeZone,
    attach(running) {
      service = running;
    },
    async moveTo(target) {
      while (service) {
        const next = await settle(service);
        if (next === null || next > target) break;
        jumpTo(next);
      }
      jumpTo(target);
      if (service) await settle(service);
    },
    marks() {
      const at = now();
      const evening = startOfDay(localDate(at, timeZone), timeZone) + 19 * 3_600_000;
      return [
        ...(at < evening ? [{ label: labels.evening, at: evening }] : []),
        { label: labels.minutes, at: at + 300_000 },
        { label: labels.morning, at: nextMorning(at, timeZone) },
        { label: labels.days, at: plusDuration(at, 'P2DT1M', timeZone) },
      ];
    },
  };
}

function localDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

function nextMorning(at: number, zone: string): number {
  const today = startOfDay(localDate(at, zone), zone) + 9 * 3_600_000;
  return at < today ? today : plusDuration(today, 'P1D', zone);
}
