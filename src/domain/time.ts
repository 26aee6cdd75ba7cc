import { Temporal } from 'temporal-polyfill';

/** UTC milliseconds since 1970-01-01T00:00:00Z. Every name that ends in `…At` holds one. */
export type Instant = number;

/** A day of the calendar, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

/** A month of the calendar, `YYYY-MM`, without a zone. */
export type LocalMonth = string;

/** Longest duration a policy may name: keeps every sum inside the range of dates. */
const yearsMax = 10;

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * One Intl formatter a zone: a formatter costs 50 µs to make and 1 µs to use, while a Temporal
 * zoned date costs 9 µs each time.
 */
function dateFormatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/**
 * The calendar day of an instant in an IANA zone.
 *
 * @param at an instant of the years 1000 to 9999
 * @param zone an IANA name that `isTimeZone` accepts
 */
export function localDateOf(at: Instant, zone: string): LocalDate {
  // en-US with these fields is `MM/DD/YYYY`.
  const text = dateFormatterOf(zone).format(at);
  return `${text.slice(6)}-${text.slice(0, 2)}-${text.slice(3, 5)}`;
}

/** The calendar month of an instant in an IANA zone; as `localDateOf`. */
export function localMonthOf(at: Instant, zone: string): LocalMonth {
  return localDateOf(at, zone).slice(0, 7);
}

/** The instant whose UTC date and time read as the wall clock of a zone does at `at`: what sheets hold. */
export function wallClock(at: Instant, zone: string): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return at + offsetNanoseconds / 1_000_000;
}

/** The first instant of a day: midnight, or what follows it where the zone skips midnight. */
export function startOfDay(date: LocalDate, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** The first instant of the calendar week of an instant, which begins on Monday (ISO 8601). */
export function startOfWeek(at: Instant, zone: string): Instant {
  const day = Temporal.PlainDate.from(localDateOf(at, zone));
  return day.subtract({ days: day.dayOfWeek - 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/** The first instant of a month. */
export function startOfMonth(month: LocalMonth, zone: string): Instant {
  return startOfDay(`${month}-01`, zone);
}

/** The end of a month, exclusive: the first instant of the next one. */
export function endOfMonth(month: LocalMonth, zone: string): Instant {
  const next = Temporal.PlainDate.from(`${month}-01`).add({ months: 1 });
  return next.toZonedDateTime(zone).epochMilliseconds;
}

/**
 * An instant later by an ISO 8601 duration. The calendar parts (`P2D`) come first and keep the wall
 * time of the zone; the clock parts (`PT48H`) are exact. A wall time that the zone skips moves
 * forward by the skipped span, one that occurs twice is the earlier (RFC 5545, Temporal's
 * `compatible`).
 *
 * @param duration a text that `isDuration` accepts
 */
export function plusDuration(at: Instant, duration: string, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add(duration)
    .epochMilliseconds;
}

/** Whether a text is an ISO 8601 duration that a policy may hold: not negative, at most 10 years. */
export function isDuration(text: string): boolean {
  try {
    const duration = Temporal.Duration.from(text);
    const from = Temporal.PlainDateTime.from('2000-01-01');
    const longest = Temporal.Duration.from({ years: yearsMax });
    return (
      duration.sign >= 0 && Temporal.Duration.compare(duration, longest, { relativeTo: from }) <= 0
    );
  } catch {
    return false;
  }
}

/**
 * Whether a text is a day that exists, `YYYY-MM-DD`, of the years 1900 to 2999: whatever is reckoned from it,
 * such as the month before, has four figures too.
 */
export function isLocalDate(text: string): boolean {
  const [, year, month, day] = /^((?:19|2\d)\d\d)-(0[1-9]|1[0-2])-(\d\d)$/.exec(text) ?? [];
  return Number(day) > 0 && Number(day) <= daysIn(Number(year), Number(month));
}

/** The month after: `2026-12` → `2027-01`. */
export function nextMonth(month: LocalMonth): LocalMonth {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** So many months up to one, the earliest first. */
export function monthsThrough(last: LocalMonth, count: number): LocalMonth[] {
  const [year = 0, number = 0] = last.split('-').map(Number);
  return Array.from({ length: count }, (_, n) => {
    const months = year * 12 + number - count + n;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}

/** Whether a text is a month, `YYYY-MM`, of the same years as a day. */
export function isLocalMonth(text: string): boolean {
  return /^(?:19|2\d)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/** Whether a text is an IANA time zone known here; bare offsets such as `+03:00` are not. */
export function isTimeZone(text: string): boolean {
  // From Node 22 on Intl takes offsets as well.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    dateFormatterOf(text);
    return true;
  } catch {
    return false;
  }
}

/** An instant as RFC 3339 in UTC with milliseconds: `2026-08-02T16:00:00.000Z`. */
export function toRfc3339(at: Instant): string {
  return new Date(at).toISOString();
}

const rfc3339 =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Reads RFC 3339 section 5.6: date, `T`, time with seconds, and `Z` or an offset. Digits beyond the
 * millisecond are cut off; the leap second `:60` is not taken.
 *
 * @returns null for anything else, days that do not exist and times without an offset among them
 */
export function fromRfc3339(text: string): Instant | null {
  const [, year, month, day] = rfc3339.exec(text) ?? [];
  if (day === undefined || day === '00') return null;
  // Date.parse takes 30 February for 2 March.
  if (Number(day) > daysIn(Number(year), Number(month))) return null;
  return Date.parse(text.toUpperCase());
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The instant of a wall time `YYYY-MM-DDTHH:MM:SS` in a zone; as `plusDuration` where the zone skips or
 * repeats it.
 *
 * @returns null for a day or a time that does not exist
 */
export function fromLocalTime(text: string, zone: string): Instant | null {
  try {
    // Of a text it takes only days and times that exist.
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}
