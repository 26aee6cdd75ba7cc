import { isLocalDate, type LocalDate } from './time.ts';

/** Inclusive local dates. */
export interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Absences are no longer, and days that people type no further off: more are typing errors. */
export const yearsMax = 2;
export const daysMax = Math.ceil(yearsMax * 365.25);

const typedDay = String.raw`(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?`;
const typedSpan = new RegExp(String.raw`^${typedDay}(?:\s*[-–—]\s*${typedDay})?$`);
const isoSpan = /^(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|[–—]|\s-\s)\s*(\d{4}-\d\d-\d\d))?$/;

/**
 * Reads the days of an absence as people type them: `01.12-14.12`, `3.12`, `28.12.2026 – 10.01.2027`,
 * `2026-12-01..2026-12-14`. A year left out is the one that brings the beginning nearest to today, and
 * for the end the first after it.
 *
 * @returns null for anything else: days that do not exist, or an end before the beginning
 */
export function readSpan(text: string, today: LocalDate): DateSpan | null {
  const iso = isoSpan.exec(text.trim());
  if (iso) {
    const [, from = '', to = from] = iso;
    return isLocalDate(from) && isLocalDate(to) && from <= to ? { from, to } : null;
  }
  const found = typedSpan.exec(text.trim());
  if (!found) return null;
  const [, day1, month1, year1, day2, month2, year2] = found;
  const from = nearest(candidates(day1, month1, year1, today), today);
  if (from === null) return null;
  if (day2 === undefined) return { from, to: from };
  const to = candidates(day2, month2, year2, from).find((date) => date >= from);
  return to === undefined ? null : { from, to };
}

/** The days that a typed one can mean, the earliest first; a 29th of February is four years off at most. */
function candidates(
  day = '',
  month = '',
  year: string | undefined,
  around: LocalDate,
): LocalDate[] {
  const thisYear = Number(around.slice(0, 4));
  const named = year?.length === 2 ? 2000 + Number(year) : Number(year);
  const years =
    year === undefined ? Array.from({ length: 9 }, (_, at) => thisYear - 4 + at) : [named];
  return years
    .map((number) => `${number}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .filter(isLocalDate);
}

function nearest(dates: readonly LocalDate[], today: LocalDate): LocalDate | null {
  const away = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(today));
  return dates.reduce<LocalDate | null>(
    (best, date) => (best === null || away(date) < away(best) ? date : best),
    null,
  );
}
