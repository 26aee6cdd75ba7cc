import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Role } from '../domain/person.ts';
import type { PersonChange, PersonFacts } from '../domain/person-facts.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Orm, Tx } from './open.ts';
import { type Given, nameOf, prepared } from './query.ts';
import {
  directions,
  extensions,
  mentorships,
  people,
  peopleChanges,
  personRoles,
  personScopes,
} from './schema/people.ts';

const heads = alias(directions, 'heads');
const mentors = alias(people, 'mentors');

/** A list as SQLite writes it. */
const list = <T>(select: SQL) => sql`(${select})`.mapWith((json: string) => JSON.parse(json) as T);

// Ordered before they are listed: an ORDER BY within json_group_array sorts also what an index has in order.
const rolesOf = sql`SELECT json_group_array(${nameOf(personRoles.role)}) FROM (
  SELECT ${personRoles.role} FROM ${personRoles}
   WHERE ${personRoles.personId} = ${people.id} ORDER BY ${personRoles.role})`;
const headsAll = sql`(SELECT max(${personRoles.allDirections}) FROM ${personRoles}
  WHERE ${personRoles.personId} = ${people.id} AND ${personRoles.role} = 'supervisor')`;
const scopesOf = sql`SELECT json_group_array(${nameOf(heads.name)}) FROM (
  SELECT ${heads.name} FROM ${personScopes}
    JOIN ${directions} ${heads} ON ${heads.id} = ${personScopes.directionId}
   WHERE ${personScopes.personId} = ${people.id} ORDER BY ${heads.name})`;
const extensionsOf = sql`SELECT json_group_array(json_object(
    'source', ${nameOf(extensions.source)}, 'extension', ${nameOf(extensions.extension)})) FROM (
  SELECT ${extensions.source}, ${extensions.extension} FROM ${extensions}
   WHERE ${extensions.personId} = ${people.id} ORDER BY ${extensions.source}, ${extensions.extension})`;
const mentorsOf = sql`SELECT json_group_array(json_object('externalId', ${nameOf(mentors.externalId)},
    'name', ${nameOf(mentors.name)}, 'fromAt', ${nameOf(mentorships.fromAt)})) FROM (
  SELECT ${mentors.externalId}, ${mentors.name}, ${mentorships.fromAt} FROM ${mentorships}
    JOIN ${people} ${mentors} ON ${mentors.id} = ${mentorships.mentorId}
   WHERE ${mentorships.menteeId} = ${people.id} AND ${mentorships.toAt} IS NULL
   ORDER BY ${mentors.externalId})`;

const facts = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      name: people.name,
      direction: directions.name,
      language: people.language,
      telegramId: people.telegramId,
      active: people.active,
      roles: list<Role[]>(rolesOf),
      headsAll: headsAll.mapWith(personRoles.allDirections),
      scopes: list<string[]>(scopesOf),
      extensions: list<PersonFacts['extensions']>(extensionsOf),
      mentors: list<PersonFacts['mentors']>(mentorsOf),
    })
    .from(people)
    .leftJoin(directions, eq(directions.id, people.directionId))
    .where(eq(people.id, id)),
);

/** Somebody as they are now; throws where there is no such person. */
export function personFacts(db: Db, id: number): PersonFacts {
  const row = facts(db).get({ id });
  if (!row) throw new Error(`there is no person ${id}`);
  const { headsAll, scopes, ...rest } = row;
  return { ...rest, scopes: headsAll ? 'all' : scopes };
}

export interface NewPersonChange {
  at: Instant;
  /** Null: the API, a file or the command line. */
  byId: number | null;
  personId: number;
  what: PersonChange;
  before: object;
  after: object;
}

const insert = prepared((orm, given: Given<NewPersonChange>) =>
  orm.insert(peopleChanges).values({
    at: given.at,
    byId: given.byId,
    personId: given.personId,
    what: given.what,
    before: given.before,
    after: given.after,
  }),
);

/** Answers the id of the row. */
export function recordPersonChange(tx: Tx, change: NewPersonChange): number {
  return Number(insert(tx).run(change).lastInsertRowid);
}

const by = alias(people, 'by');

function selectChanges(orm: Orm) {
  return orm
    .select({
      id: peopleChanges.id,
      at: peopleChanges.at,
      byId: peopleChanges.byId,
      byName: by.name,
      byExternalId: by.externalId,
      personId: peopleChanges.personId,
      personName: people.name,
      what: peopleChanges.what,
      before: peopleChanges.before,
      after: peopleChanges.after,
    })
    .from(peopleChanges)
    .innerJoin(people, eq(people.id, peopleChanges.personId))
    .leftJoin(by, eq(by.id, peopleChanges.byId));
}

export type PersonChangeRow = ReturnType<ReturnType<typeof selectChanges>['all']>[number];

const ofAll = prepared((orm, given: Given<{ beforeId: number; most: number }>) =>
  selectChanges(orm)
    .where(lt(peopleChanges.id, given.beforeId))
    .orderBy(desc(peopleChanges.id))
    .limit(given.most),
);

const ofPerson = prepared(
  (orm, given: Given<{ personId: number; beforeId: number; most: number }>) =>
    selectChanges(orm)
      .where(and(eq(peopleChanges.personId, given.personId), lt(peopleChanges.id, given.beforeId)))
      .orderBy(desc(peopleChanges.id))
      .limit(given.most),
);

/** Changes of one person, or of all, the newest first, from below `beforeId`. */
export function personChangesBefore(
  db: Db,
  personId: number | null,
  beforeId: number,
  most: number,
): PersonChangeRow[] {
  return personId === null
    ? ofAll(db).all({ beforeId, most })
    : ofPerson(db).all({ personId, beforeId, most });
}

const named = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select({ id: peopleChanges.id })
    .from(peopleChanges)
    .where(
      and(
        eq(peopleChanges.personId, personId),
        sql`json_extract(${peopleChanges.after}, '$.name') IS NOT NULL`,
      ),
    )
    .limit(1),
);

/** Whether somebody's name was ever given by a person, a file or the API, or changed since. */
export function wasNamed(db: Db, personId: number): boolean {
  return named(db).get({ personId }) !== undefined;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  selectChanges(orm).where(eq(peopleChanges.id, id)),
);

export function personChangeById(db: Db, id: number): PersonChangeRow | null {
  return byId(db).get({ id }) ?? null;
}
