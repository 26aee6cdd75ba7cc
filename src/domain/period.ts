import {
  endOfMonth,
  type Instant,
  isLocalDate,
  type LocalDate,
  localDateOf,
  localMonthOf,
  plusDuration,
  startOfDay,
  startOfMonth,
  startOfWeek,
} from './time.ts';

/** Periods of a list that move along with the calendar. */
export const movingPeriods = ['today', 'yesterday', 'week', 'month', 'last_month'] as const;
type MovingPeriod = (typeof movingPeriods)[number];

/** A moving period, or days of the calendar, both included. */
export type Period = MovingPeriod | { readonly from: LocalDate; readonly to: LocalDate };

/** A half-open range of instants. */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** The instants of a period as it stands at `now`; weeks begin on Monday. */
export function rangeOf(period: Period, now: Instant, zone: string): Range {
  const today = startOfDay(localDateOf(now, zone), zone);
  const later = (at: Instant, duration: string) => plusDuration(at, duration, zone);
  if (typeof period === 'object') {
    return { from: startOfDay(period.from, zone), to: later(startOfDay(period.to, zone), 'P1D') };
  }
  switch (period) {
    case 'today':
      return { from: today, to: later(today, 'P1D') };
    case 'yesterday': {
      const day = localDateOf(today - 1, zone);
      return { from: startOfDay(day, zone), to: today };
    }
    case 'week': {
      const from = startOfWeek(now, zone);
      return { from, to: later(from, 'P7D') };
    }
    case 'month': {
      const month = localMonthOf(now, zone);
      return { from: startOfMonth(month, zone), to: endOfMonth(month, zone) };
    }
    case 'last_month': {
      const to = startOfMonth(localMonthOf(now, zone), zone);
      return { from: startOfMonth(localMonthOf(to - 1, zone), zone), to };
    }
  }
}

const typedDay = String.raw`(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?`;
const typedPeriod = new RegExp(String.raw`^${typedDay}(?:\s*[-–—]\s*${typedDay})?$`);

/**
 * Reads days as people type them: `01.11-15.11`, `3.11`, `20.12.2025 – 10.01.2026`. A year left out is
 * the latest that does not lead into the future.
 *
 * @returns null for anything else: days that do not exist, or an end before the beginning
 */
export function readPeriod(text: string, now: Instant, zone: string): Period | null {
  const found = typedPeriod.exec(text.trim());
  if (!found) return null;
  const today = localDateOf(now, zone);
  const [, day1, month1, year1, day2, month2, year2] = found;
  const single = day2 === undefined;
  const to = dayOf(single ? [day1, month1, year1] : [day2, month2, year2], today);
  if (to === null) return null;
  const from = single ? to : dayOf([day1, month1, year1], to);
  return from !== null && from <= to ? { from, to } : null;
}

/** A day by its parts as typed; without a year the latest that is not after `latest`. */
function dayOf(parts: (string | undefined)[], latest: LocalDate): LocalDate | null {
  const [day = '', month = '', year] = parts;
  const inYear = (number: number) => `${number}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (year !== undefined) {
    const date = inYear(year.length === 2 ? 2000 + Number(year) : Number(year));
    return isLocalDate(date) ? date : null;
  }
  const thisYear = Number(latest.slice(0, 4));
  // A 29th of February may lie up to eight years back.
  for (let back = 0; back <= 8; back += 1) {
    const date = inYear(thisYear - back);
    if (date <= latest && isLocalDate(date)) return date;
  }
  return null;
}
