import type { Language, Person, Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** A person with what the chat needs beside the authorisation. */
export interface Member extends Person {
  readonly externalId: string;
  readonly language: Language;
  readonly telegramId: number | null;
  readonly active: boolean;
  readonly directionName: string | null;
}

interface Row {
  id: number;
  externalId: string;
  name: string;
  directionId: number | null;
  directionName: string | null;
  language: Language;
  telegramId: number | null;
  active: number;
  roles: string;
  scopes: string;
  mentees: string;
}

const select = `
  SELECT p.id, p.external_id externalId, p.name, p.direction_id directionId, d.name directionName,
         p.language, p.telegram_id telegramId, p.active,
         (SELECT json_group_array(json_array(role, all_directions)) FROM person_roles
           WHERE person_id = p.id) roles,
         (SELECT json_group_array(direction_id) FROM person_scopes WHERE person_id = p.id) scopes,
         (SELECT json_group_array(mentee_id) FROM mentorships
           WHERE mentor_id = p.id AND from_at <= ? AND (to_at IS NULL OR to_at > ?)) mentees
    FROM people p LEFT JOIN directions d ON d.id = p.direction_id`;

function toMember(row: Row): Member {
  const held = JSON.parse(row.roles) as [Role, number][];
  const all = held.some(([role, allDirections]) => role === 'supervisor' && allDirections === 1);
  return {
    id: row.id,
    externalId: row.externalId,
    name: row.name,
    directionId: row.directionId,
    directionName: row.directionName,
    language: row.language,
    telegramId: row.telegramId,
    active: row.active === 1,
    roles: held.map(([role]) => role),
    heads: all ? 'all' : (JSON.parse(row.scopes) as number[]),
    menteeIds: JSON.parse(row.mentees) as number[],
  };
}

export function personById(db: Db, id: number, now: Instant): Member | null {
  const row = db.sql<[Instant, Instant, number], Row>(`${select} WHERE p.id = ?`).get(now, now, id);
  return row ? toMember(row) : null;
}

export function personByTelegramId(db: Db, telegramId: number, now: Instant): Member | null {
  const text = `${select} WHERE p.telegram_id = ?`;
  const row = db.sql<[Instant, Instant, number], Row>(text).get(now, now, telegramId);
  return row ? toMember(row) : null;
}

export function personByExternalId(db: Db, externalId: string, now: Instant): Member | null {
  const text = `${select} WHERE p.external_id = ?`;
  const row = db.sql<[Instant, Instant, string], Row>(text).get(now, now, externalId);
  return row ? toMember(row) : null;
}

/** Active people who hold a role. */
export function peopleWithRole(db: Db, role: Role, now: Instant): Member[] {
  const text = `${select} JOIN person_roles r ON r.person_id = p.id
    WHERE r.role = ? AND p.active = 1 ORDER BY p.id`;
  return db.sql<[Instant, Instant, string], Row>(text).all(now, now, role).map(toMember);
}

/** Recorded absences of a person that end on or after a local date. */
export function absencesOf(db: Db, personId: number, fromDate: string) {
  return db
    .sql<[number, string], { from: string; to: string }>(
      `SELECT from_date "from", to_date "to" FROM absences
        WHERE person_id = ? AND to_date >= ? ORDER BY from_date`,
    )
    .all(personId, fromDate);
}
