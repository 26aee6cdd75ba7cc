import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingOf, tailsOf } from '../../src/domain/chance.ts';
import { breakEvenPpm } from '../../src/domain/false-mark.ts';

describe('the tails of chance', () => {
  test.each([
    // Fisher's tea: all four cups of four found, three of four, out of eight; and none.
    [{ count: 4, of: 4 }, { count: 4, of: 8 }, 1 / 70, 1],
    [{ count: 3, of: 4 }, { count: 4, of: 8 }, 17 / 70, 69 / 70],
    [{ count: 0, of: 4 }, { count: 4, of: 8 }, 1, 1 / 70],
    // 12 of 25 dealt to 5: (C(12,4)·C(13,1) + C(12,5)) ÷ C(25,5); the others had 8 of 20.
    [{ count: 4, of: 5 }, { count: 12, of: 25 }, 7227 / 53_130, 1 - 792 / 53_130],
    // One of one's own and none of ten others: 5 of the 15 places are one's own.
    [{ count: 1, of: 5 }, { count: 1, of: 15 }, 1 / 3, 1],
    [{ count: 0, of: 5 }, { count: 0, of: 15 }, 1, 1],
    [{ count: 5, of: 5 }, { count: 15, of: 15 }, 1, 1],
  ])('of %o among %o', (own, all, many, few) => {
    const tails = tailsOf(own, all);
    expect(tails.many).toBeCloseTo(many, 12);
    expect(tails.few).toBeCloseTo(few, 12);
  });

  test('come to the binomial ones where the others are many: 5·0.4⁴·0.6 + 0.4⁵', () => {
    expect(tailsOf({ count: 4, of: 5 }, { count: 40_004, of: 100_005 }).many).toBeCloseTo(0.087, 4);
  });

  test('hold thousands', () => {
    // Even: half of one half. 200 above the mean of 5000, of a spread of 50 among so many: 4 times.
    expect(tailsOf({ count: 5000, of: 10_000 }, { count: 10_000, of: 20_000 }).many).toBeCloseTo(
      0.5056,
      3,
    );
    const { many } = tailsOf({ count: 5200, of: 10_000 }, { count: 10_000, of: 20_000 });
    expect(many).toBeLessThan(1e-7);
    expect(many).toBeGreaterThan(0);
  });

  test('overlap in the part itself and leave nothing out', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(40), fc.nat(40), (a, b, c, d) => {
        const own = { count: Math.min(a, b), of: Math.max(a, b) };
        const all = { count: own.count + Math.min(c, d), of: own.of + Math.max(c, d) };
        const { many, few } = tailsOf(own, all);
        const misses = tailsOf(
          { count: own.of - own.count, of: own.of },
          { count: all.of - all.count, of: all.of },
        );
        expect(many + few).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(misses.few).toBeCloseTo(many, 9);
      }),
    );
  });
});

describe('a part against the others', () => {
  const others = { count: 8, of: 20 };
  const stands = (count: number, of: number, sides: 'many' | 'both' = 'many', rest = others) =>
    standingOf({ count, of }, { count: count + rest.count, of: of + rest.of }, sides);

  test('names the share of the others, without one’s own, and marks below 5 %', () => {
    expect(stands(4, 5)).toMatchObject({ count: 4, of: 5, othersPpm: 400_000, unusual: null });
    expect(stands(4, 5).chance).toBeCloseTo(7227 / 53_130, 9);
    expect(stands(5, 5)).toMatchObject({ unusual: 'many' });
    expect(stands(5, 5).chance).toBeCloseTo(1287 / 53_130, 9);
  });

  test('with one side that says something: few is never unusual', () => {
    expect(stands(0, 30)).toMatchObject({ chance: 1, unusual: null });
  });

  test('with two sides the nearer end counts twice', () => {
    expect(stands(5, 5, 'both').chance).toBeCloseTo((2 * 1287) / 53_130, 9);
    expect(stands(5, 5, 'both').unusual).toBe('many');
    // C(20,8) ÷ C(26,8) = 0.0806, doubled; with twelve of one's own C(20,8) ÷ C(32,8) = 0.0120.
    expect(stands(0, 6, 'both').chance).toBeCloseTo((2 * 125_970) / 1_562_275, 9);
    expect(stands(0, 6, 'both').unusual).toBeNull();
    expect(stands(0, 12, 'both').chance).toBeCloseTo((2 * 125_970) / 10_518_300, 9);
    expect(stands(0, 12, 'both').unusual).toBe('few');
    expect(stands(2, 5, 'both')).toMatchObject({ chance: 1, unusual: null });
  });

  test('accuses nobody of one where ten others have none', () => {
    expect(stands(1, 5, 'many', { count: 0, of: 10 }).unusual).toBeNull();
  });

  test('of exactly 5 % is not below it', () => {
    // One's own place of twenty: 1/20.
    const one = stands(1, 1, 'many', { count: 0, of: 19 });
    expect(one.chance).toBeCloseTo(0.05, 12);
    expect(one.unusual).toBeNull();
    expect(stands(1, 1, 'many', { count: 0, of: 20 }).unusual).toBe('many');
  });

  test('of nothing of one’s own is measured by nothing', () => {
    const none = { count: 0, of: 0, othersPpm: null, chance: null, unusual: null };
    expect(stands(0, 0)).toEqual(none);
  });

  test('is measured by nothing where fewer than ten others are known', () => {
    const none = { count: 5, of: 5, othersPpm: null, chance: null, unusual: null };
    expect(stands(5, 5, 'many', { count: 0, of: 9 })).toEqual(none);
    expect(stands(5, 5, 'many', { count: 0, of: 10 })).toMatchObject({ unusual: 'many' });
  });
});

test.each([
  [2, 5, 285_714],
  [2, 3, 400_000],
  [1, 1, 500_000],
  [3, 0, 1_000_000],
  [0, 5, null],
  [0, 0, null],
])('a false mark of %i that costs %i when overturned stops paying at %s ppm', (gain, cost, ppm) => {
  expect(breakEvenPpm(gain, cost)).toBe(ppm);
  if (ppm === null) return;
  expect(gain * (1 - ppm / 1e6)).toBeCloseTo(cost * (ppm / 1e6), 5);
});
