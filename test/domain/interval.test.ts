import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaQuantile,
  type Interval,
  meanInterval,
  noMoments,
  withScore,
} from '../../src/domain/interval.ts';

const whole = 1_000_000;
const ppm = fc.integer({ min: 0, max: whole });

function intervalOf(scores: readonly number[]): Interval {
  const interval = meanInterval(scores.reduce(withScore, noMoments));
  if (!interval) throw new Error('no scores');
  return interval;
}

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test('the beta quantile is that of the tables', () => {
  // scipy.stats.beta.ppf(0.025, a, b)
  expect(betaQuantile(0.025, 3.5, 8.2)).toBeCloseTo(0.08604623637, 9);
  expect(betaQuantile(0.025, 500, 20)).toBeCloseTo(0.94341949941, 9);
  expect(betaQuantile(0.025, 0.4, 0.7)).toBeCloseTo(0.00015934867, 9);
  expect(betaQuantile(0.025, 100_000, 30_000)).toBeCloseTo(0.76693655421, 9);
});

describe('the interval of a mean', () => {
  test('is that of Clopper and Pearson for all-or-nothing scores', () => {
    // binom.test(8, 10) in R: 0.4439045 to 0.9747893
    const interval = intervalOf([...Array(8).fill(whole), 0, 0]);
    expect(interval).toEqual({ lowPpm: 443_905, highPpm: 974_789 });
  });

  test('does not vanish where all scores are equal', () => {
    // 0.025 ^ (1 / 10)
    expect(intervalOf(Array(10).fill(whole))).toEqual({ lowPpm: 691_503, highPpm: whole });
  });

  test('of one call says next to nothing: any weight from 2.5 % up', () => {
    expect(intervalOf([800_000])).toEqual({ lowPpm: 20_000, highPpm: 995_000 });
  });

  test('of no call is none', () => {
    expect(meanInterval(noMoments)).toBeNull();
  });

  test('holds the mean, stays within 0 and 100 %, and turns over with the scores', () => {
    fc.assert(
      fc.property(fc.array(ppm, { minLength: 1, maxLength: 60 }), (scores) => {
        const { lowPpm, highPpm } = intervalOf(scores);
        const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        expect(lowPpm).toBeGreaterThanOrEqual(0);
        expect(highPpm).toBeLessThanOrEqual(whole);
        expect(lowPpm).toBeLessThanOrEqual(Math.ceil(mean));
        expect(highPpm).toBeGreaterThanOrEqual(Math.floor(mean));
        const turned = intervalOf(scores.map((score) => whole - score));
        expect(Math.abs(turned.lowPpm - (whole - highPpm))).toBeLessThanOrEqual(1);
      }),
    );
  });

  const kinds: readonly [name: string, draw: (random: () => number) => number, mean: number][] = [
    ['mostly full marks and sometimes nothing', (r) => (r() < 0.1 ? 0 : whole), 900_000],
    ['two kinds of calls', (r) => (r() < 0.15 ? 400_000 : 900_000), 825_000],
    ['anything alike', (r) => r() * whole, 500_000],
    ['full marks with a long tail', (r) => whole * (1 - r() ** 4), 800_000],
  ];
  test.each(kinds)('holds the true mean in 95 of 100 months: %s', (_, draw, mean) => {
    const random = sequence(7);
    for (const calls of [1, 2, 5, 11, 30, 100]) {
      const months = 1000;
      let held = 0;
      for (let month = 0; month < months; month += 1) {
        const scores = Array.from({ length: calls }, () => Math.round(draw(random)));
        const { lowPpm, highPpm } = intervalOf(scores);
        if (lowPpm <= mean && mean <= highPpm) held += 1;
      }
      expect(held, `${calls} calls`).toBeGreaterThanOrEqual(0.95 * months);
    }
  });
});
