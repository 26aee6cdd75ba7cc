import { expect, test } from 'vitest';
import { movingPeriods, rangeOf } from '../../src/domain/period.ts';
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
