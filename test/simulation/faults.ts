import type { Dice } from './dice.ts';

/** How often something goes wrong: probabilities, a call or an update; 0: never. */
export interface FaultRates {
  /** A call that Telegram does not take: broken before it arrived, 429, 500. */
  broken: number;
  tooMany: number;
  serverError: number;
  /** A call that takes effect, and whose reply never comes. */
  replyLost: number;
  /** A reply that comes after longer than anybody waits. */
  slow: number;
  /** An update that never comes, comes twice, or after a later one. */
  updateLost: number;
  updateDoubled: number;
  updateLate: number;
  /** Of the steps of the process (a call, the beginning or the end of a transaction), at how many it is killed. */
  killed: number;
  /** Of the hours: the disk is full for a while, Telegram is out of reach, the clock is set. */
  diskFull: number;
  outage: number;
  clockSet: number;
}

const none: FaultRates = {
  broken: 0,
  tooMany: 0,
  serverError: 0,
  replyLost: 0,
  slow: 0,
  updateLost: 0,
  updateDoubled: 0,
  updateLate: 0,
  killed: 0,
  diskFull: 0,
  outage: 0,
  clockSet: 0,
};

const most: FaultRates = {
  broken: 0.02,
  tooMany: 0.02,
  serverError: 0.02,
  replyLost: 0.03,
  slow: 0.005,
  updateLost: 0.02,
  updateDoubled: 0.03,
  updateLate: 0.03,
  killed: 0.0004,
  diskFull: 0.02,
  outage: 0.02,
  clockSet: 0.01,
};

/** What befalls one call to Telegram. */
export type CallFault = 'broken' | 'tooMany' | 'serverError' | 'replyLost' | 'slow' | null;

export interface Faults {
  readonly rates: FaultRates;
  ofCall(): CallFault;
  happens(what: keyof FaultRates): boolean;
  /** Nothing goes wrong from now on. */
  stop(): void;
}

/** A fifth of the seeds is without any fault, a fifth without kills and full disks; each other has rates of its own. */
export function createFaults(dice: Dice): Faults {
  const kind = dice.below(5);
  const scaled = Object.entries(most).map(([name, rate]) => [name, rate * dice.next() ** 2 * 2]);
  const own = Object.fromEntries(scaled) as unknown as FaultRates;
  let rates = kind === 0 ? none : kind === 1 ? { ...own, killed: 0, diskFull: 0 } : own;
  const ofCalls = ['broken', 'tooMany', 'serverError', 'replyLost', 'slow'] as const;
  return {
    get rates() {
      return rates;
    },
    ofCall() {
      let left = dice.next();
      for (const name of ofCalls) {
        left -= rates[name];
        if (left < 0) return name;
      }
      return null;
    },
    happens: (what) => rates[what] > 0 && dice.chance(rates[what]),
    stop() {
      rates = none;
    },
  };
}
