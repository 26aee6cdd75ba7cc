import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipRange, factsOf, judge, lengthAgainst, momentsIn } from '../../src/domain/listen.ts';

const measured = (lengthS: number, silentS = 0) => ({
  lengthS,
  silences: [silentS > 0 ? [{ fromS: 0, toS: silentS }] : []],
});

/** A recording by the silences of each channel, from second to second. */
const of = (lengthS: number, ...channels: (readonly [number, number])[][]) => ({
  lengthS,
  silences: channels.map((spans) => spans.map(([fromS, toS]) => ({ fromS, toS }))),
});

test.each([
  ['a talk as long as its recording', measured(60), 60, null],
  ['half a talk of twenty seconds', measured(10), 20, null],
  ['less than half a talk of twenty seconds', measured(9), 20, 'other_length'],
  ['half of a talk', measured(35), 70, 'other_length'],
  ['one ten seconds shorter than a short talk', measured(60), 70, null],
  ['one eleven seconds shorter than a short talk', measured(59), 70, 'other_length'],
  ['one a tenth shorter than a long talk', measured(540), 600, null],
  ['one more than a tenth shorter than a long talk', measured(539), 600, 'other_length'],
  ['one longer than the talk by ten seconds', measured(70), 60, null],
  ['one longer than the talk by more, of a call of that length', measured(95), 25, 'other_length'],
  ['a short talk proves nothing', measured(3), 9, null],
  ['an unknown talk proves nothing', measured(3), null, null],
  ['under a second and a half', measured(1.4), 60, 'stub'],
  ['a second and a half', measured(1.5), null, null],
  ['a talk just long enough to prove something', measured(4.4), 10, 'other_length'],
  ['nobody speaks', measured(60, 60), 60, 'silent'],
  ['under two seconds, of a short call', measured(60, 58.5), 60, null],
  ['a second that is the fiftieth part', measured(50, 49), 50, null],
  ['two seconds of an hour', measured(3600, 3598), 3600, null],
  ['less than the fiftieth part, but many seconds', measured(3600, 3550), 3600, null],
  ['silence from the tenth second on', of(60, [[10, 60]]), 60, null],
  ['each speaks while the other is silent', of(60, [[0, 30]], [[30, 60]]), 60, null],
  ['both are silent', of(60, [[0, 60]], [[0, 60]]), 60, 'silent'],
  [
    'both are silent, but for a click',
    of(
      60,
      [
        [0, 30],
        [30, 60],
      ],
      [
        [0, 30],
        [30, 60],
      ],
    ),
    60,
    'silent',
  ],
  ['somebody says a word', measured(60, 57), 60, null],
  ['an hour of silence with a click', measured(3600, 3599), 3600, 'silent'],
] as const)('%s', (_, heard, talkS, fault) => {
  expect(judge(heard, { talkS, durationS: null })).toBe(fault);
});

test.each([
  ['the waiting was recorded too', 95, { talkS: 25, durationS: 95 }, 'waiting'],
  ['the waiting, and ten seconds of tone', 105, { talkS: 25, durationS: 95 }, 'waiting'],
  ['more than the whole call', 106, { talkS: 25, durationS: 95 }, 'long'],
  ['a ring of ten seconds', 35, { talkS: 25, durationS: 95 }, 'fits'],
  ['a ring of eleven seconds', 36, { talkS: 25, durationS: 95 }, 'waiting'],
  ['a talk of nothing that was recorded', 60, { talkS: 0, durationS: 20 }, 'long'],
  ['nothing is told', 60, { talkS: null, durationS: 5 }, 'fits'],
  ['a fraction of a second is no reason', 58.6, { talkS: 69, durationS: null }, 'fits'],
] as const)('against what was told: %s', (_, lengthS, told, against) => {
  expect(lengthAgainst(lengthS, told)).toBe(against);
});

test.each([
  ['на 6:10 я назвал вторник', [370]],
  ['1:02:03 и 0:05, и снова 6:10 (6:10)', [3723, 5, 370]],
  ['в 15:00 перезвоню', [900]],
  ['12:60, 1:2, 23.11.2026, 1:23:45:67, №1:23x', [83]],
  ['12.11.1:23', []],
  ['1:60:00, 1:59:07, 90:00', [7147, 5400]],
  ['12:00:05', [43_205]],
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

describe('what is kept of a recording', () => {
  const rules = { sellerChannel: 'left', longSilenceS: 20 } as const;
  const both = of(
    120,
    [
      [0, 10],
      [30, 60],
      [80, 100],
    ],
    [
      [5, 55],
      [60, 70],
      [80, 100],
    ],
  );

  test('is how long each speaks, the seller on their channel', () => {
    expect(factsOf(both, rules)).toMatchObject({
      lengthS: 120,
      channels: 2,
      sellerTalkS: 60,
      clientTalkS: 40,
    });
    expect(factsOf(both, { ...rules, sellerChannel: 'right' })).toMatchObject({
      sellerTalkS: 40,
      clientTalkS: 60,
    });
  });

  test('is where both are silent for as long as the rule says or longer', () => {
    const together = (longSilenceS: number) =>
      factsOf(both, { ...rules, longSilenceS }).longSilences;
    const [short, middle, last] = [
      { fromS: 5, toS: 10 },
      { fromS: 30, toS: 55 },
      { fromS: 80, toS: 100 },
    ];
    expect(together(2)).toEqual([short, middle, last]);
    expect(together(20)).toEqual([middle, last]);
    expect(together(21)).toEqual([middle]);
    expect(together(26)).toEqual([]);
    // Where one falls silent as the other begins there is no silence at all.
    expect(
      factsOf(of(60, [[0, 30]], [[30, 60]]), { ...rules, longSilenceS: 0 }).longSilences,
    ).toEqual([]);
  });

  test('of one channel says nothing of who speaks', () => {
    expect(factsOf(of(60, [[0, 30]]), rules)).toEqual({
      lengthS: 60,
      channels: 1,
      sellerTalkS: null,
      clientTalkS: null,
      longSilences: [{ fromS: 0, toS: 30 }],
    });
    expect(factsOf(of(60), rules)).toMatchObject({ channels: 0, longSilences: [] });
  });

  test('is no talk below none where silences overlap', () => {
    const twice = of(
      60,
      [
        [0, 60],
        [0, 60],
      ],
      [[0, 10]],
    );
    expect(factsOf(twice, rules)).toMatchObject({ sellerTalkS: 0, clientTalkS: 50 });
  });
});
