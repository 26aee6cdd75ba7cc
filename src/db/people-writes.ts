import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Language, Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, nameOf, prepared } from './query.ts';
import {
  directions,
  extensions,
  mentorships,
  people,
  personRoles,
  personScopes,
} from './schema/people.ts';

const directionByName = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.select({ id: directions.id }).from(directions).where(eq(directions.name, name)),
);
const insertDirection = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.insert(directions).values({ name }),
);

/** The direction of a name, made where there is none yet. */
export function directionId(tx: Tx, name: string): number {
  const known = directionByName(tx).get({ name });
  return known?.id ?? Number(insertDirection(tx).run({ name }).lastInsertRowid);
}

const rename = prepared((orm, { from, to }: Given<{ from: string; to: string }>) =>
  orm.update(directions).set({ name: to }).where(eq(directions.name, from)),
);

/** Gives a direction another name; without effect where there is none of that name, or one of the other already. */
export function renameDirection(tx: Tx, from: string, to: string): void {
  if (!directionByName(tx).get({ name: to })) rename(tx).run({ from, to });
}

export type PersonRecord = Pick<
  typeof people.$inferSelect,
  'externalId' | 'name' | 'directionId' | 'language' | 'telegramId' | 'active'
>;

const insert = prepared((orm, given: Given<PersonRecord & { createdAt: Instant }>) =>
  orm.insert(people).values({
    externalId: given.externalId,
    name: given.name,
    directionId: given.directionId,
    language: given.language,
    telegramId: given.telegramId,
    active: given.active,
    createdAt: given.createdAt,
  }),
);

export function insertPerson(tx: Tx, person: PersonRecord, now: Instant): number {
  return Number(insert(tx).run({ ...person, createdAt: now }).lastInsertRowid);
}

const update = prepared((orm, given: Given<{ id: number } & Omit<PersonRecord, 'externalId'>>) =>
  orm
    .update(people)
    .set({
      name: given.name,
      directionId: given.directionId,
      language: given.language,
      telegramId: given.telegramId,
      active: given.active,
    })
    .where(eq(people.id, given.id)),
);

export function updatePerson(tx: Tx, id: number, person: PersonRecord): void {
  update(tx).run({ ...person, id });
}

const removeRoles = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm.delete(personRoles).where(eq(personRoles.personId, personId)),
);
const removeScopes = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm.delete(personScopes).where(eq(personScopes.personId, personId)),
);
const all = nameOf(personRoles.allDirections);
const addRole = prepared(
  (orm, given: Given<{ personId: number; role: Role; allDirections: boolean }>) =>
    orm
      .insert(personRoles)
      .values({
        personId: given.personId,
        role: given.role,
        allDirections: given.allDirections,
      })
      .onConflictDoUpdate({
        target: [personRoles.personId, personRoles.role],
        set: { allDirections: sql`max(${personRoles.allDirections}, excluded.${all})` },
      }),
);
const addScope = prepared((orm, given: Given<{ personId: number; directionId: number }>) =>
  orm
    .insert(personScopes)
    .values({ personId: given.personId, directionId: given.directionId })
    .onConflictDoNothing(),
);

export function replaceRoles(
  tx: Tx,
  personId: number,
  roles: readonly { role: Role; directionIds: readonly number[] | null }[],
): void {
  removeRoles(tx).run({ personId });
  removeScopes(tx).run({ personId });
  for (const { role, directionIds } of roles) {
    const allDirections = role === 'supervisor' && directionIds === null;
    addRole(tx).run({ personId, role, allDirections });
    for (const id of directionIds ?? []) addScope(tx).run({ personId, directionId: id });
  }
}

const ownerOf = prepared((orm, given: Given<{ source: string; extension: string }>) =>
  orm
    .select({ id: extensions.personId })
    .from(extensions)
    .where(and(eq(extensions.source, given.source), eq(extensions.extension, given.extension))),
);

export function extensionOwner(db: Db, source: string, extension: string): number | null {
  return ownerOf(db).get({ source, extension })?.id ?? null;
}

const removeExtensions = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm.delete(extensions).where(eq(extensions.personId, personId)),
);
const addExtension = prepared(
  (orm, given: Given<{ personId: number; source: string; extension: string }>) =>
    orm
      .insert(extensions)
      .values({ source: given.source, extension: given.extension, personId: given.personId })
      .onConflictDoNothing(),
);

export function replaceExtensions(
  tx: Tx,
  personId: number,
  extensions: readonly { source: string; extension: string }[],
): void {
  removeExtensions(tx).run({ personId });
  for (const { source, extension } of extensions) {
    addExtension(tx).run({ personId, source, extension });
  }
}

const mentorIdsOf = prepared((orm, { menteeId }: Given<{ menteeId: number }>) =>
  orm
    .select({ mentorId: mentorships.mentorId })
    .from(mentorships)
    .where(and(eq(mentorships.menteeId, menteeId), isNull(mentorships.toAt))),
);
type Pair = { mentorId: number; menteeId: number };
const isPresent = ({ mentorId, menteeId }: Given<Pair>) =>
  and(
    eq(mentorships.mentorId, mentorId),
    eq(mentorships.menteeId, menteeId),
    isNull(mentorships.toAt),
  );
const endMentorship = prepared((orm, given: Given<Pair & { now: Instant }>) =>
  orm.update(mentorships).set({ toAt: given.now }).where(isPresent(given)),
);
const addMentorship = prepared((orm, given: Given<Pair & { now: Instant }>) =>
  orm
    .insert(mentorships)
    .values({ mentorId: given.mentorId, menteeId: given.menteeId, fromAt: given.now })
    .onConflictDoNothing(),
);

export function replaceMentors(
  tx: Tx,
  menteeId: number,
  mentorIds: readonly number[],
  now: Instant,
): void {
  const present = mentorIdsOf(tx)
    .all({ menteeId })
    .map((row) => row.mentorId);
  for (const mentorId of present.filter((id) => !mentorIds.includes(id))) {
    endMentorship(tx).run({ mentorId, menteeId, now });
  }
  for (const mentorId of mentorIds.filter((id) => !present.includes(id))) {
    addMentorship(tx).run({ mentorId, menteeId, now });
  }
}

const setFrom = prepared((orm, given: Given<Pair & { fromAt: Instant }>) =>
  orm.update(mentorships).set({ fromAt: given.fromAt }).where(isPresent(given)),
);

/** From when on somebody teaches; false where they do not. */
export function dateMentorship(tx: Tx, mentorship: Pair & { fromAt: Instant }): boolean {
  return setFrom(tx).run(mentorship).changes > 0;
}

const byTelegramId = prepared((orm, { telegramId }: Given<{ telegramId: number }>) =>
  orm.select({ id: people.id }).from(people).where(eq(people.telegramId, telegramId)),
);

export function telegramOwner(db: Db, telegramId: number): number | null {
  return byTelegramId(db).get({ telegramId })?.id ?? null;
}

const updateName = prepared((orm, { personId, name }: Given<{ personId: number; name: string }>) =>
  orm.update(people).set({ name }).where(eq(people.id, personId)),
);

export function setName(tx: Tx, personId: number, name: string): void {
  updateName(tx).run({ personId, name });
}

const updateLanguage = prepared((orm, given: Given<{ personId: number; language: Language }>) =>
  orm.update(people).set({ language: given.language }).where(eq(people.id, given.personId)),
);

export function setLanguage(tx: Tx, personId: number, language: Language): void {
  updateLanguage(tx).run({ personId, language });
}
