import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaQuantile } from '../../src/domain/beta.ts';
import { chanceUpTo, gaffkeBound } from '../../src/domain/gaffke.ts';
import { chanceOfMean, counted, sequence } from '../support/random-weights.ts';

const p = 0.025;
const knotsOf = (counts: ReadonlyMap<number, number>) => ({
  values: [...counts.keys()],
  times: [...counts.values()],
});

describe('the chance of a randomly weighted mean', () => {
  /** Close to 0, close to 1, in between, and often the same. */
  const score = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
    fc.integer({ min: 0, max: 6 }).map((power) => 10 ** -power),
    fc.integer({ min: 0, max: 6 }).map((power) => 1 - 10 ** -power),
  );

  test('is that of the recurrence of Cox and de Boor, far out in the tails too', () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 80 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (scores, share) => {
          const point = share * Math.max(...scores);
          fc.pre(point > 1e-9);
          const expected = chanceOfMean([0, ...scores], point);
          fc.pre(expected > 1e-200);
          const { log } = chanceUpTo(point, knotsOf(counted([0, ...scores])));
          expect(Math.abs(log - Math.log(expected))).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('grows by its slope', () => {
    const scores = [0, 0, 0.3, 0.3, 0.55, 0.8, 0.9, 0.9, 0.9, 1];
    for (const point of [0.05, 0.2, 0.4, 0.6, 0.85]) {
      const at = (t: number) => Math.log(chanceOfMean(scores, t));
      const slope = (at(point + 1e-5) - at(point - 1e-5)) / 2e-5;
      const found = chanceUpTo(point, knotsOf(counted(scores))).slope;
      expect(found / slope).toBeCloseTo(1, 7);
    }
  });
});

describe('Gaffke’s bound', () => {
  test('of one score is its fortieth part', () => {
    expect(gaffkeBound(p, new Map([[0.8, 1]]))).toBeCloseTo(0.02, 13);
  });

  test('of equal scores is their part p^(1/n)', () => {
    for (const n of [1, 2, 3, 10, 1000, 1_000_000]) {
      expect(gaffkeBound(p, new Map([[0.7, n]]))).toBeCloseTo(0.7 * p ** (1 / n), 12);
    }
  });

  test('of scores of which none lies below it is (p·z₁·…·zₙ)^(1/n)', () => {
    expect(gaffkeBound(p, counted([0.5, 1]))).toBeCloseTo(Math.sqrt(p * 0.5), 13);
    expect(gaffkeBound(p, counted([0.6, 0.7, 0.9]))).toBeCloseTo(
      Math.cbrt(p * 0.6 * 0.7 * 0.9),
      13,
    );
  });

  test('of all-or-nothing scores is that of Clopper and Pearson, up to a million of them', () => {
    for (const n of [1, 2, 3, 7, 40, 1000, 100_000, 1_000_000]) {
      for (const k of new Set([1, 2, 5, Math.ceil(n / 3), n - 5, n - 1, n])) {
        if (k < 1 || k > n) continue;
        const scores = new Map([[1, k]]).set(0, n - k);
        const expected = betaQuantile(p, k, n - k + 1);
        expect(gaffkeBound(p, scores) / expected, `${k} of ${n}`).toBeCloseTo(1, 8);
      }
    }
  });

  test('of full marks but for a few calls in a hundred thousand is found as exactly', () => {
    const scores = new Map([
      [1, 100_000],
      [0.999, 5],
      [0.5, 2],
      [0, 3],
    ]);
    const bound = gaffkeBound(p, scores);
    const all = [...scores].flatMap(([score, calls]) => Array<number>(calls).fill(score));
    expect(chanceOfMean([0, ...all], bound) / p).toBeCloseTo(1, 8);
  });

  test('of no score above 0 is 0', () => {
    expect(gaffkeBound(p, new Map([[0, 12]]))).toBe(0);
  });

  test('of a million scores of three hundred kinds is found in milliseconds', () => {
    const random = sequence(11);
    const scores = new Map<number, number>();
    for (let kind = 0; kind < 300; kind += 1) {
      scores.set(1 - (kind / 400) ** 2, Math.ceil(6667 * random()));
    }
    const before = process.cpuUsage();
    const bound = gaffkeBound(p, scores);
    const { user } = process.cpuUsage(before);
    // It takes two; this is no benchmark.
    expect(user / 1000).toBeLessThan(200);
    expect(Math.abs(bound - cornishFisher(scores))).toBeLessThan(1e-10);
  });
});

/** The p-quantile by the first four moments: for n scores it errs by about n^(−3/2) of a deviation. */
function cornishFisher(scores: ReadonlyMap<number, number>): number {
  const all = [...scores, [0, 1] as const];
  const sumOf = (term: (score: number) => number) =>
    all.reduce((sum, [score, calls]) => sum + calls * term(score), 0);
  const n = sumOf(() => 1);
  const mean = sumOf((score) => score) / n;
  const power = (k: number) => sumOf((score) => (score - mean) ** k);
  // E(Σ Dᵢ·xᵢ)^k = k!·hₖ(x) / (n·(n + 1)·…), h the complete homogeneous polynomial, x with the sum 0.
  const variance = power(2) / n / (n + 1);
  const third = (2 * power(3)) / n / (n + 1) / (n + 2);
  const fourth = (6 * power(4) + 3 * power(2) ** 2) / n / (n + 1) / (n + 2) / (n + 3);
  const skewness = third / variance ** 1.5;
  const excess = fourth / variance ** 2 - 3;
  const z = -1.959963984540054;
  const x =
    z +
    (skewness * (z ** 2 - 1)) / 6 +
    (excess * (z ** 3 - 3 * z)) / 24 -
    (skewness ** 2 * (2 * z ** 3 - 5 * z)) / 36;
  return mean + Math.sqrt(variance) * x;
}
