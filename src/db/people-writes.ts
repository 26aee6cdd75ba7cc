import type { Language, Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export function directionId(tx: Tx, name: string): number {
  const known = directionByName(tx, name);
  if (known !== null) return known;
  const text = 'INSERT INTO directions (name) VALUES (?)';
  return Number(tx.sql<[string], never>(text).run(name).lastInsertRowid);
}

function directionByName(db: Db, name: string): number | null {
  const text = 'SELECT id FROM directions WHERE name = ?';
  return db.sql<[string], { id: number }>(text).get(name)?.id ?? null;
}

export interface PersonRecord {
  externalId: string;
  name: string;
  directionId: number | null;
  language: Language;
  telegramId: number | null;
  active: boolean;
}

export function insertPerson(tx: Tx, person: PersonRecord, now: Instant): number {
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO people (external_id, name, direction_id, language, telegram_id, active, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      person.externalId,
      person.name,
      person.directionId,
      person.language,
      person.telegramId,
      person.active ? 1 : 0,
      now,
    );
  return Number(run.lastInsertRowid);
}

export function updatePerson(tx: Tx, id: number, person: PersonRecord): void {
  tx.sql<unknown[], never>(
    `UPDATE people SET name = ?, direction_id = ?, language = ?, telegram_id = ?, active = ?
      WHERE id = ?`,
  ).run(
    person.name,
    person.directionId,
    person.language,
    person.telegramId,
    person.active ? 1 : 0,
    id,
  );
}

export function replaceRoles(
  tx: Tx,
  personId: number,
  roles: readonly { role: Role; directionIds: readonly number[] | null }[],
): void {
  tx.sql('DELETE FROM person_roles WHERE person_id = ?').run(personId);
  tx.sql('DELETE FROM person_scopes WHERE person_id = ?').run(personId);
  for (const { role, directionIds } of roles) {
    const all = role === 'supervisor' && directionIds === null;
    tx.sql(
      `INSERT INTO person_roles (person_id, role, all_directions) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET all_directions = max(all_directions, excluded.all_directions)`,
    ).run(personId, role, all ? 1 : 0);
    for (const id of directionIds ?? []) {
      tx.sql(
        'INSERT INTO person_scopes (person_id, direction_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
      ).run(personId, id);
    }
  }
}

export function extensionOwner(db: Db, source: string, extension: string): number | null {
  const text = 'SELECT person_id id FROM extensions WHERE source = ? AND extension = ?';
  return db.sql<[string, string], { id: number }>(text).get(source, extension)?.id ?? null;
}

export function replaceExtensions(
  tx: Tx,
  personId: number,
  extensions: readonly { source: string; extension: string }[],
): void {
  tx.sql('DELETE FROM extensions WHERE person_id = ?').run(personId);
  for (const { source, extension } of extensions) {
    tx.sql(
      `INSERT INTO extensions (source, extension, person_id) VALUES (?, ?, ?)
       ON CONFLICT DO NOTHING`,
    ).run(source, extension, personId);
  }
}

export function replaceMentors(
  tx: Tx,
  menteeId: number,
  mentorIds: readonly number[],
  now: Instant,
): void {
  const present = tx
    .sql<[number], { mentorId: number }>(
      'SELECT mentor_id mentorId FROM mentorships WHERE mentee_id = ? AND to_at IS NULL',
    )
    .all(menteeId)
    .map((row) => row.mentorId);
  for (const mentorId of present.filter((id) => !mentorIds.includes(id))) {
    tx.sql(
      'UPDATE mentorships SET to_at = ? WHERE mentor_id = ? AND mentee_id = ? AND to_at IS NULL',
    ).run(now, mentorId, menteeId);
  }
  for (const mentorId of mentorIds.filter((id) => !present.includes(id))) {
    tx.sql(
      `INSERT INTO mentorships (mentor_id, mentee_id, from_at) VALUES (?, ?, ?)
       ON CONFLICT DO NOTHING`,
    ).run(mentorId, menteeId, now);
  }
}

/** From when on somebody teaches; false where they do not. */
export function dateMentorship(
  tx: Tx,
  { mentorId, menteeId, fromAt }: { mentorId: number; menteeId: number; fromAt: Instant },
): boolean {
  const text = `UPDATE mentorships SET from_at = ?
     WHERE mentor_id = ? AND mentee_id = ? AND to_at IS NULL`;
  return tx.sql<number[], never>(text).run(fromAt, mentorId, menteeId).changes > 0;
}

export function telegramOwner(db: Db, telegramId: number): number | null {
  const text = 'SELECT id FROM people WHERE telegram_id = ?';
  return db.sql<[number], { id: number }>(text).get(telegramId)?.id ?? null;
}

export function setName(tx: Tx, personId: number, name: string): void {
  tx.sql('UPDATE people SET name = ? WHERE id = ?').run(name, personId);
}

export function setLanguage(tx: Tx, personId: number, language: Language): void {
  tx.sql('UPDATE people SET language = ? WHERE id = ?').run(language, personId);
}

// ── invitations ──────────────────────────────────────────────────────────────────────────────────

export function insertInvite(
  tx: Tx,
  invite: { tokenSha256: string; personId: number; expiresAt: Instant },
): void {
  tx.sql('INSERT INTO invites (token_sha256, person_id, expires_at) VALUES (?, ?, ?)').run(
    invite.tokenSha256,
    invite.personId,
    invite.expiresAt,
  );
}

export function inviteByHash(db: Db, tokenSha256: string) {
  return (
    db
      .sql<[string], { personId: number; expiresAt: Instant; usedAt: Instant | null }>(
        `SELECT person_id personId, expires_at expiresAt, used_at usedAt
           FROM invites WHERE token_sha256 = ?`,
      )
      .get(tokenSha256) ?? null
  );
}

/** Binds the account and spends every open invitation of that person. */
export function bindTelegram(tx: Tx, personId: number, telegramId: number, now: Instant): void {
  tx.sql('UPDATE people SET telegram_id = ? WHERE id = ?').run(telegramId, personId);
  tx.sql('UPDATE invites SET used_at = ? WHERE person_id = ? AND used_at IS NULL').run(
    now,
    personId,
  );
}

/** The links that are still open open nothing any more. */
export function voidInvites(tx: Tx, personId: number, now: Instant): void {
  tx.sql(
    'UPDATE invites SET expires_at = ? WHERE person_id = ? AND used_at IS NULL AND expires_at > ?',
  ).run(now, personId, now);
}

export function unbindTelegram(tx: Tx, personId: number): void {
  tx.sql('UPDATE people SET telegram_id = NULL WHERE id = ?').run(personId);
}

// ── settings ─────────────────────────────────────────────────────────────────────────────────────

export function setting(db: Db, name: string): string | null {
  const text = 'SELECT value FROM settings WHERE name = ?';
  return db.sql<[string], { value: string }>(text).get(name)?.value ?? null;
}

export function saveSetting(tx: Tx, name: string, value: string): void {
  tx.sql(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value);
}
