import {
  endOfMonth,
  type Instant,
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
