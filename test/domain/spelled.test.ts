import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRoundedOff, spelledSeconds, spelledWallTime } from '../../src/domain/spelled.ts';

describe('a time', () => {
  test.each([
    ['2026-11-23 14:05:06', '2026-11-23T14:05:06'],
    ['2026-11-23T14:05', '2026-11-23T14:05:00'],
    ['2026-11-23 14:05:06.123', '2026-11-23T14:05:06'],
    ['2026/2/10 22:41', '2026-02-10T22:41:00'],
    ['23.11.2026 14:05', '2026-11-23T14:05:00'],
    ['3.1.2026, 9:05:01', '2026-01-03T09:05:01'],
    ['3.1.2026', '2026-01-03T00:00:00'],
  ])('%s is %s', (text, wall) => {
    expect(spelledWallTime(text)).toBe(wall);
  });

  test.each([
    '02/10/2026 22:41',
    '2026/2-10 22:41',
    '23.11.26',
    '14:05',
    '1795431900',
    '',
    'сегодня',
  ])('that may mean two things, or nothing, is none: %s', (text) => {
    expect(spelledWallTime(text)).toBeNull();
  });
});

describe('a length', () => {
  test.each([
    ['70', 70],
    ['70.483456', 70],
    ['70,99', 70],
    ['0:01:10', 70],
    ['12:00:00', 43_200],
  ])('%s is %i s', (text, seconds) => {
    expect(spelledSeconds(text)).toBe(seconds);
  });

  test.each(['1:10', '-1', '70.', '0:60:00', '1e3', 'long', '', '1234567'])(
    '%j is none',
    (text) => {
      expect(spelledSeconds(text)).toBeNull();
    },
  );
});

test.each([
  ['7,91612E+10', true],
  ['7.9161E+10', true],
  ['1e+5', true],
  ['79161234567', false],
  ['+7 916 123-45-67', false],
  ['sip:E+1@pbx', false],
])('%s was rounded off by a spreadsheet: %s', (text, is) => {
  expect(isRoundedOff(text)).toBe(is);
});

test('any text is a time, a length, or neither', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,:/-+ TE') }), (text) => {
      const wall = spelledWallTime(text);
      if (wall !== null) expect(wall).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      const seconds = spelledSeconds(text);
      if (seconds !== null) expect(Number.isInteger(seconds)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
