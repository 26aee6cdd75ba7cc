import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type Checklist,
  failedCodes,
  isExplained,
  nextItem,
  parseComment,
  teachingProblem,
  type Verdict,
} from '../../src/domain/checklist.ts';

const answer = (verdict: Verdict, comment: string | null = null): Answer => ({
  verdict,
  comment,
  momentS: null,
});

const item = (code: string, critical: 'none' | 'section' | 'call' = 'none') => ({
  code,
  text: code,
  weight: 1,
  critical,
  na: false,
});
const checklist: Checklist = {
  type: 'call',
  name: 'Call',
  sections: [
    { code: 'first', name: 'First', items: [item('a'), item('b', 'section')] },
    { code: 'last', name: 'Last', items: [item('c', 'call'), item('d')] },
  ],
};

describe('a teaching review says something', () => {
  const nothing = { answers: new Map(), words: null, voice: null };

  test('by an item, by words or by a voice, any of them', () => {
    expect(teachingProblem({ ...nothing, answers: new Map([['a', answer('na')]]) })).toBeNull();
    expect(teachingProblem({ ...nothing, words: 'well done' })).toBeNull();
    expect(teachingProblem({ ...nothing, voice: 'file' })).toBeNull();
  });

  test('or is refused', () => {
    expect(teachingProblem(nothing)).toBe('nothing_said');
  });
});

test('the failed items are those marked so, in the order of the answers', () => {
  const answers = new Map([
    ['d', answer('fail')],
    ['a', answer('pass')],
    ['b', answer('fail')],
    ['c', answer('na')],
  ]);
  expect(failedCodes(answers)).toEqual(['d', 'b']);
});

describe('a failed item is explained', () => {
  test.each([
    ['not by nothing', null, null, false],
    ['not by a comment of nine letters', 'не спросил', null, false],
    ['by a comment of ten', 'не спросила', null, true],
    ['of ten letters with what stands between', '1: не — спросила 2!', null, true],
    ['not by nine letters and digits', 'девятьбук 12345', null, false],
    ['by ten letters of any script', 'αβγδ привет', null, true],
    ['by letters only', '12345678901234567890', null, false],
    ['by a moment', null, 1, true],
    ['not by a moment before the first second', null, 0, false],
    ['by the last second of the talk', null, 100, true],
    ['not by a moment after the talk', null, 101, false],
    ['by the words where the moment is none', 'перебивал клиента', 0, true],
  ])('%s', (_, comment, momentS, explained) => {
    expect(isExplained({ comment, momentS }, 100)).toBe(explained);
  });
});

describe('a moment that begins a comment', () => {
  test('is one of the recording, or stays in the words', () => {
    expect(parseComment('1:23 перебил', 83)).toEqual({ comment: 'перебил', momentS: 83 });
    expect(parseComment('1:23 перебил', 82)).toEqual({ comment: '1:23 перебил', momentS: null });
  });

  test.each(['1:23,x', '1:23.x', '1:23;x', '1:23:x', '1:23-x', '1:23–x', '1:23—x', '1:23 - , x'])(
    'is parted from the words by a sign: %s',
    (typed) => {
      expect(parseComment(typed)).toEqual({ comment: 'x', momentS: 83 });
    },
  );

  test.each(['1:23x', '1:2345', '123:1:23 x', '1234:05 x', 'x 1:23'])('is not %s', (typed) => {
    expect(parseComment(typed)).toEqual({ comment: typed, momentS: null });
  });

  test('may have two digits of hours and three of minutes', () => {
    expect(parseComment('12:00:05 x').momentS).toBe(43_205);
    expect(parseComment('100:05 x').momentS).toBe(6005);
  });
});

describe('the item to show after one was answered', () => {
  const next = (code: string, given: Record<string, Answer>) =>
    nextItem(checklist, new Map(Object.entries(given)), code);

  test('is the next that has no answer, going round', () => {
    expect(next('a', { a: answer('pass') })).toBe('b');
    expect(next('a', { a: answer('pass'), b: answer('pass') })).toBe('c');
    expect(next('d', { d: answer('pass') })).toBe('a');
    expect(next('c', { a: answer('pass'), c: answer('pass'), d: answer('pass') })).toBe('b');
  });

  test('is itself while its comment is owed', () => {
    expect(next('b', { b: answer('fail') })).toBe('b');
    expect(next('c', { c: answer('fail') })).toBe('c');
    expect(next('c', { c: answer('fail', 'said nothing') })).toBe('d');
    expect(next('c', { c: answer('pass') })).toBe('d');
    // One that is not critical owes none.
    expect(next('a', { a: answer('fail') })).toBe('b');
  });

  test('is none when all are answered', () => {
    const all = { a: answer('fail'), b: answer('pass'), c: answer('na'), d: answer('pass') };
    expect(next('d', all)).toBeNull();
    expect(next('c', { ...all, c: answer('fail') })).toBe('c');
  });

  test('is the first without an answer where the one answered is of another checklist', () => {
    expect(next('x', { a: answer('pass') })).toBe('b');
  });
});
