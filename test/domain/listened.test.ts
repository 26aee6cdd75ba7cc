import { expect, test } from 'vitest';
import { listenedOf } from '../../src/domain/listened.ts';

test.each([
  ['nothing', [], { scores: 0, medianShare: null, belowHalf: 0 }],
  ['one', [120], { scores: 1, medianShare: '1.2', belowHalf: 0 }],
  ['the middle one of three', [300, 0, 90], { scores: 3, medianShare: '0.9', belowHalf: 1 }],
  ['between two middle ones', [50, 10, 70, 400], { scores: 4, medianShare: '0.6', belowHalf: 1 }],
  ['just below half, and half', [49.999, 50], { scores: 2, medianShare: '0.5', belowHalf: 1 }],
])('the median share and those below half: %s', (_, seconds, expected) => {
  const scores = seconds.map((second) => ({ listenedMs: second * 1000, talkS: 100 }));
  expect(listenedOf(scores)).toEqual(expected);
});
