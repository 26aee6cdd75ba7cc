import { describe, expect, test } from 'vitest';
import { compare, merged, noMoments, pooledSpread, withScore } from '../../src/domain/compare.ts';

const scores = (...percents: number[]) =>
  percents.reduce((all, percent) => withScore(all, percent * 10_000), noMoments);

describe('what is kept of scores', () => {
  test('is how many, their sum and the sum of their squares', () => {
    expect(scores(90, 80)).toEqual({ n: 2, sum: 1_700_000, squares: 81e10 + 64e10 });
  });

  test('of two sets together is that of all their scores', () => {
    expect(merged(scores(90, 80), scores(10))).toEqual(scores(90, 80, 10));
    expect(merged(scores(90), noMoments)).toEqual(scores(90));
  });
});

describe('two people’s means', () => {
  // s² of both is 250 points², t of 8 degrees is 2.306: apart beyond 2.306·√(250·2/5) = 23.06 points.
  const spreadOut = [40, 50, 60, 70, 80];
  const shifted = (by: number) => scores(...spreadOut.map((percent) => percent - by));
  const asOne = (by: number) => {
    const [a, b] = [scores(...spreadOut), shifted(by)];
    const spread = pooledSpread([a, b]);
    if (!spread) throw new Error('no spread');
    return compare(a, b, spread);
  };

  test('are told apart beyond what the t test allows to chance, and not below', () => {
    expect(asOne(23)).toMatchObject({ apart: false });
    expect(asOne(23.2)).toEqual({ apart: true });
  });

  test('the calls wanted are those of the field’s formula', () => {
    // 2·(2.306 + 0.8416)²·250/20² = 12.38.
    expect(asOne(20)).toEqual({ apart: false, callsEach: 13 });
    // 2·(2.306 + 0.8416)²·250 = 4953.5: over 500 at a difference of 3.14, at most that from 3.148 on.
    expect(asOne(3.148)).toEqual({ apart: false, callsEach: 500 });
    expect(asOne(3.14)).toEqual({ apart: false, callsEach: null });
    expect(asOne(1)).toEqual({ apart: false, callsEach: null });
    expect(asOne(0)).toEqual({ apart: false, callsEach: null });
  });

  test('scores that never differ are told apart by any difference', () => {
    const spread = pooledSpread([scores(90, 90), scores(80, 80)]);
    expect(spread).toEqual({ variance: 0, freedom: 2 });
    expect(spread && compare(scores(90, 90), scores(80, 80), spread)).toEqual({ apart: true });
  });

  test('scores that never differ and are the same are not told apart', () => {
    const same = scores(90, 90);
    expect(compare(same, same, { variance: 0, freedom: 2 })).toEqual({
      apart: false,
      callsEach: null,
    });
  });

  test('two calls of one person say something of the spread, and who has none says nothing', () => {
    // (90 − 85)² + (80 − 85)² = 50 points² of one degree.
    const spread = { variance: 50e8, freedom: 1 };
    expect(pooledSpread([scores(90, 80)])).toEqual(spread);
    expect(pooledSpread([noMoments, scores(90, 80), noMoments])).toEqual(spread);
  });

  test('one call each says nothing of the spread', () => {
    expect(pooledSpread([scores(90), scores(10)])).toBeNull();
  });
});
