import { and, asc, eq, gte, type SQLWrapper, sql } from 'drizzle-orm';
import type { Language, Person, Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Orm } from './open.ts';
import { type Given, prepared } from './query.ts';
import {
  absences,
  directions,
  mentorships,
  people,
  personRoles,
  personScopes,
} from './schema/people.ts';

/** A person with what the chat needs beside the authorisation. */
export interface Member extends Person {
  readonly externalId: string;
  readonly language: Language;
  readonly telegramId: number | null;
  readonly active: boolean;
  readonly directionName: string | null;
}

const columns = {
  id: people.id,
  externalId: people.externalId,
  name: people.name,
  directionId: people.directionId,
  directionName: directions.name,
  language: people.language,
  telegramId: people.telegramId,
  active: people.active,
};

const held = sql`(SELECT json_group_array(json_array(${personRoles.role}, ${personRoles.allDirections}))
  FROM ${personRoles} WHERE ${personRoles.personId} = ${people.id})`;
const scopes = sql`(SELECT json_group_array(${personScopes.directionId})
  FROM ${personScopes} WHERE ${personScopes.personId} = ${people.id})`;
const menteesAt = (now: SQLWrapper) => sql`(SELECT json_group_array(${mentorships.menteeId})
  FROM ${mentorships} WHERE ${mentorships.mentorId} = ${people.id} AND ${mentorships.fromAt} <= ${now}
   AND (${mentorships.toAt} IS NULL OR ${mentorships.toAt} > ${now}))`;

function selectMembers(orm: Orm, now: SQLWrapper) {
  return orm
    .select({
      ...columns,
      held: held.mapWith((json: string) => JSON.parse(json) as [Role, 0 | 1][]),
      scopes: scopes.mapWith((json: string) => JSON.parse(json) as number[]),
      menteeIds: menteesAt(now).mapWith((json: string) => JSON.parse(json) as number[]),
    })
    .from(people)
    .leftJoin(directions, eq(directions.id, people.directionId));
}

type Row = ReturnType<ReturnType<typeof selectMembers>['all']>[number];

function toMember({ held, scopes, ...row }: Row): Member {
  const all = held.some(([role, allDirections]) => role === 'supervisor' && allDirections === 1);
  return { ...row, roles: held.map(([role]) => role), heads: all ? 'all' : scopes };
}

const byId = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  selectMembers(orm, now).where(eq(people.id, id)),
);

export function personById(db: Db, id: number, now: Instant): Member | null {
  const row = byId(db).get({ id, now });
  return row ? toMember(row) : null;
}

const byTelegramId = prepared((orm, given: Given<{ telegramId: number; now: Instant }>) =>
  selectMembers(orm, given.now).where(eq(people.telegramId, given.telegramId)),
);

export function personByTelegramId(db: Db, telegramId: number, now: Instant): Member | null {
  const row = byTelegramId(db).get({ telegramId, now });
  return row ? toMember(row) : null;
}

const byExternalId = prepared((orm, given: Given<{ externalId: string; now: Instant }>) =>
  selectMembers(orm, given.now).where(eq(people.externalId, given.externalId)),
);

export function personByExternalId(db: Db, externalId: string, now: Instant): Member | null {
  const row = byExternalId(db).get({ externalId, now });
  return row ? toMember(row) : null;
}

const withRole = prepared((orm, { role, now }: Given<{ role: Role; now: Instant }>) =>
  selectMembers(orm, now)
    .innerJoin(personRoles, eq(personRoles.personId, people.id))
    .where(and(eq(personRoles.role, role), eq(people.active, true)))
    .orderBy(asc(people.id)),
);

/** Active people who hold a role. */
export function peopleWithRole(db: Db, role: Role, now: Instant): Member[] {
  return withRole(db).all({ role, now }).map(toMember);
}

const endingFrom = prepared(
  (orm, { personId, fromDate }: Given<{ personId: number; fromDate: string }>) =>
    orm
      .select({ from: absences.fromDate, to: absences.toDate })
      .from(absences)
      .where(and(eq(absences.personId, personId), gte(absences.toDate, fromDate)))
      .orderBy(asc(absences.fromDate)),
);

/** Recorded absences of a person that end on or after a local date. */
export function absencesOf(db: Db, personId: number, fromDate: string) {
  return endingFrom(db).all({ personId, fromDate });
}
