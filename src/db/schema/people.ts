import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { languages, roles } from '../../domain/person.ts';
import { absenceKinds, personChanges } from '../../domain/person-facts.ts';
import { at, id, oneOf } from './columns.ts';

export const directions = sqliteTable('directions', {
  id: id(),
  name: text('name').notNull().unique(),
});

export const people = sqliteTable(
  'people',
  {
    id: id(),
    externalId: text('external_id').notNull().unique(),
    name: text('name').notNull(),
    directionId: integer('direction_id').references(() => directions.id),
    language: text('language', { enum: languages }).notNull(),
    telegramId: integer('telegram_id').unique(),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
    createdAt: at('created_at').notNull(),
    /** Whether they want the week's digest. */
    digest: integer('digest', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [index('people_by_name').on(t.active, t.name)],
);

/** Who changed what of a person, and when; append-only. */
export const peopleChanges = sqliteTable(
  'people_changes',
  {
    id: id(),
    at: at('at').notNull(),
    /** Null: the API, a file or the command line. */
    byId: integer('by_id').references(() => people.id),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    what: text('what', { enum: personChanges }).notNull(),
    /** What differs, as it was and as it became: `PersonFacts` of domain/person-facts.ts. */
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('people_changes_by_person').on(t.personId, t.id)],
);

export const personRoles = sqliteTable(
  'person_roles',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: roles }).notNull(),
    /** A supervisor of every direction. */
    allDirections: integer('all_directions', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role] }),
    index('person_roles_by_role').on(t.role, t.personId),
    check('person_roles_role', oneOf(t.role, roles)),
  ],
);

export const personScopes = sqliteTable(
  'person_scopes',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    directionId: integer('direction_id')
      .notNull()
      .references(() => directions.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.directionId] })],
);

export const extensions = sqliteTable(
  'extensions',
  {
    source: text('source').notNull(),
    extension: text('extension').notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.extension] }),
    index('extensions_by_person').on(t.personId),
  ],
);

export const mentorships = sqliteTable(
  'mentorships',
  {
    id: id(),
    mentorId: integer('mentor_id')
      .notNull()
      .references(() => people.id),
    menteeId: integer('mentee_id')
      .notNull()
      .references(() => people.id),
    fromAt: at('from_at').notNull(),
    toAt: at('to_at'),
  },
  (t) => [
    index('mentorships_by_mentor').on(t.mentorId),
    index('mentorships_by_mentee').on(t.menteeId),
    uniqueIndex('mentorships_present').on(t.mentorId, t.menteeId).where(sql`${t.toAt} IS NULL`),
  ],
);

export const absences = sqliteTable(
  'absences',
  {
    id: id(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    /** Inclusive local dates. */
    fromDate: text('from_date').notNull(),
    toDate: text('to_date').notNull(),
    kind: text('kind', { enum: absenceKinds }).notNull(),
    /** Calls made before it was recorded are drawn as if it were not there. */
    recordedAt: at('recorded_at').notNull().default(0),
  },
  (t) => [index('absences_by_person').on(t.personId, t.toDate)],
);

export const invites = sqliteTable(
  'invites',
  {
    id: id(),
    /** SHA-256 of the token, as hex: the token itself is never kept. */
    tokenSha256: text('token_sha256').notNull().unique(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    /** The account that is waited for, where a contact was picked; nobody is told a token then. */
    telegramId: integer('telegram_id'),
  },
  (t) => [
    index('invites_by_person').on(t.personId),
    index('invites_by_account').on(t.telegramId).where(sql`${t.telegramId} IS NOT NULL`),
  ],
);
