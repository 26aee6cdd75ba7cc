import { expect, test } from 'vitest';
import { pairedDifference } from '../../src/domain/paired.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';

test("Gosset's own example, the sleep of ten patients under two drugs", () => {
  const sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
  const found = pairedDifference(sleep);
  expect(found).toMatchObject({ calls: 10 });
  expect(found?.mean).toBeCloseTo(1.58, 10);
  expect(found?.low).toBeCloseTo(0.7001142, 6);
  expect(found?.high).toBeCloseTo(2.4598858, 6);
});

test('fewer than two say nothing', () => {
  expect(pairedDifference([])).toBeNull();
  expect(pairedDifference([3])).toBeNull();
});

function foundIn(trials: number, off: number): number {
  const random = seededRandom(75);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let found = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const interval = pairedDifference(Array.from({ length: 75 }, () => off + 12 * normal()));
    if (interval && (interval.low > 0 || interval.high < 0)) found += 1;
  }
  return found / trials;
}

test('a controller 5 points off is found in 75 double-scored calls, and one who is not is left alone', () => {
  expect(foundIn(2000, 5)).toBeGreaterThan(0.93);
  expect(foundIn(2000, 0)).toBeLessThan(0.065);
});
