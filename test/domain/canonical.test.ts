import { expect, test } from 'vitest';
import { canonicalText } from '../../src/domain/canonical.ts';

test('keys stand in the order of their UTF-16 units, however they were given, at every depth', () => {
  const text = '{"A":{"x":null,"y":[true,-3,"я"]},"b":1,"ё":"\\"\\n"}';
  expect(canonicalText({ ё: '"\n', b: 1, A: { y: [true, -3, 'я'], x: null } })).toBe(text);
});

test('a list keeps its order', () => {
  expect(canonicalText([2, 1])).toBe('[2,1]');
});

test('a number that is not whole has no canonical text', () => {
  expect(() => canonicalText({ score: 84.3 })).toThrow(new RangeError('84.3 is no whole number'));
});
