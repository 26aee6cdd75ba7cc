import { expect, test } from 'vitest';
import { bootstrapInterval } from '../../src/domain/bootstrap.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';

/** Of a cluster how many values it has, and their sum. */
const mean = ([n = 0, sum = 0]: readonly number[]) => (n === 0 ? null : sum / n);

test('the interval of a mean holds the truth about as often as it says', () => {
  const random = seededRandom(41);
  let held = 0;
  for (let trial = 0; trial < 300; trial += 1) {
    const seen = Array.from({ length: 60 }, () => [1, random() + random() + random()]);
    const found = bootstrapInterval(seen, mean, random, { samples: 300 });
    if (found && found.low <= 1.5 && found.high >= 1.5) held += 1;
  }
  // 95 %, and three standard errors of three hundred trials to either side.
  expect(held).toBeGreaterThan(300 * 0.9);
  expect(held).toBeLessThan(300 * 0.99);
});

test('things that belong together make the interval as wide as their clusters are few', () => {
  const random = seededRandom(42);
  const values = Array.from({ length: 20 }, () => random());
  const apart = values.flatMap((value) => Array.from({ length: 10 }, () => [1, value]));
  const clusters = values.map((value) => [10, 10 * value]);
  const width = (seen: number[][]) => {
    const found = bootstrapInterval(seen, mean, random);
    return found ? found.high - found.low : Number.NaN;
  };
  expect(width(clusters) / width(apart)).toBeGreaterThan(2.5);
  expect(width(clusters) / width(apart)).toBeLessThan(4);
});

test('one cluster, or a figure that many samples do not have, has no interval', () => {
  const random = seededRandom(43);
  expect(bootstrapInterval([[1, 1]], mean, random)).toBeNull();
  const rarely = ([, sum = 0]: readonly number[]) => (sum > 0 ? sum : null);
  const mostlyNone = [
    [1, 1],
    [1, 0],
    [1, 0],
  ];
  expect(bootstrapInterval(mostlyNone, rarely, random)).toBeNull();
});

test('where every cluster is alike the interval is a point', () => {
  const alike = [
    [1, 2],
    [1, 2],
    [1, 2],
  ];
  expect(bootstrapInterval(alike, mean, seededRandom(44))).toEqual({ low: 2, high: 2 });
});
