import { describe, expect, test } from 'vitest';
import { funnelLimits } from '../../src/domain/funnel.ts';

describe('funnel limits', () => {
  test('interpolate the binomial, as worked by hand for two fair throws', () => {
    // P(X ≤ 0) = 1/4, P(X ≤ 1) = 3/4, P(X ≤ 2) = 1: the 25 % point is 0, the 75 % point 1 of 2.
    expect(funnelLimits(2, 0.5, 0.25)).toEqual({ low: 0, high: 0.5 });
  });

  test('lie between two whole numbers where the tail does', () => {
    // P(X ≤ 1) = 3/4 and P(X = 2) = 1/4: the point of 7/8 is 2 − (1 − 7/8)/(1/4) = 1.5 of 2.
    expect(funnelLimits(2, 0.5, 0.125)).toEqual({ low: 0, high: 0.75 });
  });

  test('keep about 95 of 100 controllers who differ by luck alone', () => {
    const [count, common] = [200, 0.1];
    const { low, high } = funnelLimits(count, common, 0.025);
    // The normal approximation: 10 ± 1.96·√(0.1·0.9/200) = 10 ± 4.2 %.
    expect(low).toBeCloseTo(0.061, 2);
    expect(high).toBeCloseTo(0.142, 2);
  });

  test('narrow with the count and hold thousands', () => {
    const width = (count: number) => {
      const { low, high } = funnelLimits(count, 0.05, 0.001);
      return high - low;
    };
    expect(width(10_000)).toBeLessThan(width(1000));
    expect(width(1000)).toBeLessThan(width(100));
  });
});
