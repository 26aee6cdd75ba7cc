import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  endOfMonth,
  fromLocalTime,
  fromRfc3339,
  isDuration,
  isLocalDate,
  isLocalMonth,
  isTimeZone,
  localDateOf,
  localMonthOf,
  monthsThrough,
  nextMonth,
  plusDuration,
  startOfDay,
  startOfMonth,
  startOfWeek,
  toRfc3339,
  wallClock,
} from '../../src/domain/time.ts';

const zones = ['Europe/Moscow', 'Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC'];
const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

describe('local dates', () => {
  test.each([
    ['2026-03-01T20:59:59.999Z', 'Europe/Moscow', '2026-03-01'],
    ['2026-03-01T21:00:00Z', 'Europe/Moscow', '2026-03-02'],
    ['2026-12-31T23:00:00Z', 'Europe/Berlin', '2027-01-01'],
    ['2026-06-30T22:00:00Z', 'Europe/Berlin', '2026-07-01'],
    ['2026-01-05T00:00:00Z', 'UTC', '2026-01-05'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(localDateOf(at(instant), zone)).toBe(date);
    expect(localMonthOf(at(instant), zone)).toBe(date.slice(0, 7));
  });

  test('the quick way agrees with Temporal', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(localDateOf(instant, zone)).toBe(zoned.toPlainDate().toString());
      }),
    );
  });

  test('a day begins with its first instant and no earlier', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const date = localDateOf(instant, zone);
        const start = startOfDay(date, zone);
        expect(start).toBeLessThanOrEqual(instant);
        expect(localDateOf(start, zone)).toBe(date);
        expect(localDateOf(start - 1, zone) < date).toBe(true);
      }),
    );
  });

  test('a day whose midnight the zone skips begins after the gap', () => {
    expect(toRfc3339(startOfDay('2018-11-04', 'America/Sao_Paulo'))).toBe(
      '2018-11-04T03:00:00.000Z',
    );
  });

  test('months follow one another without gap or overlap', () => {
    expect(toRfc3339(startOfMonth('2026-03', 'Europe/Berlin'))).toBe('2026-02-28T23:00:00.000Z');
    expect(toRfc3339(endOfMonth('2026-03', 'Europe/Berlin'))).toBe('2026-03-31T22:00:00.000Z');
    expect(endOfMonth('2026-12', 'Europe/Moscow')).toBe(startOfMonth('2027-01', 'Europe/Moscow'));
  });
});

describe('durations', () => {
  test.each([
    ['2026-03-28T14:00:00Z', 'P2D', 'Europe/Berlin', '2026-03-30T13:00:00.000Z'],
    ['2026-03-28T14:00:00Z', 'PT48H', 'Europe/Berlin', '2026-03-30T14:00:00.000Z'],
    ['2026-10-24T13:00:00Z', 'P2D', 'Europe/Berlin', '2026-10-26T14:00:00.000Z'],
    ['2026-03-28T14:00:00Z', 'P1DT1H', 'Europe/Berlin', '2026-03-29T14:00:00.000Z'],
    ['2026-01-31T09:00:00Z', 'P1M', 'UTC', '2026-02-28T09:00:00.000Z'],
    ['2026-01-31T09:00:00Z', 'PT0S', 'UTC', '2026-01-31T09:00:00.000Z'],
  ])('%s plus %s in %s is %s', (from, duration, zone, to) => {
    expect(toRfc3339(plusDuration(at(from), duration, zone))).toBe(to);
  });

  test.each(['P2D', 'PT48H', 'PT5M', 'PT0S', 'P1W', 'P1DT12H', 'PT0.5S', 'P10Y'])(
    '%s is a duration',
    (text) => expect(isDuration(text)).toBe(true),
  );

  test.each(['', '2D', 'P', 'PT', '-P1D', 'P-1D', 'P10Y1D', 'P99999999Y', '48', 'P2D ', 'two'])(
    '%j is no duration',
    (text) => expect(isDuration(text)).toBe(false),
  );

  test.each([
    ['Europe/Moscow', true],
    ['Asia/Yekaterinburg', true],
    ['UTC', true],
    ['+03:00', false],
    ['Europe/Atlantis', false],
    ['', false],
  ])('time zone %j: %s', (text, known) => expect(isTimeZone(text)).toBe(known));
});

describe('RFC 3339', () => {
  test.each([
    ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02T10:00:00+03:00', '2026-03-02T07:00:00.000Z'],
    ['2026-03-02T10:00:00.123456789-05:30', '2026-03-02T15:30:00.123Z'],
    ['2026-03-02t10:00:00.5z', '2026-03-02T10:00:00.500Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is read as %s', (text, utc) => {
    expect(fromRfc3339(text)).toBe(Date.parse(utc));
  });

  test.each([
    '2026-03-02T10:00:00',
    '2026-03-02 10:00:00Z',
    '2026-03-02T10:00Z',
    '2026-03-02',
    '2026-02-29T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-00-01T10:00:00Z',
    '2026-01-00T10:00:00Z',
    '2026-01-32T10:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T10:60:00Z',
    '2026-03-02T10:00:60Z',
    '2026-03-02T10:00:00+0300',
    '2026-03-02T10:00:00+24:00',
    ' 2026-03-02T10:00:00Z',
    '1772445600',
    '',
  ])('%j is refused', (text) => expect(fromRfc3339(text)).toBeNull());

  test('what is written is read back', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        expect(fromRfc3339(toRfc3339(instant))).toBe(instant);
      }),
    );
  });

  test('agrees with Temporal in every offset', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -1439, max: 1439 }), (instant, minutes) => {
        const hh = `${Math.floor(Math.abs(minutes) / 60)}`.padStart(2, '0');
        const mm = `${Math.abs(minutes) % 60}`.padStart(2, '0');
        const text = toRfc3339(instant).replace('Z', `${minutes < 0 ? '-' : '+'}${hh}:${mm}`);
        expect(fromRfc3339(text)).toBe(at(text));
      }),
    );
  });
});

describe('days and months as texts', () => {
  test.each(['2026-01-01', '2026-12-31', '2028-02-29', '2000-02-29'])('%s is a day', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-01-00',
    '2026-01-32',
    '2026-00-10',
    '2026-13-10',
    '2026-1-01',
    '2026-01-011',
    'x2026-01-01',
    '2026-01-01T00:00',
    '',
  ])('%j is no day', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  test.each(['2026-01', '2026-09', '2026-10', '2026-12'])('%s is a month', (text) => {
    expect(isLocalMonth(text)).toBe(true);
  });

  test.each(['2026-00', '2026-13', '2026-1', '2026-011', 'x2026-01', '202-01', 'NaN-01', '-1-01'])(
    '%j is no month',
    (text) => {
      expect(isLocalMonth(text)).toBe(false);
    },
  );

  test.each([
    ['2026-01', '2026-02'],
    ['2026-09', '2026-10'],
    ['2026-11', '2026-12'],
    ['2026-12', '2027-01'],
  ])('after %s comes %s', (month, next) => {
    expect(nextMonth(month)).toBe(next);
  });

  test('months up to one, the earliest first, over the turn of a year', () => {
    expect(monthsThrough('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsThrough('2026-12', 1)).toEqual(['2026-12']);
    expect(monthsThrough('2026-01', 1)).toEqual(['2026-01']);
    expect(monthsThrough('2026-12', 14).at(0)).toBe('2025-11');
    expect(monthsThrough('2026-12', 0)).toEqual([]);
  });
});

describe('the wall clock', () => {
  test.each([
    ['2026-03-02T10:00:00Z', 'Europe/Moscow', '2026-03-02T13:00:00Z'],
    ['2026-07-02T10:00:00Z', 'Europe/Berlin', '2026-07-02T12:00:00Z'],
    ['2026-01-02T10:00:00.5Z', 'America/New_York', '2026-01-02T05:00:00.5Z'],
    ['2026-01-02T10:00:00Z', 'Asia/Kolkata', '2026-01-02T15:30:00Z'],
  ])('at %s in %s reads %s', (instant, zone, wall) => {
    expect(wallClock(at(instant), zone)).toBe(at(wall));
  });

  test.each([
    ['2026-03-02T13:00:00', 'Europe/Moscow', '2026-03-02T10:00:00Z'],
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ])('reads %s in %s at %s', (text, zone, instant) => {
    expect(fromLocalTime(text, zone)).toBe(at(instant));
  });

  test.each(['2026-02-30T10:00:00', '2026-03-02T25:00:00', 'yesterday', ''])(
    'never reads %j',
    (text) => {
      expect(fromLocalTime(text, 'Europe/Moscow')).toBeNull();
    },
  );

  test.each([
    ['2026-11-25T11:00:00Z', 'Europe/Moscow', '2026-11-22T21:00:00Z'],
    // Sunday 23:59 and Monday 00:00 in Moscow.
    ['2026-11-29T20:59:59Z', 'Europe/Moscow', '2026-11-22T21:00:00Z'],
    ['2026-11-29T21:00:00Z', 'Europe/Moscow', '2026-11-29T21:00:00Z'],
    // The clocks go forward within the week.
    ['2026-03-29T10:00:00Z', 'Europe/Berlin', '2026-03-22T23:00:00Z'],
  ])('%s in %s is of the week from %s', (instant, zone, monday) => {
    expect(startOfWeek(at(instant), zone)).toBe(at(monday));
  });
});
