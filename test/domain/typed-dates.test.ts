import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../../src/domain/person.ts';
import {
  daysText,
  dayText,
  hourTyped,
  readDay,
  readDays,
  readMonth,
} from '../../src/domain/typed-dates.ts';
import { runs } from '../support/property-runs.ts';

const today = '2026-11-24';

describe('days of which the nearest year is meant', () => {
  test.each([
    ['01.12-14.12', '2026-12-01', '2026-12-14'],
    [' 1.12 – 14.12 ', '2026-12-01', '2026-12-14'],
    ['3.12', '2026-12-03', '2026-12-03'],
    ['20/11', '2026-11-20', '2026-11-20'],
    ['28.12-10.01', '2026-12-28', '2027-01-10'],
    ['05.01-10.01', '2027-01-05', '2027-01-10'],
    ['01.12.2026 - 14.12.26', '2026-12-01', '2026-12-14'],
    ['01.12.2026-14.12.2026', '2026-12-01', '2026-12-14'],
    ['2026-12-01..2026-12-14', '2026-12-01', '2026-12-14'],
    ['2026-12-01', '2026-12-01', '2026-12-01'],
    ['28.02-29.02.2028', '2027-02-28', '2028-02-29'],
    ['3.12-3.12', '2026-12-03', '2026-12-03'],
    ['5.1', '2027-01-05', '2027-01-05'],
    [' 2026-12-01 ', '2026-12-01', '2026-12-01'],
    ['2026-12-01 .. 2026-12-14', '2026-12-01', '2026-12-14'],
    ['2026-12-01–2026-12-14', '2026-12-01', '2026-12-14'],
    ['2026-12-01 — 2026-12-14', '2026-12-01', '2026-12-14'],
    ['2026-12-01 - 2026-12-14', '2026-12-01', '2026-12-14'],
    ['2026-12-01  -  2026-12-14', '2026-12-01', '2026-12-14'],
    ['завтра', '2026-11-25', '2026-11-25'],
    ['17 ноября', '2026-11-17', '2026-11-17'],
    ['17 нояб.', '2026-11-17', '2026-11-17'],
    ['5 Jan', '2027-01-05', '2027-01-05'],
    ['January 5, 2025', '2025-01-05', '2025-01-05'],
    ['5 января 2025 г.', '2025-01-05', '2025-01-05'],
    ['1st December', '2026-12-01', '2026-12-01'],
    ['17–20 ноября', '2026-11-17', '2026-11-20'],
    ['Nov 17 – 20', '2026-11-17', '2026-11-20'],
    ['28 декабря – 10 января', '2026-12-28', '2027-01-10'],
    ['23.11 14:05', '2026-11-23', '2026-11-23'],
    [' 23.11  9:05 ', '2026-11-23', '2026-11-23'],
    ['17  ноября   2026  г', '2026-11-17', '2026-11-17'],
    ['17 ноября 2026', '2026-11-17', '2026-11-17'],
    ['November  17th   2026', '2026-11-17', '2026-11-17'],
    ['17 октя', '2026-10-17', '2026-10-17'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(readDays(text, today, 'near')).toEqual({ from, to });
  });

  test.each([
    '',
    'когда-нибудь',
    '32.12',
    '01.13-02.13',
    '29.02.2027',
    '14.12.2026-01.12.2026',
    '2026-12-14..2026-12-01',
    '01.12-',
    '1234',
    '1-2',
    '17',
    '2026-12-01-2026-12-14',
    '2026-12-01+2026-12-14',
    '2026-12-01..',
    'c2026-12-01',
    '2026-12-01x',
    '2026-02-30',
    '2026-02-30..2026-03-01',
    '2026-02-01..2026-02-30',
    '01.12--14.12',
    'c 01.12',
    '01.12 x',
    '01.12.026',
    '17 ма',
    '17 но',
    '17 ябрь',
    '14:05 23.11',
    'x Nov 17',
    '01.12-05.12-09.12',
    '17x-20 ноября',
    'x17-20 ноября',
    '17-2026-12-01',
    `01.12${' '.repeat(60)}-05.12`,
    '17 ию',
    '17 кактуса',
    '31 ноября',
    '25:00',
    '23.11 25:00',
    '17 ноября 17 ноября',
  ])('%j is none', (text) => {
    expect(readDays(text, today, 'near')).toBeNull();
  });

  test.each([
    // 183 days either way: the earlier one.
    ['2028-03-02', '01.09', '2027-09-01'],
    // Around 2100, which is no leap year, a 29th of February is four years off.
    ['2100-02-27', '29.02', '2096-02-29'],
    ['2100-03-05', '29.02', '2104-02-29'],
  ])('on %s a day typed as %s is %s', (day, text, date) => {
    expect(readDay(text, day, 'near')).toBe(date);
  });
});

describe('days of which the past is meant', () => {
  test.each([
    ['01.11-15.11', '2026-11-01', '2026-11-15'],
    [' 1.11 – 15.11 ', '2026-11-01', '2026-11-15'],
    ['3.11', '2026-11-03', '2026-11-03'],
    ['24.11', '2026-11-24', '2026-11-24'],
    ['25.11', '2025-11-25', '2025-11-25'],
    ['20.12-10.01', '2025-12-20', '2026-01-10'],
    ['01.03.25-31.03.2025', '2025-03-01', '2025-03-31'],
    ['29.02', '2024-02-29', '2024-02-29'],
    ['1/11-2/11', '2026-11-01', '2026-11-02'],
    ['5.1-6.1', '2026-01-05', '2026-01-06'],
    ['01.11 — 15.11', '2026-11-01', '2026-11-15'],
    ['вчера', '2026-11-23', '2026-11-23'],
    ['yesterday', '2026-11-23', '2026-11-23'],
    ['25 ноября', '2025-11-25', '2025-11-25'],
    ['1–15 Nov', '2026-11-01', '2026-11-15'],
    ['3.11-3.11', '2026-11-03', '2026-11-03'],
    [`01.11${' '.repeat(49)}-15.11`, '2026-11-01', '2026-11-15'],
  ])('%s', (text, from, to) => {
    expect(readDays(text, today, 'past')).toEqual({ from, to });
  });

  test.each([
    '31.11',
    '00.11',
    '01.13',
    '15.11.2026-01.11.2026',
    '01.11-15.11x',
    'x01.11',
    '30.02.2026',
    '01.11-31.11',
    '30.02-01.03.2026',
  ])('%j is none', (text) => {
    expect(readDays(text, today, 'past')).toBeNull();
  });

  test('a 29th of February may lie eight years back, where a century has none', () => {
    expect(readDay('29.02', '2104-02-28', 'past')).toBe('2096-02-29');
  });
});

const dayMs = 86_400_000;
const dateAt = (at: number) => new Date(at).toISOString().slice(0, 10);
const anyDay = fc
  .integer({ min: Date.UTC(2020, 0, 1) / dayMs, max: Date.UTC(2039, 11, 31) / dayMs })
  .map((days) => dateAt(days * dayMs));
const meant = fc.constantFrom('past', 'near' as const);

test('days as they are written in either language are read back, whichever year is meant', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: -800, max: 800 }),
      fc.nat(60),
      meant,
      fc.constantFrom(...languages),
      (now, off, n, way, language) => {
        const from = dateAt(Date.parse(now) + off * dayMs);
        const to = dateAt(Date.parse(from) + n * dayMs);
        const written = daysText({ from, to }, { language, today: now, meant: way });
        expect(readDays(written, now, way), written).toEqual({ from, to });
        expect(readDay(dayText(from, language, true), now, way)).toBe(from);
      },
    ),
    runs(1000),
  );
});

test.each([
  ['2026-11-17', '2026-11-17', 'past', '17.11', '17 Nov'],
  ['2026-11-01', '2026-11-15', 'past', '01.11–15.11', '1–15 Nov'],
  ['2026-09-28', '2026-10-05', 'past', '28.09–05.10', '28 Sep – 5 Oct'],
  ['2026-12-28', '2027-01-10', 'near', '28.12.2026–10.01.2027', '28 Dec 2026 – 10 Jan 2027'],
  ['2025-12-20', '2026-01-10', 'past', '20.12.2025–10.01.2026', '20 Dec 2025 – 10 Jan 2026'],
  ['2025-11-17', '2025-11-17', 'past', '17.11.2025', '17 Nov 2025'],
  // Of the past, the 25th would be last year's.
  ['2026-11-25', '2026-11-25', 'past', '25.11.2026', '25 Nov 2026'],
  ['2026-11-20', '2026-11-25', 'past', '20.11.2026–25.11.2026', '20–25 Nov 2026'],
  // Nearer to today is the January that comes.
  ['2026-01-05', '2026-01-05', 'near', '05.01.2026', '5 Jan 2026'],
] as const)(
  'from %s to %s is written, where %s is meant, as %s and %s',
  (from, to, way, russian, english) => {
    const written = (language: Language) => daysText({ from, to }, { language, today, meant: way });
    expect([written('ru'), written('en')]).toEqual([russian, english]);
  },
);

test.each([
  [' 23.11 9:05 ', '09:05'],
  ['23.11 00:59', '00:59'],
  ['23.11', null],
  ['23.11 24:00', null],
])('the hour of %j is %s', (text, hour) => {
  expect(hourTyped(text)).toBe(hour);
});

test('a day in each language’s own words is read back, and with its hour', () => {
  const styles: Intl.DateTimeFormatOptions[] = (['long', 'short'] as const).flatMap((month) => [
    { day: 'numeric', month },
    { day: 'numeric', month, year: 'numeric' },
  ]);
  styles.push(
    { day: '2-digit', month: '2-digit', year: 'numeric' },
    { day: '2-digit', month: '2-digit' },
  );
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: -170, max: 170 }),
      fc.constantFrom(...languages),
      fc.constantFrom(...styles),
      fc.constantFrom('', ' 09:05', ', 19:00'),
      (now, off, language, style, hour) => {
        const date = dateAt(Date.parse(now) + off * dayMs);
        const ofFigures = style.month === '2-digit';
        const format = new Intl.DateTimeFormat(ofFigures ? 'ru' : language, {
          ...style,
          timeZone: 'UTC',
        });
        const text = `${format.format(Date.parse(date))}${hour}`;
        expect(readDay(text, now, 'near'), text).toBe(date);
        expect(hourTyped(text)).toBe(hour === '' ? null : hour.slice(-5));
      },
    ),
    runs(1000),
  );
});

test.each([
  ['2026-10', '2026-10'],
  ['10.2026', '2026-10'],
  ['октябрь', '2026-10'],
  ['октября', '2026-10'],
  ['Ноябрь 2025', '2025-11'],
  ['ноябрь', '2026-11'],
  ['декабрь', '2025-12'],
  ['Oct', '2026-10'],
  ['October 2024', '2024-10'],
  ['сент.', '2026-09'],
  [' Ноябрь   2025   г ', '2025-11'],
  ['Ноябрь 2025 г.', '2025-11'],
])('the month %s is %s', (text, month) => {
  expect(readMonth(text, today)).toBe(month);
});

test.each([
  '',
  '2026-13',
  '13.2026',
  'ма',
  'когда',
  'октябрь 1',
  '17 ноября',
  'x10.2026',
  '10.2026x',
])('%j is no month', (text) => {
  expect(readMonth(text, today)).toBeNull();
});
