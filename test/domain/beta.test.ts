import { expect, test } from 'vitest';
import { betaQuantile, regularizedBeta } from '../../src/domain/beta.ts';

test('the beta quantile is that of the tables', () => {
  // scipy.stats.beta.ppf(0.025, a, b)
  expect(betaQuantile(0.025, 3.5, 8.2)).toBeCloseTo(0.08604623637, 9);
  expect(betaQuantile(0.025, 500, 20)).toBeCloseTo(0.94341949941, 9);
  expect(betaQuantile(0.025, 0.4, 0.7)).toBeCloseTo(0.00015934867, 9);
  expect(betaQuantile(0.025, 100_000, 30_000)).toBeCloseTo(0.76693655421, 9);
});

test('the incomplete beta is the tail of a binomial', () => {
  // 3 or more of 4 at 1/2: (4 + 1)/16; 2 or more of 3 at 1/3: (3·2 + 1)/27; 1 or more of 5 at 1/10.
  expect(regularizedBeta(1 / 2, 3, 2)).toBeCloseTo(5 / 16, 12);
  expect(regularizedBeta(1 / 3, 2, 2)).toBeCloseTo(7 / 27, 12);
  expect(regularizedBeta(0.1, 1, 5)).toBeCloseTo(1 - 0.9 ** 5, 12);
  // 3 or more of 4 at 9/10: 4·0.9³·0.1 + 0.9⁴.
  expect(regularizedBeta(0.9, 3, 2)).toBeCloseTo(4 * 0.9 ** 3 * 0.1 + 0.9 ** 4, 12);
  expect(regularizedBeta(-0.1, 1, 5)).toBe(0);
  expect(regularizedBeta(0, 1, 5)).toBe(0);
  expect(regularizedBeta(1, 1, 5)).toBe(1);
});
