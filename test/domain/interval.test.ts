import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaQuantile } from '../../src/domain/beta.ts';
import { type Interval, intervalText, meanInterval } from '../../src/domain/interval.ts';
import { chanceOfMean, counted, exactChanceOfMean, sequence } from '../support/random-weights.ts';

const whole = 1_000_000;
const ppm = fc.integer({ min: 0, max: whole });
const scoresOf = (maxLength: number) => fc.array(ppm, { minLength: 1, maxLength });

function intervalOf(scores: readonly number[]): Interval {
  const interval = meanInterval(counted(scores));
  if (!interval) throw new Error('no scores');
  return interval;
}

describe('the interval of a mean', () => {
  test('is that of Clopper and Pearson for all-or-nothing scores, rounded outward', () => {
    // binom.test(8, 10) in R: 0.4439045 to 0.9747893
    const interval = intervalOf([...Array(8).fill(whole), 0, 0]);
    expect(interval).toEqual({ lowPpm: 443_904, highPpm: 974_790 });
    expect(intervalText(interval)).toEqual({ low: '44.3', high: '97.5' });
  });

  test('does not vanish where all scores are equal', () => {
    // 0.025 ^ (1 / 10) = 0.69150289
    expect(intervalOf(Array(10).fill(whole))).toEqual({ lowPpm: 691_502, highPpm: whole });
    expect(intervalOf(Array(10).fill(0))).toEqual({ lowPpm: 0, highPpm: 308_498 });
  });

  test('of one call says next to nothing: any weight from 2.5 % up', () => {
    expect(intervalOf([800_000])).toEqual({ lowPpm: 20_000, highPpm: 995_000 });
  });

  test('of two calls, by hand', () => {
    // From below t² / (0.5·1) = 0.025; from above 1 − (1 − 2t)² = 0.025.
    expect(intervalOf([500_000, whole])).toEqual({ lowPpm: 111_803, highPpm: 993_711 });
  });

  test('of no call is none', () => {
    expect(meanInterval(new Map())).toBeNull();
  });

  test('is exact to the last ppm: by truncated powers in whole numbers, where all scores differ', () => {
    const different = fc.uniqueArray(fc.integer({ min: 1, max: whole - 1 }), {
      minLength: 1,
      maxLength: 24,
    });
    const atMax = (scores: readonly number[], point: number) => {
      const { part, of } = exactChanceOfMean([0, ...scores], point);
      return 40n * part <= of;
    };
    fc.assert(
      fc.property(different, (scores) => {
        const { lowPpm, highPpm } = intervalOf(scores);
        const mirrored = scores.map((score) => whole - score);
        for (const [list, bound] of [
          [scores, lowPpm],
          [mirrored, whole - highPpm],
        ] as const) {
          expect(atMax(list, bound)).toBe(true);
          expect(atMax(list, bound + 1)).toBe(false);
        }
      }),
    );
  });

  test('is as exact where scores repeat', () => {
    const repeated = fc.array(
      fc.integer({ min: 0, max: 20 }).map((part) => part * 50_000),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(repeated, (scores) => {
        const { lowPpm } = intervalOf(scores);
        const chance = (point: number) => chanceOfMean([0, ...scores], point);
        if (scores.every((score) => score === 0)) expect(lowPpm).toBe(0);
        else {
          expect(chance(lowPpm)).toBeLessThan(0.025 + 1e-9);
          expect(chance(lowPpm + 1)).toBeGreaterThan(0.025 - 1e-9);
        }
      }),
    );
  });

  test('leaves 2.5 % of randomly weighted means below it', () => {
    const random = sequence(3);
    const scores = [0, 300_000, 450_000, 450_000, 800_000, 950_000, whole, whole, whole];
    const { lowPpm } = intervalOf(scores);
    const [draws, knots] = [200_000, [0, ...scores]];
    let below = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      let [sum, weights] = [0, 0];
      for (const knot of knots) {
        const weight = -Math.log1p(-random());
        sum += weight * knot;
        weights += weight;
      }
      if (sum / weights <= lowPpm) below += 1;
    }
    const deviation = Math.sqrt(0.025 * 0.975 * draws);
    expect(Math.abs(below - 0.025 * draws)).toBeLessThan(4 * deviation);
  });

  test('holds the mean, stays within 0 and 100 %, and turns over with the scores', () => {
    fc.assert(
      fc.property(scoresOf(60), (scores) => {
        const { lowPpm, highPpm } = intervalOf(scores);
        const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        expect(lowPpm).toBeGreaterThanOrEqual(0);
        expect(highPpm).toBeLessThanOrEqual(whole);
        expect(lowPpm).toBeLessThanOrEqual(mean);
        expect(highPpm).toBeGreaterThanOrEqual(mean);
        const turned = intervalOf(scores.map((score) => whole - score));
        expect(turned).toEqual({ lowPpm: whole - highPpm, highPpm: whole - lowPpm });
      }),
    );
  });

  test('never falls when a score rises, and knows no order', () => {
    fc.assert(
      fc.property(scoresOf(40), fc.nat(), ppm, (scores, at, other) => {
        const index = at % scores.length;
        const risen = scores.map((score, n) => (n === index ? Math.max(score, other) : score));
        const [before, after] = [intervalOf(scores), intervalOf(risen)];
        expect(after.lowPpm).toBeGreaterThanOrEqual(before.lowPpm);
        expect(after.highPpm).toBeGreaterThanOrEqual(before.highPpm);
        expect(intervalOf([...scores].reverse())).toEqual(before);
      }),
    );
  });

  test('is never wider than counting the calls from any score up, by Clopper and Pearson, makes it', () => {
    fc.assert(
      fc.property(scoresOf(60), fc.integer({ min: 1, max: whole }), (scores, from) => {
        const up = scores.filter((score) => score >= from).length;
        fc.pre(up > 0);
        const counting = from * betaQuantile(0.025, up, scores.length - up + 1);
        expect(intervalOf(scores).lowPpm).toBeGreaterThanOrEqual(Math.floor(counting - 1e-3));
      }),
    );
  });

  /** What months of calls draw from, each value as likely: enough kinds, and few enough values to be quick. */
  const quarters = [0, 0.25, 0.5, 0.75, 1];
  const kinds: readonly [name: string, values: readonly number[]][] = [
    ['mostly full marks and sometimes nothing', [0, ...Array<number>(9).fill(1)]],
    ['two kinds of calls', [...Array<number>(3).fill(0.4), ...Array<number>(17).fill(0.9)]],
    ['anything alike', quarters],
    ['full marks with a long tail', quarters.map((part) => 1 - part ** 4)],
  ];
  test.each(kinds)('holds the true mean in 95 of 100 months: %s', (_, values) => {
    const random = sequence(7);
    const mean = (whole * values.reduce((sum, value) => sum + value, 0)) / values.length;
    const known = new Map<string, Interval>();
    const intervalOfMonth = (scores: number[]) => {
      const key = scores.sort((a, b) => a - b).join();
      const interval = known.get(key) ?? intervalOf(scores);
      known.set(key, interval);
      return interval;
    };
    for (const calls of [1, 2, 5, 11, 30, 100]) {
      const months = 1000;
      let held = 0;
      for (let month = 0; month < months; month += 1) {
        const drawn = () => values[Math.floor(random() * values.length)] ?? 0;
        const scores = Array.from({ length: calls }, () => Math.round(whole * drawn()));
        const { lowPpm, highPpm } = intervalOfMonth(scores);
        if (lowPpm <= mean && mean <= highPpm) held += 1;
      }
      expect(held, `${calls} calls`).toBeGreaterThanOrEqual(0.95 * months);
    }
  });
});
