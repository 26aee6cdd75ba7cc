import { Temporal } from 'temporal-polyfill';
import { type Instant, type LocalDate, startOfDay } from './time.ts';

const dayMs = 86_400_000;
const reminderMs = 4 * 3_600_000;

/** A seller's absence: whole local dates, both ends included. */
export type Absence = { from: LocalDate; to: LocalDate };

export type DelayTerms = {
  /** When the clock starts: the notice's delivery, or the instant at which delivery was given up. */
  startedAt: Instant;
  /** ISO 8601, as `isDuration` accepts: `P2D`, `PT48H`. */
  delay: string;
  /** IANA zone of the policy. */
  zone: string;
  /** Whether the clock stands still on Saturdays, Sundays and holidays. */
  workingDays: boolean;
  /** Local dates that are not working days; looked at only where `workingDays` is set. */
  holidays?: readonly LocalDate[];
  absences: readonly Absence[];
};

/**
 * The first instant at which an appeal is too late and approval is due (DESIGN 3.4).
 *
 * The clock runs on whole local dates: all dates, or with `workingDays` Monday to Friday without
 * the holidays, and never on a date of an absence. From this all follows:
 * - A start on a date that does not run counts as the first instant of the next date that does.
 * - Calendar parts (`P2D`) count running dates and keep the wall time: started on Friday 15:00 with
 *   working days, the second running date is Tuesday, the deadline Tuesday 15:00. A wall time that
 *   the zone skips moves forward, one that occurs twice is the earlier.
 * - Clock parts (`PT48H`) are exact and use up running dates only: 48 hours with an absence of one
 *   day in between end 24 hours later (23 or 25 where the zone shifts on that day).
 * - The deadline itself lies on a date that runs: time used up exactly at midnight before a date
 *   that does not run ends at the first instant of the next that does.
 */
export function deadlineOf(terms: DelayTerms): Instant {
  const { delay, zone } = terms;
  const runs = runningDates(terms);
  const duration = Temporal.Duration.from(delay);
  const started = startOfClock(terms.startedAt, zone, runs);
  const afterDays = addRunningDays(started, duration, zone, runs);
  return addRunningTime(afterDays, clockMsOf(duration), zone, runs);
}

/** When the seller is reminded: 4 hours before the deadline, which a short delay puts before its start. */
export function reminderAt(deadlineAt: Instant): Instant {
  return deadlineAt - reminderMs;
}

/** The one definition of the edge: an appeal is in time strictly before the deadline. */
export function appealIsOpen(deadlineAt: Instant, now: Instant): boolean {
  return now < deadlineAt;
}

/** Approval is due exactly when an appeal is not open any more: at the deadline or after it. */
export function approvalIsDue(deadlineAt: Instant, now: Instant): boolean {
  return !appealIsOpen(deadlineAt, now);
}

/** What is left to the seller at least where an absence that stopped the clock is taken back. */
const leftAtLeast = 'PT24H';

/**
 * A running deadline after absences changed (DESIGN 3.4). `was` and `is` are the terms of its clock
 * with the absences before and after: only what they differ by moves it, not a rule changed meanwhile.
 * A time that is over stays over; none is cut to less than 24 hours from now, counted like all of the
 * clock on dates that run. A deadline that this has put off the rule is carried on with the time that
 * is left until it, so that a later absence stops that as well.
 */
export function movedDeadline(
  deadlineAt: Instant,
  { was, is, now }: { was: DelayTerms; is: DelayTerms; now: Instant },
): Instant {
  if (approvalIsDue(deadlineAt, now)) return deadlineAt;
  const [before, after] = [deadlineOf(was), deadlineOf(is)];
  const carry = () => afterRunning(is, now, runningMs(was, now, deadlineAt));
  const next = deadlineAt === before ? after : after > before ? Math.max(after, carry()) : carry();
  if (next >= deadlineAt) return next;
  const least = deadlineOf({ ...is, startedAt: now, delay: leftAtLeast });
  return Math.min(deadlineAt, Math.max(next, least));
}

/** How much of an interval lies on dates that run. */
function runningMs(terms: DelayTerms, fromAt: Instant, toAt: Instant): number {
  const { zone } = terms;
  const runs = runningDates(terms);
  let ms = 0;
  for (let at = startOfClock(fromAt, zone, runs); at < toAt; ) {
    const day = localDayOf(at, zone);
    ms += Math.min(toAt, startOfDay(dateOf(day + 1), zone)) - at;
    at = startOfDay(dateOf(nextRunning(day, runs)), zone);
  }
  return ms;
}

/** When so much time on dates that run will be over. */
function afterRunning(terms: DelayTerms, fromAt: Instant, ms: number): Instant {
  const runs = runningDates(terms);
  return addRunningTime(startOfClock(fromAt, terms.zone, runs), ms, terms.zone, runs);
}

/** Answers for a day, counted from 1970-01-01, whether the clock runs on it. */
type RunsOn = (day: number) => boolean;

function runningDates({ workingDays, holidays = [], absences }: DelayTerms): RunsOn {
  const holidayDays = new Set(holidays.map(dayOf));
  const away = absences.map(({ from, to }) => ({ from: dayOf(from), to: dayOf(to) }));
  return (day) => {
    if (away.some(({ from, to }) => day >= from && day <= to)) return false;
    if (!workingDays) return true;
    // 1970-01-01 was a Thursday, so this counts from Sunday as 0.
    const weekday = (day + 4) % 7;
    return weekday !== 0 && weekday !== 6 && !holidayDays.has(day);
  };
}

function startOfClock(startedAt: Instant, zone: string, runs: RunsOn): Instant {
  const day = localDayOf(startedAt, zone);
  return runs(day) ? startedAt : startOfDay(dateOf(nextRunning(day, runs)), zone);
}

function addRunningDays(
  at: Instant,
  duration: Temporal.Duration,
  zone: string,
  runs: RunsOn,
): Instant {
  const started = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const firstDate = started.toPlainDate();
  const { years, months, weeks, days } = duration;
  // A month or a year is as many days as it has from the start's date on.
  const count = firstDate.until(firstDate.add({ years, months, weeks, days })).days;
  if (count === 0) return at;
  let day = dayOf(firstDate.toString());
  for (let counted = 0; counted < count; counted += 1) day = nextRunning(day, runs);
  return Temporal.PlainDate.from(dateOf(day)).toZonedDateTime({
    timeZone: zone,
    plainTime: started.toPlainTime(),
  }).epochMilliseconds;
}

function addRunningTime(at: Instant, ms: number, zone: string, runs: RunsOn): Instant {
  let day = localDayOf(at, zone);
  let from = at;
  let left = ms;
  for (;;) {
    const leftOfDay = startOfDay(dateOf(day + 1), zone) - from;
    if (left < leftOfDay) return from + left;
    left -= leftOfDay;
    day = nextRunning(day, runs);
    from = startOfDay(dateOf(day), zone);
  }
}

function clockMsOf({ hours, minutes, seconds, milliseconds }: Temporal.Duration): number {
  return hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + milliseconds;
}

function nextRunning(day: number, runs: RunsOn): number {
  let next = day + 1;
  while (!runs(next)) next += 1;
  return next;
}

/** Not by way of `localDateOf`: an absence until 9999-12-31, the usual *for ever*, ends beyond it. */
function localDayOf(at: Instant, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return dayOf(local.toPlainDate().toString());
}

function dayOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

function dateOf(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, -14);
}
