import { expect, test } from 'vitest';
import { compareAnswers } from '../../src/domain/blind-score.ts';
import { majorityOf, sideBySide } from '../../src/domain/calibration.ts';
import { type Answers, checklistSchema, type Verdict } from '../../src/domain/checklist.ts';
import { checklist } from '../support/checklist.ts';

const known = checklistSchema.parse(checklist);
const answers = (said: Record<string, Verdict>): Answers =>
  new Map(
    Object.entries(said).map(([code, verdict]) => [
      code,
      { verdict, comment: null, momentS: null },
    ]),
  );

test.each<[Verdict[], Verdict | null]>([
  [[], null],
  [['pass'], 'pass'],
  [['pass', 'fail'], null],
  [['pass', 'fail', 'fail'], 'fail'],
  [['pass', 'fail', 'na'], null],
  [['pass', 'pass', 'fail', 'fail', 'na'], null],
  [['na', 'na', 'fail', 'pass'], 'na'],
])('of %j most said %s', (said, most) => {
  expect(majorityOf(said)).toBe(most);
});

test('what people differ in comes first, else the order is the checklist’s', () => {
  const all = { greet: 'pass', need: 'pass', price: 'pass', next: 'pass', rude: 'pass' } as const;
  const seen = sideBySide(known, [
    answers(all),
    answers({ ...all, next: 'fail' }),
    answers({ ...all, price: 'na' }),
  ]);
  expect(seen.map(({ item, differs }) => [item.code, differs])).toEqual([
    ['price', true],
    ['next', true],
    ['greet', false],
    ['need', false],
    ['rude', false],
  ]);
  expect(seen[0]).toMatchObject({ said: ['pass', 'pass', 'na'], majority: 'pass' });
});

test('an item that somebody left out is nobody’s difference', () => {
  const seen = sideBySide(known, [answers({ greet: 'pass' }), answers({})]);
  expect(seen.find(({ item }) => item.code === 'greet')).toMatchObject({
    said: ['pass', null],
    majority: 'pass',
    differs: false,
  });
  expect(compareAnswers(known, answers({ greet: 'pass' }), answers({ need: 'fail' }))).toEqual({
    of: 0,
    same: 0,
    differing: [],
  });
});
