import { describe, expect, test } from 'vitest';
import { movingPeriods, rangeOf, readPeriod } from '../../src/domain/period.ts';
import { toRfc3339 } from '../../src/domain/time.ts';

const zone = 'Europe/Moscow';
/** A Wednesday. */
const now = Date.parse('2026-11-25T14:00:00+03:00');
const days = (period: Parameters<typeof rangeOf>[0]) => {
  const { from, to } = rangeOf(period, now, zone);
  return [from, to].map((at) => toRfc3339(at + 3 * 3_600_000).slice(0, 16));
};

test('a period is half-open, and begins and ends at midnight of the zone', () => {
  expect(Object.fromEntries(movingPeriods.map((period) => [period, days(period)]))).toEqual({
    today: ['2026-11-25T00:00', '2026-11-26T00:00'],
    yesterday: ['2026-11-24T00:00', '2026-11-25T00:00'],
    week: ['2026-11-23T00:00', '2026-11-30T00:00'],
    month: ['2026-11-01T00:00', '2026-12-01T00:00'],
    last_month: ['2026-10-01T00:00', '2026-11-01T00:00'],
  });
  expect(days({ from: '2026-11-01', to: '2026-11-15' })).toEqual([
    '2026-11-01T00:00',
    '2026-11-16T00:00',
  ]);
});

test('a day of 25 hours is one day', () => {
  const autumn = Date.parse('2026-10-25T12:00:00+01:00');
  const { from, to } = rangeOf('today', autumn, 'Europe/Berlin');
  expect(to - from).toBe(25 * 3_600_000);
  expect(rangeOf('yesterday', autumn + 86_400_000, 'Europe/Berlin')).toEqual({ from, to });
});

describe('days as they are typed', () => {
  test.each([
    ['01.11-15.11', '2026-11-01', '2026-11-15'],
    [' 1.11 – 15.11 ', '2026-11-01', '2026-11-15'],
    ['3.11', '2026-11-03', '2026-11-03'],
    ['25.11', '2026-11-25', '2026-11-25'],
    ['26.11', '2025-11-26', '2025-11-26'],
    ['20.12-10.01', '2025-12-20', '2026-01-10'],
    ['01.03.25-31.03.2025', '2025-03-01', '2025-03-31'],
    ['29.02', '2024-02-29', '2024-02-29'],
    ['1/11-2/11', '2026-11-01', '2026-11-02'],
    ['5.1-6.1', '2026-01-05', '2026-01-06'],
    ['3.11-3.11', '2026-11-03', '2026-11-03'],
    ['01.11 — 15.11', '2026-11-01', '2026-11-15'],
    ['01.11  -  15.11', '2026-11-01', '2026-11-15'],
  ])('%s', (text, from, to) => {
    expect(readPeriod(text, now, zone)).toEqual({ from, to });
  });

  test.each([
    '',
    'вчера',
    '31.11',
    '00.11',
    '01.13',
    '15.11.2026-01.11.2026',
    '01.11-',
    '1-2',
    '01.11-15.11x',
    'x01.11',
    '01.11.026',
    '01.11--15.11',
    '30.02.2026',
    '01.11-31.11',
    '30.02-01.03.2026',
  ])('%j is none', (text) => {
    expect(readPeriod(text, now, zone)).toBeNull();
  });
});

test('a 29th of February may lie eight years back, where a century has none', () => {
  const before = Date.parse('2104-02-28T12:00:00+03:00');
  expect(readPeriod('29.02', before, zone)).toEqual({ from: '2096-02-29', to: '2096-02-29' });
});
