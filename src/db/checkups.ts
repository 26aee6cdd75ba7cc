import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { people, personRoles } from './schema/people.ts';

/** What the doctor asks the database. */

export interface UnknownExtension {
  source: string;
  /** The extension, or the external id of a seller, that nobody has. */
  name: string;
  calls: number;
}

const unknown = preparedSql(
  ({ most }: Given<{ most: number }>) => sql<UnknownExtension>`
    SELECT ${calls.source} source, coalesce(${calls.sellerExtension}, ${calls.sellerExternalId}) name,
           count(*) calls
      FROM ${calls} INDEXED BY calls_without_seller WHERE ${calls.sellerId} IS NULL
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${most}`,
);

/** Whom calls name as their seller without anybody known by it, the most frequent first. */
export function unknownExtensions(db: Db, most: number): UnknownExtension[] {
  return unknown(db).all({ most });
}

const unbound = prepared((orm) =>
  orm
    .selectDistinct({ name: people.name })
    .from(people)
    .innerJoin(personRoles, eq(personRoles.personId, people.id))
    .where(and(eq(people.active, true), isNull(people.telegramId)))
    .orderBy(asc(people.name)),
);

/** Active people with a role to play in Telegram who have no account bound. */
export function peopleWithoutTelegram(db: Db): string[] {
  return unbound(db)
    .all()
    .map(({ name }) => name);
}

const paths = prepared((orm, { most }: Given<{ most: number }>) =>
  orm
    .select({ path: sql<string>`${calls.recordingPath}` })
    .from(calls)
    .where(isNotNull(calls.recordingPath))
    .orderBy(desc(calls.id))
    .limit(most),
);

export function recordingsByPath(db: Db, most: number): string[] {
  return paths(db)
    .all({ most })
    .map(({ path }) => path);
}
