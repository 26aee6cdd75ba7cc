import { leaseOf } from '../../db/leases.ts';
import { type Member, peopleWithRole, personByExternalId, personById } from '../../db/people.ts';
import { type AbsenceRow, absencesFrom } from '../../db/people-absences.ts';
import { type PersonChangeRow, personChangesBefore, personFacts } from '../../db/people-changes.ts';
import {
  allDirections,
  type Direction,
  directionById,
  draftsOf,
  type ListedPerson,
  type Mentorship,
  menteesOf,
  mentorsOf,
  openInviteUntil,
  personKey,
  walkPeople,
} from '../../db/people-lists.ts';
import { callsInHandOf } from '../../db/returns.ts';
import { isOnSelf, type PersonFacts } from '../../domain/person-facts.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { searchWords } from '../../domain/search-words.ts';
import { type Instant, localDateOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { By } from './manage-absences.ts';

export type { PersonChangeRow } from '../../db/people-changes.ts';
export type { Direction, ListedPerson, Mentorship } from '../../db/people-lists.ts';

const absencesMax = 10;
const directionsMax = 60;
const changesLooked = 50;

export interface PeopleAsked {
  /** What was typed to narrow the list. */
  search: string;
  /** The person whose place the page begins at, which way from there; null: from the top. */
  from: { way: 'after' | 'before'; id: number } | null;
  most: number;
}

export interface PeoplePage {
  people: ListedPerson[];
  earlier: boolean;
  later: boolean;
}

const mayManage = (by: By) => by === null || by.roles.includes('admin');

/** A page of the people, active ones first, by name. */
export function peoplePage(app: App, by: By, asked: PeopleAsked): Outcome<PeoplePage> {
  if (!mayManage(by)) return refuse('not_allowed');
  const today = localDateOf(app.now(), app.policy().timeZone);
  const words = searchWords(asked.search);
  const key = asked.from ? personKey(app.db, asked.from.id) : null;
  const way = key && asked.from ? asked.from.way : 'after';
  const most = asked.most + 1;
  const walked = walkPeople(app.db, today, { way, from: key, words, most });
  const people = walked.slice(0, asked.most);
  const more = walked.length > asked.most;
  const back = way === 'before';
  return {
    ok: true,
    people: back ? people.reverse() : people,
    earlier: back ? more : key !== null,
    later: back ? true : more,
  };
}

/** Somebody with all that is kept and set of them, and what they have in hand. */
export interface PersonPage {
  person: Member;
  facts: PersonFacts;
  mentors: Mentorship[];
  mentees: Mentorship[];
  /** Present and coming. */
  absences: AbsenceRow[];
  today: string;
  inviteUntilAt: Instant | null;
  /** What somebody last changed of theirs by their own hand, as far back as the last changes go. */
  onSelf: PersonChangeRow | null;
  holds: { leased: number | null; teaching: number[]; drafts: number };
}

export function personPage(app: App, by: By, id: number): Outcome<{ page: PersonPage }> {
  if (!mayManage(by)) return refuse('not_allowed');
  const { db } = app;
  const person = Number.isSafeInteger(id) ? personById(db, id, app.now()) : null;
  if (!person) return refuse('person_not_found');
  const today = localDateOf(app.now(), app.policy().timeZone);
  return {
    ok: true,
    page: {
      person,
      facts: personFacts(db, id),
      mentors: mentorsOf(db, id),
      mentees: menteesOf(db, id),
      absences: absencesFrom(db, id, today, absencesMax),
      today,
      inviteUntilAt: openInviteUntil(db, id, app.now()),
      onSelf:
        personChangesBefore(db, id, Number.MAX_SAFE_INTEGER, changesLooked).find(isOnSelf) ?? null,
      holds: {
        leased: leaseOf(db, id)?.callId ?? null,
        teaching: callsInHandOf(db, id),
        drafts: draftsOf(db, id),
      },
    },
  };
}

/** Somebody by the id that the company's CRM knows them by. */
export function personOf(app: App, externalId: string): Member | null {
  return personByExternalId(app.db, externalId, app.now());
}

export function directionsOf(app: App): Direction[] {
  return allDirections(app.db, directionsMax);
}

export function directionOf(app: App, id: number): Direction | null {
  return directionById(app.db, id);
}

/** The direction that somebody means by a typed name: one that there is, however it is written. */
export function directionMeant(app: App, typed: string): string {
  const plain = (name: string) => searchWords(name).join(' ');
  const known = allDirections(app.db, 1000).find(({ name }) => plain(name) === plain(typed));
  return known?.name ?? typed.trim();
}

/** Who can teach: active people with that role, by name. */
export function mentorsToChoose(app: App): Member[] {
  return peopleWithRole(app.db, 'mentor', app.now()).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What was changed, the newest first: of one person, or of all. */
export function peopleHistory(
  app: App,
  by: By,
  asked: { personId: number | null; beforeId: number | null; most: number },
): Outcome<{ changes: PersonChangeRow[]; more: boolean }> {
  if (!mayManage(by)) return refuse('not_allowed');
  const beforeId = asked.beforeId ?? Number.MAX_SAFE_INTEGER;
  const found = personChangesBefore(app.db, asked.personId, beforeId, asked.most + 1);
  return { ok: true, changes: found.slice(0, asked.most), more: found.length > asked.most };
}
