import { and, asc, count, eq, gt, isNull, max, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Role } from '../domain/person.ts';
import { searchWords } from '../domain/search-words.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import {
  absences,
  directions,
  invites,
  mentorships,
  people,
  personRoles,
} from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

/** One line of the list of people. */
export interface ListedPerson {
  id: number;
  externalId: string;
  name: string;
  directionName: string | null;
  roles: readonly Role[];
  active: boolean;
  bound: boolean;
  absent: boolean;
}

/** Where somebody stands in the list: active people first, then by name. */
export interface PersonKey {
  active: boolean;
  name: string;
  id: number;
}

interface Row extends Omit<ListedPerson, 'roles' | 'active' | 'bound' | 'absent'> {
  roles: string;
  active: 0 | 1;
  bound: 0 | 1;
  absent: 0 | 1;
}

const columns = {
  id: people.id,
  externalId: people.externalId,
  name: people.name,
  directionName: directions.name,
  active: people.active,
};

const walk = (today: SQLWrapper, active: SQLWrapper, rest: SQL) => sql<Row>`
  SELECT ${listed(columns)}, ${people.telegramId} IS NOT NULL bound,
         (SELECT json_group_array(${personRoles.role}) FROM ${personRoles}
           WHERE ${personRoles.personId} = ${people.id}) roles,
         EXISTS (SELECT 1 FROM ${absences} WHERE ${absences.personId} = ${people.id}
                  AND ${absences.toDate} >= ${today} AND ${absences.fromDate} <= ${today}) absent
    FROM ${people} INDEXED BY people_by_name
      LEFT JOIN ${directions} ON ${directions.id} = ${people.directionId}
   WHERE ${people.active} = ${active} ${rest}`;

const forwards = sql`ORDER BY ${people.name}, ${people.id}`;
const backwards = sql`ORDER BY ${people.name} DESC, ${people.id} DESC`;

type Whole = Given<{ today: LocalDate; active: 0 | 1 }>;
const wholeWalks = {
  after: preparedSql(({ today, active }: Whole) => walk(today, active, forwards)),
  before: preparedSql(({ today, active }: Whole) => walk(today, active, backwards)),
};

type Begun = Given<{ today: LocalDate; active: 0 | 1; name: string; id: number }>;
const begunWalks = {
  after: preparedSql(({ today, active, name, id }: Begun) => {
    const beyond = sql`${people.name} >= ${name} AND (${people.name} > ${name} OR ${people.id} > ${id})`;
    return walk(today, active, sql`AND ${beyond} ${forwards}`);
  }),
  before: preparedSql(({ today, active, name, id }: Begun) => {
    const beyond = sql`${people.name} <= ${name} AND (${people.name} < ${name} OR ${people.id} < ${id})`;
    return walk(today, active, sql`AND ${beyond} ${backwards}`);
  }),
};

/**
 * People in the order of the list from a place on, that place not among them; `before` walks back, and
 * answers in the order of the walk. `words`: each must begin a word of the name, the direction or the
 * external id.
 */
export function walkPeople(
  db: Db,
  today: LocalDate,
  ask: { way: 'after' | 'before'; from: PersonKey | null; words: string[]; most: number },
): ListedPerson[] {
  const { way, from, words, most } = ask;
  const found: ListedPerson[] = [];
  const parts = way === 'after' ? [true, false] : [false, true];
  for (const active of from ? parts.slice(parts.indexOf(from.active)) : parts) {
    const part = { today, active: active ? (1 as const) : (0 as const) };
    const rows =
      from?.active === active
        ? begunWalks[way](db).iterate({ ...part, name: from.name, id: from.id })
        : wholeWalks[way](db).iterate(part);
    for (const row of rows) {
      if (fits(row, words)) found.push(toListed(row));
      if (found.length === most) return found;
    }
  }
  return found;
}

function fits({ name, directionName, externalId }: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const known = searchWords(`${name} ${directionName ?? ''} ${externalId}`);
  return words.every((word) => known.some((own) => own.startsWith(word)));
}

function toListed({ roles, active, bound, absent, ...row }: Row): ListedPerson {
  return {
    ...row,
    roles: JSON.parse(roles) as Role[],
    active: active === 1,
    bound: bound === 1,
    absent: absent === 1,
  };
}

const keyOf = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({ active: people.active, name: people.name, id: people.id })
    .from(people)
    .where(eq(people.id, id)),
);

export function personKey(db: Db, id: number): PersonKey | null {
  return keyOf(db).get({ id }) ?? null;
}

export type Direction = typeof directions.$inferSelect;

const directionsByName = prepared((orm, { most }: Given<{ most: number }>) =>
  orm.select().from(directions).orderBy(asc(directions.name)).limit(most),
);

export function allDirections(db: Db, most: number): Direction[] {
  return directionsByName(db).all({ most });
}

const oneDirection = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select().from(directions).where(eq(directions.id, id)),
);

export function directionById(db: Db, id: number): Direction | null {
  return oneDirection(db).get({ id }) ?? null;
}

/** A present mentorship, from the side of either. */
export interface Mentorship {
  personId: number;
  name: string;
  fromAt: Instant;
}

const present = { personId: people.id, name: people.name, fromAt: mentorships.fromAt };

const ofMentee = prepared((orm, { menteeId }: Given<{ menteeId: number }>) =>
  orm
    .select(present)
    .from(mentorships)
    .innerJoin(people, eq(people.id, mentorships.mentorId))
    .where(and(eq(mentorships.menteeId, menteeId), isNull(mentorships.toAt)))
    .orderBy(asc(mentorships.id)),
);

export function mentorsOf(db: Db, menteeId: number): Mentorship[] {
  return ofMentee(db).all({ menteeId });
}

const ofMentor = prepared((orm, { mentorId }: Given<{ mentorId: number }>) =>
  orm
    .select(present)
    .from(mentorships)
    .innerJoin(people, eq(people.id, mentorships.menteeId))
    .where(and(eq(mentorships.mentorId, mentorId), isNull(mentorships.toAt)))
    .orderBy(asc(mentorships.id)),
);

export function menteesOf(db: Db, mentorId: number): Mentorship[] {
  return ofMentor(db).all({ mentorId });
}

const openUntil = prepared((orm, given: Given<{ personId: number; now: Instant }>) =>
  orm
    .select({ until: max(invites.expiresAt) })
    .from(invites)
    .where(
      and(
        eq(invites.personId, given.personId),
        isNull(invites.usedAt),
        gt(invites.expiresAt, given.now),
      ),
    ),
);

/** Until when the last invitation that is still open can be used; null where there is none. */
export function openInviteUntil(db: Db, personId: number, now: Instant): Instant | null {
  return openUntil(db).get({ personId, now })?.until ?? null;
}

const countDrafts = prepared((orm, { reviewerId }: Given<{ reviewerId: number }>) =>
  orm
    .select({ n: count() })
    .from(reviews)
    .where(and(eq(reviews.reviewerId, reviewerId), sql`${reviews.state} = 'draft'`)),
);

/** Sheets that somebody has begun and not handed in. */
export function draftsOf(db: Db, reviewerId: number): number {
  return countDrafts(db).get({ reviewerId })?.n ?? 0;
}
