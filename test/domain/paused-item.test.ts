import { expect, test } from 'vitest';
import { answersWhilePaused, pausedAnswer, wordingOf } from '../../src/domain/paused-item.ts';
import { isOverturnedOften } from '../../src/domain/precedent.ts';

const rule = { itemDecidedFrom: 5, itemOverturnedPercent: 40 };

test.each([
  ['below the rule', 5, 1, false],
  ['at the rule', 5, 2, false],
  ['above the rule', 5, 3, true],
  ['one decision too few', 4, 4, false],
  ['just above, of many', 1000, 401, true],
  ['nothing decided', 0, 0, false],
])('an item %s: %d decisions, %d overturned', (_, decided, overturned, often) => {
  expect(isOverturnedOften({ decided, overturned }, rule)).toBe(often);
});

test('a rule of 100 percent flags nothing, one of 0 whatever was overturned once', () => {
  const all = { decided: 9, overturned: 9 };
  expect(isOverturnedOften(all, { ...rule, itemOverturnedPercent: 100 })).toBe(false);
  const zero = { ...rule, itemOverturnedPercent: 0 };
  expect(isOverturnedOften({ decided: 9, overturned: 1 }, zero)).toBe(true);
  expect(isOverturnedOften({ decided: 9, overturned: 0 }, zero)).toBe(false);
});

test('a paused item is answered by the system, whatever was said of it, and no other is', () => {
  const fail = { verdict: 'fail' as const, comment: 'молча', momentS: 3 };
  const answers = new Map([
    ['greet', fail],
    ['need', fail],
  ]);
  const now = answersWhilePaused(answers, ['greet', 'price']);
  expect([...now]).toEqual([
    ['greet', pausedAnswer],
    ['need', fail],
    ['price', pausedAnswer],
  ]);
  expect(answers.get('greet')).toBe(fail);
});

test('two wordings are the same where text and guidance are', () => {
  const one = wordingOf({ text: 'Поздоровался' });
  expect(wordingOf({ text: 'Поздоровался' })).toBe(one);
  expect(wordingOf({ text: 'Поздоровался', guidance: 'По имени' })).not.toBe(one);
  expect(wordingOf({ text: 'Представился' })).not.toBe(one);
});
