import { callKeys } from '../../db/call-lists.ts';
import { unfiltered } from '../../db/call-parts.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { scoredSince } from '../../db/leases.ts';
import { absencesOf, type Member, peopleWithRole } from '../../db/people.ts';
import {
  callsToHear,
  expiriesSince,
  firstReturnsSince,
  givenBackSince,
  keptOutSince,
  listenedSince,
  readySince,
  taughtSince,
} from '../../db/team.ts';
import { percentText, ppmOf } from '../../domain/credit.ts';
import { type Listened, listenedOf } from '../../domain/listened.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import {
  type Instant,
  type LocalMonth,
  localDateOf,
  localMonthOf,
  plusDuration,
  startOfMonth,
} from '../../domain/time.ts';
import type { App } from '../app.ts';
import { scopeOf } from '../calls/list-scope.ts';
import { openAppealsSeen } from '../calls/undecided-view.ts';
import { type BenchmarkSummary, benchmarkSummary } from '../scoring/benchmarks.ts';
import { takesLeft } from '../teaching/teach.ts';
import { readCredit, type SellerCredit } from './read-credit.ts';

/** Below so many counted calls a mean says nothing of a person. */
const enoughCalls = 5;
const suggestedMax = 3;
const hearWithin = 'P14D';
const latestMax = 5;

/** A mean in percent, null where it rests on too few calls. */
interface Figure {
  name: string;
  calls: number;
  mean: string | null;
}

/** One seller's month, as a head or mentor sees it. */
export interface TeamLine {
  person: Member;
  /** Calls that count in the month's credit. */
  calls: number;
  mean: string | null;
  /** The section with the lowest mean; null where too little counts, or nothing was missed. */
  weakest: string | null;
  openAppeals: number;
  /** Of the month's calls, those kept out of credit by asking or taking, and their share of all. */
  keptOut: { asked: number; taken: number; percent: string | null };
  /** Today. */
  absent: boolean;
}

/** A controller's month, as the heads see it. */
export interface ControllerLine {
  person: Member;
  scored: number;
  givenBack: { reason: string; n: number }[];
  /** Drawn calls that they were the first to give back, and how many of these somebody else scored. */
  firstReturns: { returned: number; scoredAfter: number };
  listened: Listened;
  expired: number;
  /** How near they came to the benchmarks; null: they have scored none. */
  benchmarks: BenchmarkSummary | null;
}

/** What a mentor or head taught in a month; the first two kinds kept their calls out of credit. */
export interface TeacherLine {
  person: Member;
  advice: number;
  training: number;
  side: number;
}

export type TeamRole = 'supervisor' | 'mentor';

/** The sellers whom somebody heads, by name; of a mentor the present mentees. */
export function teamOf(app: App, member: Member, as: TeamRole): Member[] {
  if (!member.roles.includes(as)) return [];
  const mine = ({ id, directionId }: Member) =>
    as === 'mentor'
      ? member.menteeIds.includes(id)
      : member.heads === 'all' || (directionId !== null && member.heads.includes(directionId));
  return peopleWithRole(app.db, 'seller', app.now())
    .filter((person) => person.id !== member.id && mine(person))
    .sort((a, b) => a.name.localeCompare(b.name, 'ru') || a.id - b.id);
}

interface Month {
  month: LocalMonth;
  since: Instant;
}

function monthOf(app: App): Month {
  const { timeZone } = app.policy();
  const month = localMonthOf(app.now(), timeZone);
  return { month, since: startOfMonth(month, timeZone) };
}

function creditOf(app: App, person: Member, { month }: Month): SellerCredit | null {
  const { sellers } = readCredit(app, month, person.id);
  return sellers.find(({ sellerId }) => sellerId === person.id) ?? null;
}

export function teamLine(app: App, member: Member, person: Member): TeamLine {
  const month = monthOf(app);
  return lineOf(app, { member, person }, month, creditOf(app, person, month));
}

function lineOf(
  app: App,
  { member, person }: { member: Member; person: Member },
  { since }: Month,
  credit: SellerCredit | null,
): TeamLine {
  const today = localDateOf(app.now(), app.policy().timeZone);
  return {
    person,
    calls: credit?.calls ?? 0,
    mean: credit && meanOf(credit),
    weakest: credit && weakestOf(credit),
    openAppeals: openAppealsSeen(app.db, member, person.id),
    keptOut: keptOutOf(app, person.id, since),
    absent: absencesOf(app.db, person.id, today).some(({ from }) => from <= today),
  };
}

function meanOf({ calls, meanPercent }: Pick<SellerCredit, 'calls' | 'meanPercent'>) {
  return calls >= enoughCalls ? meanPercent : null;
}

function weakestOf({ types }: SellerCredit): string | null {
  const sections = types.flatMap(({ name: type, sections: own }) =>
    own.map((section) => ({ type, name: section.name, mean: Number(meanOf(section) ?? 100) })),
  );
  const lowest = sections.sort((a, b) => a.mean - b.mean)[0];
  if (!lowest || lowest.mean === 100) return null;
  return types.length > 1 ? `${lowest.name} (${lowest.type})` : lowest.name;
}

function keptOutOf(app: App, sellerId: number, since: Instant): TeamLine['keptOut'] {
  const { asked, taken } = keptOutSince(app.db, sellerId, since);
  const ready = readySince(app.db, sellerId, since);
  return { asked, taken, percent: ready === 0 ? null : percentText(ppmOf(asked + taken, ready)) };
}

/**
 * Calls worth a listen that this person may take: the longest of the last two weeks that nobody has
 * taken up, no two with the same client, of sellers of whom they may still take any this week.
 */
export function suggestedCalls(app: App, member: Member, people: readonly Member[]): CallView[] {
  const { timeZone, minTalkS } = app.policy();
  const since = plusDuration(app.now(), `-${hearWithin}`, timeZone);
  const found = people
    .filter((person) => takesLeft(app, member, person.id) > 0)
    .flatMap(({ id }) => callsToHear(app.db, id, { since, minTalkS }));
  const longest = found.sort((a, b) => b.talkS - a.talkS || a.id - b.id);
  const heard = new Set<string>();
  const suggested: CallView[] = [];
  for (const { id, counterpart } of longest) {
    if (suggested.length === suggestedMax) break;
    if (heard.has(counterpart)) continue;
    const call = callFacts(app.db, id);
    const view = callView(app.db, id);
    if (!call || !view || !mayNow(call, 'take', asActor(member), app.nowEarliest()).ok) continue;
    heard.add(counterpart);
    suggested.push(view);
  }
  return suggested;
}

/** A page on one person of the team: their month, their latest calls, what to listen to. */
export interface TeamPage {
  line: TeamLine;
  month: LocalMonth;
  types: (Figure & { sections: Figure[] })[];
  latest: number[];
  suggested: CallView[];
}

export function teamPage(app: App, member: Member, personId: number): Outcome<{ page: TeamPage }> {
  const people = [...teamOf(app, member, 'supervisor'), ...teamOf(app, member, 'mentor')];
  const person = people.find(({ id }) => id === personId);
  if (!person) return refuse('person_not_found');
  const month = monthOf(app);
  const credit = creditOf(app, person, month);
  const figureOf = (part: Omit<Figure, 'mean'> & { meanPercent: string | null }): Figure => {
    return { name: part.name, calls: part.calls, mean: meanOf(part) };
  };
  const page = {
    line: lineOf(app, { member, person }, month, credit),
    month: month.month,
    types: (credit?.types ?? []).map((type) => {
      return { ...figureOf(type), sections: type.sections.map(figureOf) };
    }),
    latest: latestCalls(app, member, person),
    suggested: suggestedCalls(app, member, [person]),
  };
  return { ok: true, page };
}

/** The numbers of a person's latest calls, of those that the member may see. */
function latestCalls(app: App, member: Member, { id }: Member): number[] {
  const filter = { ...unfiltered, sellerId: id };
  const asked = { order: 'newest' as const, after: null, most: latestMax };
  return callKeys(app.db, scopeOf(member), filter, asked).keys.map((key) => key.id);
}

/** The controllers' month: what they scored, gave back and let run out; and who taught how much. */
export function controllerLines(
  app: App,
  member: Member,
): Outcome<{ lines: ControllerLine[]; teachers: TeacherLine[] }> {
  if (!member.roles.includes('supervisor')) return refuse('not_allowed');
  const { since } = monthOf(app);
  const lines = peopleWithRole(app.db, 'controller', app.now())
    .sort((a, b) => a.name.localeCompare(b.name, 'ru') || a.id - b.id)
    .map((person) => ({
      person,
      scored: scoredSince(app.db, person.id, since),
      givenBack: givenBackSince(app.db, person.id, since),
      firstReturns: firstReturnsSince(app.db, person.id, since),
      listened: listenedOf(listenedSince(app.db, person.id, since)),
      expired: expiriesSince(app.db, person.id, since),
      benchmarks: benchmarkSummary(app, person.id),
    }));
  return { ok: true, lines, teachers: teacherLines(app, since) };
}

/** Mentors and heads who taught anything since an instant, by name. */
function teacherLines(app: App, since: Instant): TeacherLine[] {
  const people = (['mentor', 'supervisor'] as const).flatMap((role) =>
    peopleWithRole(app.db, role, app.now()),
  );
  const teachers = [...new Map(people.map((person) => [person.id, person])).values()];
  return teachers
    .map((person) => ({ person, ...taughtSince(app.db, person.id, since) }))
    .filter(({ advice, training, side }) => advice + training + side > 0)
    .sort((a, b) => a.person.name.localeCompare(b.person.name, 'ru') || a.person.id - b.person.id);
}
