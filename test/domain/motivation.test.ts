import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, payouts, readScales, type Scale } from '../../src/domain/motivation.ts';

function scaleOf(text: string): Scale {
  const read = readScales(text);
  if (!read.ok || !read.scales.common) throw new Error(text);
  return read.scales.common;
}

describe('a scale as it is written', () => {
  test('steps and lines, in Russian and in English, with a comma or a point', () => {
    const points = [
      { scoreTenths: 800, valueMilli: 1000 },
      { scoreTenths: 905, valueMilli: 1125 },
    ];
    expect(scaleOf('steps 80:1 90.5:1.125')).toEqual({ kind: 'steps', points });
    expect(scaleOf('ступени 80:1 90,5:1,125')).toEqual({ kind: 'steps', points });
    expect(scaleOf('Линия 80:1  90,5:1,125')).toEqual({ kind: 'line', points });
    expect(scaleOf('LINE 80:1').kind).toBe('line');
    expect(scaleOf(' steps 80:1 ').points).toHaveLength(1);
    expect(scaleOf('steps 0:0 100:1000000000').points).toEqual([
      { scoreTenths: 0, valueMilli: 0 },
      { scoreTenths: 1000, valueMilli: 1e12 },
    ]);
    expect(scaleOf('steps 7:12.5 10:3.05').points).toEqual([
      { scoreTenths: 70, valueMilli: 12_500 },
      { scoreTenths: 100, valueMilli: 3050 },
    ]);
  });

  test('a direction may have its own', () => {
    const read = readScales('steps 80:1; Опт = line 70:0.9 100:1.3; Розница = steps 90:2');
    if (!read.ok) throw new Error(read.detail);
    expect(read.scales.common?.kind).toBe('steps');
    expect([...read.scales.ofDirection]).toEqual([
      ['Опт', scaleOf('line 70:0.9 100:1.3')],
      ['Розница', scaleOf('steps 90:2')],
    ]);
  });

  test('may stand on as many lines as one likes', () => {
    const read = readScales('line\n60:0.8\n100:1.2;\nОпт =\nline 70:0.9\n100:1.3\n');
    if (!read.ok) throw new Error(read.detail);
    expect(read.scales.common).toEqual(scaleOf('line 60:0.8 100:1.2'));
    expect(read.scales.ofDirection.get('Опт')).toEqual(scaleOf('line 70:0.9 100:1.3'));
  });

  test('nothing written is no scale', () => {
    for (const text of ['', ' ', ';', ' ; ']) {
      expect(readScales(text)).toEqual({
        ok: true,
        scales: { common: null, ofDirection: new Map() },
      });
    }
    expect(scaleOf('; steps 80:1;').kind).toBe('steps');
  });

  test.each([
    [
      'stairs 80:1',
      'begins with "stairs" and not with steps or line; write it as "steps 80:1 90:1.1" or "line 60:0.8 100:1.2"',
    ],
    ['steps 80:1.1234', 'has "80:1.1234", which is no score with what it brings; write it as'],
    ['steps 80.55:1', '"80.55:1"'],
    ['steps x80:1', '"x80:1"'],
    ['steps 80:1x', '"80:1x"'],
    ['steps 80:-1', '"80:-1"'],
    ['steps 100.1:1', 'has a score of 100.1; no score is above 100'],
    ['steps 80:1000000000.001', 'has "1000000000.001", which is too much'],
    ['steps', 'has no points; write it as "steps'],
    ['steps 80', '"80"'],
    ['steps 80:1 80:2', 'has 80 after a score not below it; write them rising'],
    ['steps 90:1 80:2', 'rising'],
    ['steps 101:1', 'above 100'],
    ['steps 80:1; steps 90:2', 'has two scales for everybody; keep one'],
    ['Опт = steps 80:1; Опт=steps 90:2', 'has two scales for Опт; keep one'],
    ['Опт = stairs', '"stairs"'],
  ])('%s is refused and the trouble named', (text, named) => {
    const read = readScales(text);
    expect(read.ok).toBe(false);
    expect(read.ok || read.detail).toContain(named);
  });
});

describe('the band of a score', () => {
  const steps = () => scaleOf('steps 80:1 90:1.1 95:1.2');

  test('by steps: below, at and above each', () => {
    expect(bandOf(steps(), 799)).toEqual({
      valueMilli: null,
      next: { valueMilli: 1000, wantingTenths: 1 },
    });
    expect(bandOf(steps(), 800).valueMilli).toBe(1000);
    expect(bandOf(steps(), 943)).toEqual({
      valueMilli: 1100,
      next: { valueMilli: 1200, wantingTenths: 7 },
    });
    expect(bandOf(steps(), 950)).toEqual({ valueMilli: 1200, next: null });
  });

  test('by a line: between its points, half up, and level beyond them', () => {
    const line = scaleOf('line 60:0.8 100:1.2');
    expect(bandOf(line, 0)).toEqual({
      valueMilli: 800,
      next: { valueMilli: 800, wantingTenths: 600 },
    });
    expect(bandOf(line, 600)).toEqual({
      valueMilli: 800,
      next: { valueMilli: 1200, wantingTenths: 400 },
    });
    expect(bandOf(line, 800)).toEqual({
      valueMilli: 1000,
      next: { valueMilli: 1200, wantingTenths: 200 },
    });
    expect(bandOf(line, 1000)).toEqual({ valueMilli: 1200, next: null });
    expect(bandOf(scaleOf('line 0:0 20:0.1'), 1).valueMilli).toBe(1);
    expect(bandOf(scaleOf('line 90:1.2 100:1'), 950).valueMilli).toBe(1100);
  });
});

/** Months of an account in which nothing was written off. */
const earned = (...points: number[]) => points.map((one) => ({ points: one, writtenOffPoints: 0 }));

test('a payout is never below zero, the rest is carried, and nothing is lost', () => {
  const none = { writtenOffPoints: 0 };
  expect(payouts(earned(-3, 2, 5, -1))).toEqual([
    { broughtPoints: 0, points: -3, paidPoints: 0, carriedPoints: -3, ...none },
    { broughtPoints: -3, points: 2, paidPoints: 0, carriedPoints: -1, ...none },
    { broughtPoints: -1, points: 5, paidPoints: 4, carriedPoints: 0, ...none },
    { broughtPoints: 0, points: -1, paidPoints: 0, carriedPoints: -1, ...none },
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 })), (months) => {
      const paid = payouts(earned(...months));
      const all = (list: number[]) => list.reduce((sum, points) => sum + points, 0);
      const left = paid.at(-1)?.carriedPoints ?? 0;
      expect(all(paid.map((month) => month.paidPoints)) + left).toBe(all(months));
      expect(paid.every((month) => month.paidPoints >= 0 && month.carriedPoints <= 0)).toBe(true);
    }),
  );
});

test('what is written off lessens the debt and is never paid out', () => {
  const account = (writtenOffPoints: number, points: number) =>
    payouts([...earned(-7), { points, writtenOffPoints }]).at(-1);
  expect(account(7, 0)).toMatchObject({ broughtPoints: -7, paidPoints: 0, carriedPoints: 0 });
  expect(account(7, 4)).toMatchObject({ paidPoints: 4, carriedPoints: 0 });
  expect(account(5, 4)).toMatchObject({ paidPoints: 2, carriedPoints: 0 });
  expect(account(5, -1)).toMatchObject({ paidPoints: 0, carriedPoints: -3 });
  // A month closed again with a smaller debt than the one written off: nobody is paid the difference.
  expect(account(9, 4)).toMatchObject({ paidPoints: 4, carriedPoints: 0 });
});
