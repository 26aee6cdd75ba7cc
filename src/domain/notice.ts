import { Temporal } from 'temporal-polyfill';
import { type Instant, plusDuration } from './time.ts';

/**
 * The hours of a local day in which nobody is written to, `from` included, `to` not. Where `from` is
 * the later of the two they cross midnight. null: there are none.
 */
export type QuietHours = { from: string; to: string } | null;

export type QuietHoursRead = { ok: true; quiet: QuietHours } | { ok: false; refusal: 'malformed' };

const span = /^(\d{1,2}:\d\d)\s*[-–—]\s*(\d{1,2}:\d\d)$/;

/**
 * Reads the text form of quiet hours: `20:00-09:00`, or nothing for none. An hour of one digit and
 * blanks about the dash are taken, since people type it in a chat. A span from a time to itself is
 * refused: it could mean never as well as always.
 */
export function parseQuietHours(text: string): QuietHoursRead {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, quiet: null };
  const [, first = '', second = ''] = span.exec(trimmed) ?? [];
  const from = first.padStart(5, '0');
  const to = second.padStart(5, '0');
  if (!isTimeOfDay(from) || !isTimeOfDay(to) || from === to) {
    return { ok: false, refusal: 'malformed' };
  }
  return { ok: true, quiet: { from, to } };
}

/** The text form that `parseQuietHours` reads: `20:00-09:00`, `''` for none. */
export function formatQuietHours(quiet: QuietHours): string {
  return quiet === null ? '' : `${quiet.from}-${quiet.to}`;
}

/**
 * When a score's notice may leave (DESIGN 3.4): held so that it can be recalled, and if that ends in
 * quiet hours, until they end. Never before the hold has passed.
 *
 * @param hold ISO 8601, as `isDuration` accepts: `PT5M`
 */
export function noticeDueAt(
  handedInAt: Instant,
  hold: string,
  quiet: QuietHours,
  zone: string,
): Instant {
  return endOfQuiet(plusDuration(handedInAt, hold, zone), quiet, zone);
}

/** The instant itself if one may be written to then, else the end of the quiet hours it lies in. */
export function endOfQuiet(at: Instant, quiet: QuietHours, zone: string): Instant {
  if (quiet === null) return at;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  if (!isQuiet(time, quiet)) return at;
  const endsToday = time < quiet.to;
  const end = local
    .toPlainDate()
    .add({ days: endsToday ? 0 : 1 })
    .toPlainDateTime(quiet.to);
  const first = end.toZonedDateTime(zone).epochMilliseconds;
  // Where the clocks go back the end comes twice, and the first may already be over.
  return first >= at
    ? first
    : end.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}

function isQuiet(time: string, { from, to }: { from: string; to: string }): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
