/** How tables and spreadsheets spell times, lengths and numbers, read without guessing at what may mean two things. */

const isoWall =
  /^(\d{4})([-/])(\d\d?)\2(\d\d?)(?:(?:T| +)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?$/;
const dottedWall = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:,? +(\d\d?):(\d\d)(?::(\d\d))?)?$/;

/**
 * `2026-11-23 14:05`, `2026/2/10 9:41:00` and `23.11.2026, 14:05` as `YYYY-MM-DDTHH:MM:SS`; null for what is
 * none of these, as `02/10/2026`, of which nobody can say which is the month. A day alone is its midnight.
 */
export function spelledWallTime(text: string): string | null {
  const iso = isoWall.exec(text);
  if (iso) {
    const [, year, , month, day, ...clock] = iso;
    return wall(year, month, day, clock);
  }
  const dotted = dottedWall.exec(text);
  if (!dotted) return null;
  const [, day, month, year, ...clock] = dotted;
  return wall(year, month, day, clock);
}

function wall(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  clock: readonly (string | undefined)[],
): string {
  const two = (part: string | undefined) => (part ?? '').padStart(2, '0');
  const time = [0, 1, 2].map((at) => two(clock[at] ?? '0')).join(':');
  return `${year}-${two(month)}-${two(day)}T${time}`;
}

const decimal = /^(\d{1,6})[.,]\d{1,9}$/;
const clockLength = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/;

/** Whole seconds in `70`, `70.48`, `70,48` and `0:01:10`; null for what is none, as `1:10`, which may be of hours. */
export function spelledSeconds(text: string): number | null {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const whole = decimal.exec(text)?.[1];
  // Asterisk counts the seconds that are over, and writes their parts only where it is asked to.
  if (whole !== undefined) return Number(whole);
  const clock = clockLength.exec(text);
  if (!clock) return null;
  const [, hours, minutes, seconds] = clock.map(Number);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const scientific = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Whether a number is lost: a spreadsheet made `7,91612E+10` of it, and its last digits are nowhere. */
export const isRoundedOff = (text: string): boolean => text.includes('+') && scientific.test(text);

export const roundedOff = (text: string): string =>
  `was rounded off to "${text}" by a spreadsheet; make the column text there, and export it anew`;
