import { type Language, languages } from './person.ts';
import { isLocalDate, isLocalMonth, type LocalDate, type LocalMonth } from './time.ts';

/** Days of the calendar, both included. */
export interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * Which year a day typed without one lies in: the latest that does not lead into the future (`past`: calls
 * were made already), or the one that brings it nearest to today (`near`; the earlier of two as near).
 */
export type YearMeant = 'past' | 'near';

/** A day as typed: its parts, or the date itself. */
type TypedDay = { day: string; month: string; year: string | undefined } | LocalDate;

/** A 29th of February may be eight years off, where a century has none. */
const yearsAround = 8;
/** Longer texts are not looked through for where a span may be parted. */
const textMax = 60;

const monthNames = languages.flatMap((language) =>
  Array.from({ length: 12 }, (_, month) => namesOfMonth(language, month)),
);

/** `ноябрь`, `ноября`, `нояб`: how a language names a month alone and beside a day. */
function namesOfMonth(language: string, month: number): { number: number; names: string[] } {
  const at = Date.UTC(2026, month, 17);
  const styles: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ];
  const names = styles.map((style) => {
    const parts = new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' });
    const name = parts.formatToParts(at).find(({ type }) => type === 'month');
    return (name?.value ?? '').toLowerCase().replace('.', '');
  });
  return { number: month + 1, names };
}

const namedDays: ReadonlyMap<string, number> = new Map(
  languages.flatMap((language) => {
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    return [-1, 0, 1].map((days): [string, number] => [format.format(days, 'day'), days]);
  }),
);

/** The month of which alone this is the name, or its beginning of three letters at least. */
function monthNamed(word: string): string | null {
  const typed = word.toLowerCase();
  if (typed.length < 3) return null;
  const found = new Set(
    monthNames
      .filter(({ names }) => names.some((name) => name.startsWith(typed)))
      .map(({ number }) => number),
  );
  const [number] = found;
  return found.size === 1 && number !== undefined ? String(number) : null;
}

const figures = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?$/;
const dayThenMonth = /^(\d{1,2})(?:st|nd|rd|th)?\s+(\p{L}+)\.?(?:,?\s+(\d{4})(?:\s*г\.?)?)?$/iu;
const monthThenDay = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$/iu;
/** The bot writes many a day with its hour: `23.11 14:05`. */
const hour = /,?\s+((?:[01]?\d|2[0-3]):[0-5]\d)$/;

function typedDay(text: string, today: LocalDate): TypedDay | null {
  const away = namedDays.get(text.toLowerCase());
  if (away !== undefined) return plusDays(today, away);
  if (isLocalDate(text)) return text;
  const [, day, month, year] = figures.exec(text) ?? [];
  if (day !== undefined && month !== undefined) return { day, month, year };
  const [, first, word, named] = dayThenMonth.exec(text) ?? [];
  if (first !== undefined) return inMonth(first, word, named);
  const [, before, last, later] = monthThenDay.exec(text) ?? [];
  return last === undefined ? null : inMonth(last, before, later);
}

function inMonth(day: string, word = '', year: string | undefined): TypedDay | null {
  const month = monthNamed(word);
  return month === null ? null : { day, month, year };
}

function plusDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The days that a typed one can be, the earliest first. */
function candidates(typed: TypedDay, around: LocalDate): LocalDate[] {
  if (typeof typed === 'string') return [typed];
  const { day, month, year } = typed;
  const thisYear = Number(around.slice(0, 4));
  const named = year?.length === 2 ? 2000 + Number(year) : Number(year);
  const years =
    year === undefined
      ? Array.from({ length: 2 * yearsAround + 1 }, (_, at) => thisYear - yearsAround + at)
      : [named];
  return years
    .map((number) => `${number}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .filter(isLocalDate);
}

const isDated = (typed: TypedDay) => typeof typed === 'string' || typed.year !== undefined;

function dayMeant(typed: TypedDay, today: LocalDate, meant: YearMeant): LocalDate | null {
  const dates = candidates(typed, today);
  if (isDated(typed)) return dates[0] ?? null;
  return (
    (meant === 'past' ? dates.findLast((date) => date <= today) : nearest(dates, today)) ?? null
  );
}

function nearest(dates: readonly LocalDate[], today: LocalDate): LocalDate | null {
  const away = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(today));
  return dates.reduce<LocalDate | null>(
    (best, date) => (best === null || away(date) < away(best) ? date : best),
    null,
  );
}

/**
 * Reads a day as people type it and as the bot writes it, in Russian and English alike: `17.11`, `17.11.2026`,
 * `2026-11-17`, `17 ноября`, `Nov 17`, `вчера`; an hour after it is passed over.
 *
 * @returns null for anything else, days that do not exist among it
 */
export function readDay(text: string, today: LocalDate, meant: YearMeant): LocalDate | null {
  const typed = typedDay(text.trim().replace(hour, ''), today);
  return typed && dayMeant(typed, today, meant);
}

/** The hour that a day is typed with, `14:05`; null where there is none. */
export function hourTyped(text: string): string | null {
  return hour.exec(text.trim())?.[1]?.padStart(5, '0') ?? null;
}

/**
 * Reads days, or one: `01.11-15.11`, `28.12.2026 – 10.01.2027`, `17–20 ноября`. Of two without a year the
 * end is meant first in the `past`, and the beginning else.
 *
 * @returns null for anything else: days that do not exist, or an end before the beginning
 */
export function readDays(text: string, today: LocalDate, meant: YearMeant): DateSpan | null {
  const typed = text.trim();
  const single = readDay(typed, today, meant);
  if (single !== null) return { from: single, to: single };
  if (typed.length > textMax) return null;
  // Within `2026-12-01` a hyphen parts nothing.
  const parting = /^\d{4}-\d\d/.test(typed) ? /\s*(?:\.\.|[–—]|\s-\s)\s*/ : /\s*(?:\.\.|[-–—])\s*/;
  const [first, second, ...more] = typed.split(parting);
  if (first === undefined || second === undefined || more.length > 0) return null;
  return spanBetween(first, second, today, meant);
}

function spanBetween(
  first: string,
  second: string,
  today: LocalDate,
  meant: YearMeant,
): DateSpan | null {
  const ends = [typedDay(first, today), typedDay(second, today)];
  const [begin = null, end = null] = [
    ends[0] ?? beside(first, ends[1]),
    ends[1] ?? beside(second, ends[0]),
  ];
  if (!begin || !end) return null;
  if (meant === 'past') {
    const to = dayMeant(end, today, 'past');
    const from = to && dayMeant(begin, to, 'past');
    return from !== null && to !== null && from <= to ? { from, to } : null;
  }
  const from = dayMeant(begin, today, 'near');
  const to = from && candidates(end, from).find((date) => date >= from);
  return from && to ? { from, to } : null;
}

/** `17` of `17–20 ноября`: a bare number is of the month that the other end names. */
function beside(text: string, other: TypedDay | null | undefined): TypedDay | null {
  if (!/^\d{1,2}$/.test(text) || !other || typeof other === 'string') return null;
  return { ...other, day: text };
}

const shortMonth = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

/**
 * A day as the bot writes it: `17.11`, `17 Nov`, or with its year. In figures an English reader could take the day for
 * the month.
 */
export function dayText(date: LocalDate, language: Language, withYear = false): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'ru') return `${day}.${month}${withYear ? `.${year}` : ''}`;
  const named = `${Number(day)} ${shortMonth.format(new Date(`${date}T00:00:00Z`))}`;
  return withYear ? `${named} ${year}` : named;
}

/** `01.11–15.11`, `1–15 Nov`, `28 Nov – 5 Dec`. */
function spanText({ from, to }: DateSpan, language: Language, withYear: boolean): string {
  const last = dayText(to, language, withYear);
  if (from === to) return last;
  const first = dayText(from, language, withYear);
  if (language === 'ru') return `${first}–${last}`;
  const ofOneMonth = from.slice(0, 7) === to.slice(0, 7);
  return ofOneMonth ? `${Number(from.slice(8))}–${last}` : `${first} – ${last}`;
}

/** Days as `readDays` reads them back: `17.11`, `01.11–15.11`; with years where they are not today's. */
export function daysText(
  span: DateSpan,
  { language, today, meant }: { language: Language; today: LocalDate; meant: YearMeant },
): string {
  const short = spanText(span, language, false);
  const ofThisYear = [span.from, span.to].every((date) => date.slice(0, 4) === today.slice(0, 4));
  const read = ofThisYear ? readDays(short, today, meant) : null;
  return read?.from === span.from && read.to === span.to ? short : spanText(span, language, true);
}

const monthInFigures = /^(\d{1,2})[./](\d{4})$/;
const monthInWords = /^(\p{L}+)\.?(?:,?\s+(\d{4})(?:\s*г\.?)?)?$/iu;

/**
 * Reads a month: `2026-11`, `11.2026`, `ноябрь`, `ноября 2026`, `Nov 2026`. Without a year it is the latest
 * that is not to come.
 */
export function readMonth(text: string, today: LocalDate): LocalMonth | null {
  const typed = text.trim();
  if (isLocalMonth(typed)) return typed;
  const [, number, ofYear] = monthInFigures.exec(typed) ?? [];
  if (number !== undefined) return monthOf(ofYear, number);
  const [, word = '', year] = monthInWords.exec(typed) ?? [];
  const month = monthNamed(word);
  if (month === null) return null;
  if (year !== undefined) return monthOf(year, month);
  const thisYear = Number(today.slice(0, 4));
  const isToCome = Number(month) > Number(today.slice(5, 7));
  return monthOf(String(isToCome ? thisYear - 1 : thisYear), month);
}

function monthOf(year = '', month: string): LocalMonth | null {
  const made = `${year}-${month.padStart(2, '0')}`;
  return isLocalMonth(made) ? made : null;
}
