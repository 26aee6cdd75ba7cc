import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipRange, judge, momentsIn } from '../../src/domain/listen.ts';

const measured = (lengthS: number, silentS = 0) => ({
  lengthS,
  silences: [silentS > 0 ? [{ fromS: 0, toS: silentS }] : []],
});

test.each([
  ['a talk as long as its recording', measured(60), 60, null],
  ['a recording of half the talk', measured(30), 60, null],
  ['one a little shorter than half', measured(29.9), 60, 'damaged'],
  ['a short talk proves nothing', measured(3), 9, null],
  ['an unknown talk proves nothing', measured(3), null, null],
  ['under a second and a half', measured(1.4), 60, 'stub'],
  ['nobody speaks', measured(60, 60), 60, 'silent'],
  ['somebody says a word', measured(60, 57), 60, null],
  ['an hour of silence with a click', measured(3600, 3599), 3600, 'silent'],
] as const)('%s', (_, heard, talkS, fault) => {
  expect(judge(heard, talkS)).toBe(fault);
});

test.each([
  ['на 6:10 я назвал вторник', [370]],
  ['1:02:03 и 0:05, и снова 6:10 (6:10)', [3723, 5, 370]],
  ['в 15:00 перезвоню', [900]],
  ['12:60, 1:2, 23.11.2026, 1:23:45:67, №1:23x', [83]],
  ['12.11.1:23', []],
  ['', []],
])('the moments of "%s"', (text, moments) => {
  expect(momentsIn(text)).toEqual(moments);
});

test('a clip stays within the recording and holds a second at least', () => {
  const rules = fc.record({ beforeS: fc.nat(300), afterS: fc.integer({ min: 1, max: 300 }) });
  fc.assert(
    fc.property(
      fc.nat(100_000),
      rules,
      fc.double({ min: 0, max: 90_000, noNaN: true }),
      (momentS, around, lengthS) => {
        const { fromS, toS } = clipRange(momentS, around, lengthS);
        expect(fromS).toBeGreaterThanOrEqual(0);
        expect(toS).toBeGreaterThan(fromS);
        expect(toS).toBeLessThanOrEqual(Math.max(1, Math.ceil(lengthS)));
        expect(toS - fromS).toBeLessThanOrEqual(Math.max(1, around.beforeS + around.afterS));
        expect([fromS, toS].every(Number.isInteger)).toBe(true);
      },
    ),
  );
  expect(clipRange(83, { beforeS: 5, afterS: 10 }, 300)).toEqual({ fromS: 78, toS: 93 });
});

test('any text has moments or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(momentsIn(text).every((moment) => Number.isInteger(moment))).toBe(true);
    }),
  );
});
