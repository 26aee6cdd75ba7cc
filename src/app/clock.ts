import { z } from 'zod';
import type { Db } from '../db/open.ts';
import { saveSetting, setting } from '../db/settings.ts';
import { earliestAt, type Leap, leapAfter, noLeap, type Reading } from '../domain/clock.ts';
import { readStored } from '../domain/stored.ts';
import type { Instant } from '../domain/time.ts';

/** The wall clock beside one that only goes on, and what follows from the two. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that only go on, whatever the clock is set to: for pauses, and for what is done every so often. */
  steadyMs(): number;
  /**
   * The earliest that it can be: `now`, but for a day after the clock was set forward what it would say
   * without that. What takes something away from somebody once a time is over goes by it: the approval
   * of a score, the deletion of a recording, giving up.
   */
  nowEarliest(): Instant;
  /** Writes a leap down, so that the next start knows of it; answers its length where it is a new one. */
  keepLeap(): number | null;
}

const settingName = 'clock_leap';
const leapSchema = z.object({ aheadMs: z.number(), untilAt: z.number() });

/** Without `steady` the wall clock is taken to be steady itself: one that is moved by hand never leaps. */
export function createClock(db: Db, wall: () => Instant, steady?: () => number): Clock {
  let leap: Leap | null = null;
  let kept: Leap = noLeap;
  const read = (): Reading => ({ wallAt: wall(), steadyMs: (steady ?? wall)() });
  let last = read();

  function look(): Leap {
    if (leap === null) {
      kept = readStored(leapSchema, setting(db, settingName)) ?? noLeap;
      leap = kept;
    }
    const reading = read();
    leap = leapAfter(leap, last, reading);
    last = reading;
    return leap;
  }

  return {
    now: wall,
    steadyMs: steady ?? wall,
    nowEarliest() {
      const held = look();
      return earliestAt(held, wall());
    },
    keepLeap() {
      const held = look();
      if (held === kept) return null;
      const newMs = held.aheadMs - kept.aheadMs;
      db.transaction((tx) => saveSetting(tx, settingName, JSON.stringify(held)));
      kept = held;
      return newMs > 0 ? newMs : null;
    },
  };
}
