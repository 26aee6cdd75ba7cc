import type { Language, Role } from '../domain/person.ts';
import type { PersonChange, PersonFacts } from '../domain/person-facts.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

interface FactsRow {
  name: string;
  direction: string | null;
  language: Language;
  telegramId: number | null;
  active: number;
  roles: string;
  allDirections: number | null;
  scopes: string;
  extensions: string;
  mentors: string;
}

const factsSql = `
  SELECT p.name, d.name direction, p.language, p.telegram_id telegramId, p.active,
         (SELECT json_group_array(role) FROM
           (SELECT role FROM person_roles WHERE person_id = p.id ORDER BY role)) roles,
         (SELECT max(all_directions) FROM person_roles
           WHERE person_id = p.id AND role = 'supervisor') allDirections,
         (SELECT json_group_array(name) FROM (SELECT s.name FROM person_scopes ps
           JOIN directions s ON s.id = ps.direction_id WHERE ps.person_id = p.id ORDER BY s.name)) scopes,
         (SELECT json_group_array(json_object('source', source, 'extension', extension)) FROM
           (SELECT source, extension FROM extensions WHERE person_id = p.id ORDER BY 1, 2)) extensions,
         (SELECT json_group_array(json_object('externalId', external_id, 'name', name,
                  'fromAt', from_at)) FROM
           (SELECT m.external_id, m.name, ms.from_at FROM mentorships ms
              JOIN people m ON m.id = ms.mentor_id
             WHERE ms.mentee_id = p.id AND ms.to_at IS NULL ORDER BY m.external_id)) mentors
    FROM people p LEFT JOIN directions d ON d.id = p.direction_id WHERE p.id = ?`;

/** Somebody as they are now; throws where there is no such person. */
export function personFacts(db: Db, id: number): PersonFacts {
  const row = db.sql<[number], FactsRow>(factsSql).get(id);
  if (!row) throw new Error(`there is no person ${id}`);
  return {
    name: row.name,
    direction: row.direction,
    language: row.language,
    telegramId: row.telegramId,
    active: row.active === 1,
    roles: JSON.parse(row.roles) as Role[],
    scopes: row.allDirections === 1 ? 'all' : (JSON.parse(row.scopes) as string[]),
    extensions: JSON.parse(row.extensions) as PersonFacts['extensions'],
    mentors: JSON.parse(row.mentors) as PersonFacts['mentors'],
  };
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

/** Answers the id of the row. */
export function recordPersonChange(tx: Tx, change: NewPersonChange): number {
  const run = tx
    .sql(
      `INSERT INTO people_changes (at, by_id, person_id, what, before, after)
     VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(
      change.at,
      change.byId,
      change.personId,
      change.what,
      JSON.stringify(change.before),
      JSON.stringify(change.after),
    );
  return Number(run.lastInsertRowid);
}

export interface PersonChangeRow extends Omit<NewPersonChange, 'before' | 'after'> {
  id: number;
  byName: string | null;
  byExternalId: string | null;
  personName: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

type ChangeRow = Omit<PersonChangeRow, 'before' | 'after'> & { before: string; after: string };

const changesSql = `
  SELECT c.id, c.at, c.by_id byId, b.name byName, b.external_id byExternalId,
         c.person_id personId, p.name personName, c.what, c.before, c.after
    FROM people_changes c JOIN people p ON p.id = c.person_id LEFT JOIN people b ON b.id = c.by_id`;

/** Changes of one person, or of all, the newest first, from below `beforeId`. */
export function personChangesBefore(
  db: Db,
  personId: number | null,
  beforeId: number,
  most: number,
): PersonChangeRow[] {
  const rows =
    personId === null
      ? db
          .sql<[number, number], ChangeRow>(
            `${changesSql} WHERE c.id < ? ORDER BY c.id DESC LIMIT ?`,
          )
          .all(beforeId, most)
      : db
          .sql<[number, number, number], ChangeRow>(
            `${changesSql} WHERE c.person_id = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?`,
          )
          .all(personId, beforeId, most);
  return rows.map(toChange);
}

/** Whether somebody's name was ever given by a person, a file or the API, or changed since. */
export function wasNamed(db: Db, personId: number): boolean {
  const text = `SELECT 1 FROM people_changes
     WHERE person_id = ? AND json_extract(after, '$.name') IS NOT NULL LIMIT 1`;
  return db.sql<[number], object>(text).get(personId) !== undefined;
}

export function personChangeById(db: Db, id: number): PersonChangeRow | null {
  const row = db.sql<[number], ChangeRow>(`${changesSql} WHERE c.id = ?`).get(id);
  return row ? toChange(row) : null;
}

function toChange(row: ChangeRow): PersonChangeRow {
  return {
    ...row,
    before: JSON.parse(row.before) as Record<string, unknown>,
    after: JSON.parse(row.after) as Record<string, unknown>,
  };
}
