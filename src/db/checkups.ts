import type { Db } from './open.ts';

/** What the doctor asks the database. */

export interface UnknownExtension {
  source: string;
  /** The extension, or the external id of a seller, that nobody has. */
  name: string;
  calls: number;
}

/** Whom calls name as their seller without anybody known by it, the most frequent first. */
export function unknownExtensions(db: Db, most: number): UnknownExtension[] {
  return db
    .sql<[number], UnknownExtension>(
      `SELECT source, coalesce(seller_extension, seller_external_id) name, count(*) calls
         FROM calls INDEXED BY calls_without_seller WHERE seller_id IS NULL
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?`,
    )
    .all(most);
}

/** Active people with a role to play in Telegram who have no account bound. */
export function peopleWithoutTelegram(db: Db): string[] {
  return db
    .sql<[], { name: string }>(
      `SELECT DISTINCT p.name FROM people p JOIN person_roles r ON r.person_id = p.id
        WHERE p.active = 1 AND p.telegram_id IS NULL ORDER BY p.name`,
    )
    .all()
    .map(({ name }) => name);
}

export function recordingsByPath(db: Db, most: number): string[] {
  return db
    .sql<[number], { path: string }>(
      `SELECT recording_path path FROM calls WHERE recording_path IS NOT NULL
        ORDER BY id DESC LIMIT ?`,
    )
    .all(most)
    .map(({ path }) => path);
}
