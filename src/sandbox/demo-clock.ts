import { plusDuration, startOfDay } from '../domain/time.ts';
import type { SandboxClock } from './telegram/server.ts';

/** What the clock drives on its way. */
export interface Driven {
  /** Does what is due; answers when something falls due next, null where nothing does or nothing runs. */
  settle(): Promise<number | null>;
  /** Its own clock goes as far ahead of the real one from now on. */
  follow?(offsetMs: number): void;
}

export interface DemoClock extends SandboxClock {
  /** How far it is ahead of the real one. */
  offsetMs(): number;
  /** Whose due work a move does. */
  attach(driven: Driven): void;
}

const labels = {
  evening: { ru: 'До конца дня · 19:00', en: 'To the day’s end · 19:00' },
  minutes: { ru: '+5 минут', en: '+5 minutes' },
  morning: { ru: 'До утра · 9:00', en: 'To the morning · 9:00' },
  days: { ru: '+2 дня', en: '+2 days' },
};
const short = {
  evening: { ru: 'до 19:00', en: 'to 19:00' },
  minutes: { ru: '+5 мин', en: '+5 min' },
  morning: { ru: 'до 9:00', en: 'to 9:00' },
};

/**
 * A clock that runs as fast as the real one and can be moved on. On its way it stops wherever something
 * falls due, so that a notice leaves, a draw takes place and a deadline passes in their order.
 */
export function createDemoClock(startAt: number, timeZone: string): DemoClock {
  let offsetMs = startAt - Date.now();
  let driven: Driven | null = null;
  const now = () => Date.now() + offsetMs;
  const jumpTo = (at: number) => {
    offsetMs = Math.max(offsetMs, at - Date.now());
    driven?.follow?.(offsetMs);
  };

  return {
    now,
    timeZone,
    offsetMs: () => offsetMs,
    attach(given) {
      driven = given;
    },
    async moveTo(target) {
      while (driven) {
        const next = await driven.settle();
        if (next === null || next > target) break;
        jumpTo(next);
      }
      jumpTo(target);
      await driven?.settle();
    },
    marks() {
      const at = now();
      const evening = startOfDay(localDate(at, timeZone), timeZone) + 19 * 3_600_000;
      return [
        ...(at < evening ? [{ label: labels.evening, short: short.evening, at: evening }] : []),
        { label: labels.minutes, short: short.minutes, at: at + 300_000 },
        { label: labels.morning, short: short.morning, at: nextMorning(at, timeZone) },
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
