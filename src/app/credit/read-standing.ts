import {
  annulledScores,
  lostAppeals,
  type PartOf,
  type Stretch,
  upheldAppeals,
} from '../../db/decisions.ts';
import { type Member, peopleWithRole, personById } from '../../db/people.ts';
import { keptOutParts, takenOut } from '../../db/team.ts';
import { type Part, type Standing, standingOf } from '../../domain/chance.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import {
  endOfMonth,
  type LocalMonth,
  localMonthOf,
  monthsThrough,
  startOfMonth,
} from '../../domain/time.ts';
import type { App } from '../app.ts';
import { teamOf } from './read-team.ts';

/** What stays is said, to those who head it: shares of people, each against what chance would give. */

/** Appeals are few: they are counted over so many months, the one shown among them. */
export const standingMonths = 3;

const monthNow = (app: App) => localMonthOf(app.now(), app.policy().timeZone);

function stretchOf(app: App, last: LocalMonth, count: number): Stretch {
  const { timeZone } = app.policy();
  const first = monthsThrough(last, count)[0] ?? last;
  return { from: startOfMonth(first, timeZone), to: endOfMonth(last, timeZone) };
}

function together(parts: Iterable<Part>): Part {
  let [count, of] = [0, 0];
  for (const part of parts) {
    count += part.count;
    of += part.of;
  }
  return { count, of };
}

const partOf = (parts: readonly PartOf[], id: number): Part => {
  const { count, of } = parts.find(({ personId }) => personId === id) ?? { count: 0, of: 0 };
  return { count, of };
};

/** A seller's appeals of `standingMonths`, and the month's calls kept out of credit, as their heads see them. */
export interface SellerStanding {
  lost: Standing;
  keptOut: Standing;
}

/** Null: this person does not head the seller. */
export function sellerStanding(app: App, member: Member, sellerId: number): SellerStanding | null {
  if (!teamOf(app, member, 'supervisor').some(({ id }) => id === sellerId)) return null;
  const month = monthNow(app);
  const lost = lostAppeals(app.db, stretchOf(app, month, standingMonths));
  const kept = keptOutParts(app.db, stretchOf(app, month, 1).from);
  return {
    lost: standingOf(partOf(lost, sellerId), together(lost), 'many'),
    keptOut: standingOf(partOf(kept, sellerId), together(kept), 'many'),
  };
}

interface Line {
  name: string;
  standing: Standing;
}

/** The decisions of the heads up to a month, and what mentors keep out of credit at present. */
export interface Decisions {
  month: LocalMonth;
  /** Whether this person sees the heads: those who head everything, and administrators. */
  ofHeads: boolean;
  /** Of the decisions of `standingMonths`, what went the seller's way. */
  upheld: Line[];
  /** Who annulled which credit scores in the month, of how many decisions. */
  annulled: { name: string; decisions: number; callIds: number[] }[];
  /** Of the mentees' calls of the present month, those that their mentor took before the draw. */
  mentors: Line[];
}

/** `month`: null for the present one. */
export function readDecisions(
  app: App,
  member: Member,
  month: LocalMonth | null = null,
): Outcome<{ found: Decisions }> {
  const isAdmin = member.roles.includes('admin');
  if (!isAdmin && !member.roles.includes('supervisor')) return refuse('not_allowed');
  const ofHeads = isAdmin || member.heads === 'all';
  const shown = month ?? monthNow(app);
  return app.db.snapshot(() => ({
    ok: true as const,
    found: {
      month: shown,
      ofHeads,
      upheld: ofHeads ? upheldLines(app, shown) : [],
      annulled: ofHeads ? annulledLines(app, shown) : [],
      mentors: mentorLines(app, ofHeads ? null : member),
    },
  }));
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'ru');

const nameOf = (app: App, id: number) => personById(app.db, id, app.now())?.name ?? '—';

function upheldLines(app: App, month: LocalMonth): Line[] {
  const parts = upheldAppeals(app.db, stretchOf(app, month, standingMonths));
  const all = together(parts);
  return parts
    .map(({ personId, count, of }) => ({
      name: nameOf(app, personId),
      standing: standingOf({ count, of }, all, 'both'),
    }))
    .sort(byName);
}

function annulledLines(app: App, month: LocalMonth): Decisions['annulled'] {
  const stretch = stretchOf(app, month, 1);
  const decided = upheldAppeals(app.db, stretch);
  const annulled = annulledScores(app.db, stretch);
  return decided
    .map(({ personId, of }) => ({
      name: nameOf(app, personId),
      decisions: of,
      callIds: annulled.filter((one) => one.personId === personId).map(({ callId }) => callId),
    }))
    .filter(({ callIds }) => callIds.length > 0)
    .sort((a, b) => b.callIds.length - a.callIds.length || byName(a, b));
}

/** Mentors who have mentees in the scope of `head`; null: all of them. Compared with all there are. */
function mentorLines(app: App, head: Member | null): Line[] {
  const { from } = stretchOf(app, monthNow(app), 1);
  const ready = new Map(keptOutParts(app.db, from).map(({ personId, of }) => [personId, of]));
  const mentors = peopleWithRole(app.db, 'mentor', app.now()).map((mentor) => {
    const taken = takenOut(app.db, mentor.id, from);
    const parts = mentor.menteeIds.map((id) => ({
      count: taken.get(id) ?? 0,
      of: ready.get(id) ?? 0,
    }));
    return { mentor, ...together(parts) };
  });
  const all = together(mentors);
  const team = head && new Set(teamOf(app, head, 'supervisor').map(({ id }) => id));
  return mentors
    .filter(({ mentor, of }) => of > 0 && (!team || mentor.menteeIds.some((id) => team.has(id))))
    .map(({ mentor, count, of }) => ({
      name: mentor.name,
      standing: standingOf({ count, of }, all, 'many'),
    }))
    .sort(byName);
}
