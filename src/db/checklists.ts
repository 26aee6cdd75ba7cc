import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Checklist } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { checklists, checklistVersions } from './schema/checklists.ts';

/** A published version of a call type's checklist. */
export interface Version {
  id: number;
  checklistId: number;
  version: number;
  checklist: Checklist;
}

const versions = new WeakMap<Db['orm'], Map<number, Version>>();

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      id: checklistVersions.id,
      checklistId: checklistVersions.checklistId,
      version: checklistVersions.version,
      checklist: checklistVersions.body,
    })
    .from(checklistVersions)
    .where(eq(checklistVersions.id, id)),
);

/**
 * Published versions never change, so each is read once. What is read within a transaction is not
 * remembered: it may be rolled back, and its id given to another version.
 */
export function versionById(db: Db, id: number): Version | null {
  const known = versions.get(db.orm) ?? new Map<number, Version>();
  versions.set(db.orm, known);
  const version = known.get(id) ?? byId(db).get({ id });
  if (version && !('inTransaction' in db)) known.set(id, version);
  return version ?? null;
}

const others = alias(checklistVersions, 'others');

/** The version joined to its call type is the latest of it. */
export const isLatest = eq(
  checklistVersions.version,
  sql`(SELECT max(${others.version}) FROM ${checklistVersions} ${others}
        WHERE ${others.checklistId} = ${checklists.id})`,
);

const current = prepared((orm) =>
  orm
    .select({ id: checklistVersions.id })
    .from(checklistVersions)
    .innerJoin(checklists, eq(checklists.id, checklistVersions.checklistId))
    .where(and(eq(checklists.active, true), isLatest))
    .orderBy(asc(checklists.id)),
);

/** The current version of every call type in use, by the order in which the types were made. */
export function currentVersions(db: Db): Version[] {
  return current(db)
    .all()
    .flatMap(({ id }) => versionById(db, id) ?? []);
}

export function currentVersion(db: Db, type: string): Version | null {
  return currentVersions(db).find(({ checklist }) => checklist.type === type) ?? null;
}

const insertType = prepared((orm, { code }: Given<{ code: string }>) =>
  orm.insert(checklists).values({ code }).onConflictDoNothing(),
);

interface NewVersion {
  code: string;
  version: number;
  name: string;
  body: Checklist;
  publishedAt: Instant;
  publishedById: number | null;
}

const insert = prepared((orm, given: Given<NewVersion>) =>
  orm.insert(checklistVersions).values({
    checklistId: sql`(SELECT ${checklists.id} FROM ${checklists} WHERE ${checklists.code} = ${given.code})`,
    version: given.version,
    name: given.name,
    body: given.body,
    publishedAt: given.publishedAt,
    publishedById: given.publishedById,
  }),
);

export function insertVersion(
  tx: Tx,
  checklist: Checklist,
  version: number,
  by: number | null,
  at: Instant,
): void {
  const { type: code, name } = checklist;
  insertType(tx).run({ code });
  insert(tx).run({ code, version, name, body: checklist, publishedAt: at, publishedById: by });
}
