import { tenthsText } from './credit.ts';
import { gaffkeBound } from './gaffke.ts';

/** Bounds of a mean, in whole ppm. */
export interface Interval {
  readonly lowPpm: number;
  readonly highPpm: number;
}

const whole = 1_000_000;
const tail = 0.025;
/** In ppm, well above what the arithmetic errs by: a bound so close below a whole ppm is that ppm. */
const error = 1e-6;

/**
 * A 95 % interval for the mean of scores that lie between 0 and 100 %, fit for a handful of calls and
 * assuming nothing of how they are distributed: Gaffke's bound (domain/gaffke.ts), exactly, from below and
 * from above with 2.5 % each. To the calls heard one is added that nobody heard, the worst possible for the lower bound
 * and the best possible for the upper. For all-or-nothing scores it is the interval of Clopper and Pearson.
 *
 * The bounds are rounded outward, the low one down and the high one up, so that rounding never takes from
 * the 95 %.
 *
 * @param scores how many calls there are of each score in ppm
 * @returns null without a score
 */
export function meanInterval(scores: ReadonlyMap<number, number>): Interval | null {
  if (scores.size === 0) return null;
  const mirrored = new Map([...scores].map(([ppm, calls]) => [whole - ppm, calls]));
  return {
    lowPpm: Math.floor(gaffkeBound(tail, scores) + error),
    highPpm: whole - Math.floor(gaffkeBound(tail, mirrored) + error),
  };
}

/** In percent with one decimal, as means are shown, but rounded outward like the bounds themselves. */
export function intervalText({ lowPpm, highPpm }: Interval): { low: string; high: string } {
  return {
    low: tenthsText(Math.floor(lowPpm / 1000)),
    high: tenthsText(Math.ceil(highPpm / 1000)),
  };
}
