import { expect, test } from 'vitest';
import { nearest } from '../../src/domain/nearest.ts';

test.each([
  ['a letter too few', 'stats', ['status', 'seller'], 'status'],
  ['two letters swapped', 'stauts', ['seller', 'status'], 'status'],
  ['capitals', 'STATUS', ['seller', 'status'], 'status'],
  ['Cyrillic letters', 'претензя', ['претензия', 'входящий'], 'претензия'],
  ['the nearer of two', 'draw', ['drawn', 'draw-x'], 'drawn'],
  ['the first of two as near', 'cat', ['bat', 'hat'], 'bat'],
  ['two errors in a short name', 'ab', ['cd', 'xyz'], 'cd'],
  ['three errors in eight letters: too many', 'selleris', ['sellxyz'], null],
  ['three errors in nine letters', 'sellering', ['sellerabc'], 'sellerabc'],
  ['four errors in nine letters: too many', 'sellering', ['selleabcd'], null],
  ['nothing known', 'seller', [], null],
])('%s', (_, typed, known, meant) => {
  expect(nearest(typed, known)).toBe(meant);
});
