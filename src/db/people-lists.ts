import type { Role } from '../domain/person.ts';
import { searchWords } from '../domain/search-words.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Db } from './open.ts';

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
  active: number;
  bound: number;
  absent: number;
}

const select = `
  SELECT p.id, p.external_id externalId, p.name, d.name directionName, p.active,
         p.telegram_id IS NOT NULL bound,
         (SELECT json_group_array(role) FROM person_roles WHERE person_id = p.id) roles,
         EXISTS (SELECT 1 FROM absences a WHERE a.person_id = p.id AND a.to_date >= ?
                  AND a.from_date <= ?) absent
    FROM people p INDEXED BY people_by_name LEFT JOIN directions d ON d.id = p.direction_id`;

type Way = 'after' | 'before';
const walks: Record<Way, string> = {
  after: `${select} WHERE p.active = ? AND p.name >= ? AND (p.name > ? OR p.id > ?)
    ORDER BY p.name, p.id`,
  before: `${select} WHERE p.active = ? AND p.name <= ? AND (p.name < ? OR p.id < ?)
    ORDER BY p.name DESC, p.id DESC`,
};
const allWalks: Record<Way, string> = {
  after: `${select} WHERE p.active = ? ORDER BY p.name, p.id`,
  before: `${select} WHERE p.active = ? ORDER BY p.name DESC, p.id DESC`,
};

/**
 * People in the order of the list from a place on, that place not among them; `before` walks back, and
 * answers in the order of the walk. `words`: each must begin a word of the name, the direction or the
 * external id.
 */
export function walkPeople(
  db: Db,
  today: LocalDate,
  { way, from, words, most }: { way: Way; from: PersonKey | null; words: string[]; most: number },
): ListedPerson[] {
  const found: ListedPerson[] = [];
  const parts = way === 'after' ? [true, false] : [false, true];
  for (const active of from ? parts.slice(parts.indexOf(from.active)) : parts) {
    const begun = from?.active === active ? from : null;
    const rows = begun
      ? db
          .sql<unknown[], Row>(walks[way])
          .iterate(today, today, active ? 1 : 0, begun.name, begun.name, begun.id)
      : db.sql<unknown[], Row>(allWalks[way]).iterate(today, today, active ? 1 : 0);
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

export function personKey(db: Db, id: number): PersonKey | null {
  const text = 'SELECT active, name, id FROM people WHERE id = ?';
  const row = db.sql<[number], { active: number; name: string; id: number }>(text).get(id);
  return row ? { ...row, active: row.active === 1 } : null;
}

export interface Direction {
  id: number;
  name: string;
}

export function allDirections(db: Db, most: number): Direction[] {
  return db
    .sql<[number], Direction>('SELECT id, name FROM directions ORDER BY name LIMIT ?')
    .all(most);
}

export function directionById(db: Db, id: number): Direction | null {
  return (
    db.sql<[number], Direction>('SELECT id, name FROM directions WHERE id = ?').get(id) ?? null
  );
}

/** A present mentorship, from the side of either. */
export interface Mentorship {
  personId: number;
  name: string;
  fromAt: Instant;
}

export function mentorsOf(db: Db, menteeId: number): Mentorship[] {
  return db
    .sql<[number], Mentorship>(
      `SELECT p.id personId, p.name, m.from_at fromAt FROM mentorships m
         JOIN people p ON p.id = m.mentor_id
        WHERE m.mentee_id = ? AND m.to_at IS NULL ORDER BY m.id`,
    )
    .all(menteeId);
}

export function menteesOf(db: Db, mentorId: number): Mentorship[] {
  return db
    .sql<[number], Mentorship>(
      `SELECT p.id personId, p.name, m.from_at fromAt FROM mentorships m
         JOIN people p ON p.id = m.mentee_id
        WHERE m.mentor_id = ? AND m.to_at IS NULL ORDER BY m.id`,
    )
    .all(mentorId);
}

/** Until when the last invitation that is still open can be used; null where there is none. */
export function openInviteUntil(db: Db, personId: number, now: Instant): Instant | null {
  return (
    db
      .sql<[number, Instant], { until: Instant | null }>(
        `SELECT max(expires_at) until FROM invites
          WHERE person_id = ? AND used_at IS NULL AND expires_at > ?`,
      )
      .get(personId, now)?.until ?? null
  );
}

/** Sheets that somebody has begun and not handed in. */
export function draftsOf(db: Db, reviewerId: number): number {
  const text = "SELECT count(*) n FROM reviews WHERE reviewer_id = ? AND state = 'draft'";
  return db.sql<[number], { n: number }>(text).get(reviewerId)?.n ?? 0;
}
