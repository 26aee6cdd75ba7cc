import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanOfSum, percentText, ppmOf, scoreText } from '../../src/domain/credit.ts';

const meanPpm = (list: readonly number[]) =>
  meanOfSum(
    list.reduce((sum, ppm) => sum + ppm, 0),
    list.length,
  );

const anyPoints = fc
  .integer({ min: 1, max: 4000 })
  .chain((possible) => fc.tuple(fc.integer({ min: 0, max: possible }), fc.constant(possible)));

describe('a share in ppm', () => {
  test.each([
    [0, 5, 0],
    [5, 5, 1_000_000],
    [19, 22, 863_636],
    [2, 3, 666_667],
    [1, 3, 333_333],
    [1, 64, 15_625],
    [1, 128, 7813],
    [3999, 4000, 999_750],
  ])('%d of %d is %d', (earned, possible, ppm) => expect(ppmOf(earned, possible)).toBe(ppm));

  test('is the formula of the rules in whole numbers', () => {
    fc.assert(
      fc.property(anyPoints, ([earned, possible]) => {
        const [e, p] = [BigInt(earned), BigInt(possible)];
        expect(BigInt(ppmOf(earned, possible))).toBe((2_000_000n * e + p) / (2n * p));
      }),
    );
  });

  test.each([
    [0, 0],
    [1, 0],
    [6, 5],
    [-1, 5],
    [1, Number.NaN],
  ])('%d of %d is a bug', (earned, possible) => {
    const named = new RangeError(`${earned} of ${possible} points`);
    expect(() => ppmOf(earned, possible)).toThrow(named);
    expect(() => scoreText(earned, possible)).toThrow(named);
  });
});

describe('the mean', () => {
  test('of more than whole numbers hold exactly is a bug, not a figure that is nearly right', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(meanOfSum((most - 3) / 2, 2)).toBe((most - 3) / 4);
    expect(() => meanOfSum(most, 2)).toThrow(new RangeError(`${most} / 2`));
  });

  test.each([
    [[], null],
    [[863_636], 863_636],
    [[1, 2], 2],
    [[1, 1, 2], 1],
    [[1, 2, 2], 2],
    [[0, 1_000_000], 500_000],
  ])('of %j is %j', (list, mean) => expect(meanPpm(list)).toBe(mean));

  test('is the exact fraction rounded half up, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 200 }),
        (list) => {
          const n = BigInt(list.length);
          const sum = list.reduce((total, ppm) => total + BigInt(ppm), 0n);
          expect(BigInt(meanPpm(list) ?? -1)).toBe((2n * sum + n) / (2n * n));
          expect(meanPpm([...list].reverse())).toBe(meanPpm(list));
        },
      ),
    );
  });
});

describe('in words', () => {
  test.each([
    [0, '0.0'],
    [499, '0.0'],
    [500, '0.1'],
    [863_636, '86.4'],
    [864_499, '86.4'],
    [864_500, '86.5'],
    [999_499, '99.9'],
    [999_500, '100.0'],
    [1_000_000, '100.0'],
  ])('a mean of %d ppm is %s', (ppm, text) => expect(percentText(ppm)).toBe(text));

  test.each([
    [19, 22, '86.4'],
    [22, 22, '100.0'],
    [0, 22, '0.0'],
    [1, 2000, '0.1'],
    [1, 2001, '0.0'],
    // 50.04995 %: ppm would be 500500 and the text 50.1.
    [501, 1001, '50.0'],
  ])('%d of %d points are %s', (earned, possible, text) => {
    expect(scoreText(earned, possible)).toBe(text);
  });

  test('a score is never lifted past half', () => {
    fc.assert(
      fc.property(anyPoints, ([earned, possible]) => {
        const [e, p] = [BigInt(earned), BigInt(possible)];
        const tenths = Number((2000n * e + p) / (2n * p));
        expect(scoreText(earned, possible)).toBe((tenths / 10).toFixed(1));
      }),
    );
  });
});
