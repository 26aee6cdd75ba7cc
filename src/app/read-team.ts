import { openAppealsOf } from '../db/appeals.ts';
import { scoredSince } from '../db/leases.ts';
import { absencesOf, type Member, peopleWithRole } from '../db/people.ts';
import {
  callsToHear,
  expiriesSince,
  givenBackSince,
  keptOutSince,
  latestCallsOf,
  readySince,
  type Suggestion,
} from '../db/team.ts';
import { percentText, ppmOf } from '../domain/credit.ts';
import { type Outcome, refuse } from '../domain/refusal.ts';
import {
  type Instant,
  type LocalMonth,
  localDateOf,
  localMonthOf,
  plusDuration,
  startOfMonth,
} from '../domain/time.ts';
import type { App } from './app.ts';
import { readCredit, type SellerCredit } from './read-credit.ts';

export type { Suggestion } from '../db/team.ts';

/** Below so many counted calls a mean says nothing of a person. */
export const enoughCalls = 5;
const suggestedMost = 3;
const hearWithin = 'P14D';
const latestMost = 5;

/** One seller's month, as a head or mentor sees it. */
export interface TeamLine {
  person: Member;
  credit: SellerCredit | null;
  /** The section with the lowest mean; null where too little counts. */
  weakest: string | null;
  openAppeals: number;
  /** Calls kept out of credit by asking or taking, and their share of all that could be drawn. */
  keptOut: { asked: number; taken: number; percent: string | null };
  absent: boolean;
}

/** A controller's month, as the heads see it. */
export interface ControllerLine {
  person: Member;
  scored: number;
  givenBack: { reason: string; n: number }[];
  expired: number;
}

/** The sellers whom somebody heads, by name; of a mentor the present mentees. */
export function teamOf(app: App, member: Member, as: 'supervisor' | 'mentor'): Member[] {
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

export function teamLine(app: App, person: Member): TeamLine {
  const { month, since } = monthOf(app);
  const credit =
    readCredit(app, month, person.id).sellers.find(({ sellerId }) => sellerId === person.id) ??
    null;
  const today = localDateOf(app.now(), app.policy().timeZone);
  return {
    person,
    credit,
    weakest: credit && credit.calls >= enoughCalls ? weakestOf(credit) : null,
    openAppeals: openAppealsOf(app.db, person.id),
    keptOut: keptOutOf(app, person.id, since),
    absent: absencesOf(app.db, person.id, today).some(({ from }) => from <= today),
  };
}

function keptOutOf(app: App, sellerId: number, since: Instant): TeamLine['keptOut'] {
  const { asked, taken } = keptOutSince(app.db, sellerId, since);
  const ready = readySince(app.db, sellerId, since);
  const share = Math.min(asked + taken, ready);
  return { asked, taken, percent: ready === 0 ? null : percentText(ppmOf(share, ready)) };
}

function weakestOf({ types }: SellerCredit): string | null {
  const sections = types
    .flatMap((type) => type.sections)
    .flatMap(({ name, meanPercent }) => (meanPercent === null ? [] : [{ name, meanPercent }]));
  const lowest = sections.sort((a, b) => Number(a.meanPercent) - Number(b.meanPercent))[0];
  return lowest && Number(lowest.meanPercent) < 100 ? lowest.name : null;
}

/**
 * Calls worth a listen: the longest of the last two weeks that nobody has taken up, no two with the
 * same client.
 */
export function suggestedCalls(app: App, people: readonly Member[]): Suggestion[] {
  const { timeZone, minTalkS } = app.policy();
  const since = plusDuration(app.now(), `-${hearWithin}`, timeZone);
  const found = people.flatMap(({ id }) => callsToHear(app.db, id, { since, minTalkS }));
  const longest = found.sort((a, b) => b.talkS - a.talkS || a.id - b.id);
  const seen = new Set<string>();
  const spread = longest.filter(({ counterpart }) => {
    if (seen.has(counterpart)) return false;
    seen.add(counterpart);
    return true;
  });
  return spread.slice(0, suggestedMost);
}

/** A page on one person of the team: their month, their latest calls, what to listen to. */
export interface TeamPage {
  line: TeamLine;
  month: LocalMonth;
  latest: number[];
  suggested: Suggestion[];
}

export function teamPage(app: App, member: Member, personId: number): Outcome<{ page: TeamPage }> {
  const person = [...teamOf(app, member, 'supervisor'), ...teamOf(app, member, 'mentor')].find(
    ({ id }) => id === personId,
  );
  if (!person) return refuse('person_not_found');
  const page = {
    line: teamLine(app, person),
    month: monthOf(app).month,
    latest: latestCallsOf(app.db, personId, latestMost),
    suggested: suggestedCalls(app, [person]),
  };
  return { ok: true, page };
}

/** The controllers' month: what they scored, gave back and let run out. */
export function controllerLines(app: App, member: Member): Outcome<{ lines: ControllerLine[] }> {
  if (!member.roles.includes('supervisor')) return refuse('not_allowed');
  const { since } = monthOf(app);
  const lines = peopleWithRole(app.db, 'controller', app.now()).map((person) => ({
    person,
    scored: scoredSince(app.db, person.id, since),
    givenBack: givenBackSince(app.db, person.id, since),
    expired: expiriesSince(app.db, person.id, since),
  }));
  return { ok: true, lines };
}
