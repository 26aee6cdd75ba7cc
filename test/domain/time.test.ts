import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  endOfMonth,
  fromRfc3339,
  isDuration,
  isTimeZone,
  localDateOf,
  localMonthOf,
  plusDuration,
  startOfDay,
  startOfMonth,
  toRfc3339,
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
