import { changeCall } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { cancelNotices } from '../../db/outbox.ts';
import { type Member, personById } from '../../db/people.ts';
import {
  type AbsenceRow,
  absenceById,
  absencesFrom,
  allAbsencesFrom,
  deleteAbsence,
  endAbsenceOn,
  insertAbsence,
  runningClocksOf,
} from '../../db/people-absences.ts';
import { recordPersonChange } from '../../db/people-changes.ts';
import { policyAt } from '../../db/policy.ts';
import { daysMax } from '../../domain/absence-dates.ts';
import { type DelayTerms, movedDeadline } from '../../domain/deadline.ts';
import type { AbsenceFacts, PersonChange } from '../../domain/person-facts.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import {
  type Instant,
  isLocalDate,
  type LocalDate,
  localDateOf,
  plusDuration,
} from '../../domain/time.ts';
import type { App } from '../app.ts';
import { clockTerms, planReminder } from '../notices/deliver-notices.ts';
import { notify } from '../notices/notify.ts';
import { barredOnSelf, tellOnSelf } from './act-on-self.ts';

export type { AbsenceRow } from '../../db/people-absences.ts';

const dayMs = 86_400_000;
const listedMax = 1000;

/** Who acts: an administrator, or null for the command line. */
export type By = Member | null;

/**
 * Records that somebody is away: their calls from now on are not drawn, and their time to appeal stands
 * still meanwhile.
 */
export function addAbsence(
  app: App,
  by: By,
  personId: number,
  absence: AbsenceFacts,
): Outcome<{ id: number; moved: number }> {
  if (!isSpan(absence, app.now())) return refuse('dates_wrong');
  return changeAbsences(app, by, personId, (tx) => {
    const known = absencesFrom(tx, personId, absence.from, listedMax);
    if (known.some((one) => sameDates(one, absence))) return refuse('absence_known');
    const id = insertAbsence(tx, personId, absence, app.now());
    return { ok: true, id, what: 'absence_added', before: {}, after: absence };
  });
}

/** Somebody is back today: yesterday was the last day. One that has not begun is removed. */
export function endAbsence(app: App, by: By, id: number): Outcome<{ id: number; moved: number }> {
  const absence = absenceById(app.db, id);
  if (!absence) return refuse('absence_not_found');
  const { timeZone } = app.policy();
  const yesterday = localDateOf(plusDuration(app.now(), '-P1D', timeZone), timeZone);
  if (absence.from > yesterday) return removeAbsence(app, by, id);
  return changeAbsences(app, by, absence.personId, (tx) => {
    const now = absenceById(tx, id);
    if (!now || now.to <= yesterday) return refuse('absence_not_found');
    endAbsenceOn(tx, id, yesterday);
    const after = { ...factsOf(now), to: yesterday };
    return { ok: true, id, what: 'absence_changed', before: factsOf(now), after };
  });
}

export function removeAbsence(
  app: App,
  by: By,
  id: number,
): Outcome<{ id: number; moved: number }> {
  const absence = absenceById(app.db, id);
  if (!absence) return refuse('absence_not_found');
  return changeAbsences(app, by, absence.personId, (tx) => {
    if (!absenceById(tx, id)) return refuse('absence_not_found');
    deleteAbsence(tx, id);
    return { ok: true, id, what: 'absence_removed', before: factsOf(absence), after: {} };
  });
}

/** Present and coming absences, of one person or of all. */
export function absencesNow(
  app: App,
  personId: number | null,
): (AbsenceRow & { externalId: string; name: string })[] {
  const today = localDateOf(app.now(), app.policy().timeZone);
  const all = allAbsencesFrom(app.db, today, listedMax);
  return personId === null ? all : all.filter((absence) => absence.personId === personId);
}

type Change = Outcome<{ id: number; what: PersonChange; before: object; after: object }>;

/** Changes absences, keeps that in the history, and moves the deadlines that they stop. */
function changeAbsences(
  app: App,
  by: By,
  personId: number,
  change: (tx: Tx) => Change,
): Outcome<{ id: number; moved: number }> {
  if (by !== null && !by.roles.includes('admin')) return refuse('not_allowed');
  return app.db.transaction((tx): Outcome<{ id: number; moved: number }> => {
    const now = app.now();
    if (!personById(tx, personId, now)) return refuse('person_not_found');
    const self = by?.id === personId ? by : null;
    const barred = self && barredOnSelf(app, self);
    if (barred) return barred;
    const clocks = clocksOf(tx, app, personId);
    const done = change(tx);
    if (!done.ok) return done;
    const { id, what, before, after } = done;
    const row = { at: now, byId: by?.id ?? null, personId, what, before, after };
    const changeId = recordPersonChange(tx, row);
    if (self) tellOnSelf(tx, app, self, { changeId });
    return { ok: true, id, moved: moveDeadlines(tx, app, personId, clocks) };
  });
}

/** By the absences now, call by call: what each clock is compared with after a change. */
function clocksOf(tx: Tx, app: App, sellerId: number): Map<number, DelayTerms> {
  const clocks = runningClocksOf(tx, sellerId);
  return new Map(clocks.map(({ callId, fromAt }) => [callId, termsOf(tx, app, sellerId, fromAt)]));
}

/** The rules are those under which the clock began: a change of them touches no clock that runs. */
function termsOf(tx: Tx, app: App, sellerId: number, fromAt: number): DelayTerms {
  return clockTerms(app, sellerId, fromAt, policyAt(tx, fromAt));
}

/** Moves the running deadlines of a seller with their reminders, and says so once, without a sound. */
function moveDeadlines(
  tx: Tx,
  app: App,
  sellerId: number,
  before: ReadonlyMap<number, DelayTerms>,
): number {
  const now = app.now();
  const earliestAt = app.nowEarliest();
  const moved: number[] = [];
  for (const { callId, fromAt, deadlineAt } of runningClocksOf(tx, sellerId)) {
    const is = termsOf(tx, app, sellerId, fromAt);
    const next = movedDeadline(deadlineAt, { was: before.get(callId) ?? is, is, now: earliestAt });
    if (next === deadlineAt) continue;
    changeCall(tx, callId, { deadlineAt: next });
    cancelNotices(tx, callId, 'deadline_reminder');
    planReminder(tx, app, { callId, sellerId, deadlineAt: next }, now);
    moved.push(callId);
  }
  if (moved.length > 0) {
    notify(tx, app, {
      key: `deadlines_moved:${sellerId}:${now}:${moved.join()}`,
      personId: sellerId,
      kind: 'deadlines_moved',
      payload: { calls: moved },
    });
  }
  return moved.length;
}

/** Somebody who is away for longer than `daysMax` is rather deactivated; what begins further off is a typing error. */
function isSpan({ from, to }: { from: LocalDate; to: LocalDate }, now: Instant): boolean {
  if (!isLocalDate(from) || !isLocalDate(to) || from > to) return false;
  if (Math.abs(Date.parse(from) - now) / dayMs > daysMax) return false;
  return (Date.parse(to) - Date.parse(from)) / dayMs < daysMax;
}

const sameDates = (one: AbsenceFacts, other: AbsenceFacts) =>
  one.from === other.from && one.to === other.to && one.kind === other.kind;

const factsOf = ({ kind, from, to }: AbsenceFacts): AbsenceFacts => ({ kind, from, to });
