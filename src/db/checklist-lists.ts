import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Decision } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import { isLatest } from './checklists.ts';
import type { Db, Orm, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { appealItems, appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';
import { checklists, checklistVersions } from './schema/checklists.ts';
import { people } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

function selectVersions(orm: Orm) {
  return orm
    .select({
      id: checklistVersions.id,
      checklistId: checklistVersions.checklistId,
      active: checklists.active,
      version: checklistVersions.version,
      checklist: checklistVersions.body,
      publishedAt: checklistVersions.publishedAt,
      /** Null: a file, the command line or the API. */
      publishedBy: people.name,
    })
    .from(checklists)
    .innerJoin(checklistVersions, eq(checklistVersions.checklistId, checklists.id))
    .leftJoin(people, eq(people.id, checklistVersions.publishedById));
}

/** A version of a call type, with who published it and when. */
export type PublishedVersion = ReturnType<ReturnType<typeof selectVersions>['all']>[number];

const latest = prepared((orm) => selectVersions(orm).where(isLatest));

/** The latest version of every call type, those taken away from the choice last. */
export function latestVersions(db: Db): PublishedVersion[] {
  return latest(db)
    .all()
    .sort((a, b) => Number(b.active) - Number(a.active) || a.checklistId - b.checklistId);
}

const latestByCode = prepared((orm, { code }: Given<{ code: string }>) =>
  selectVersions(orm).where(and(eq(checklists.code, code), isLatest)),
);

export function latestVersionOf(db: Db, type: string): PublishedVersion | null {
  return latestByCode(db).get({ code: type }) ?? null;
}

const latestById = prepared((orm, { id }: Given<{ id: number }>) =>
  selectVersions(orm).where(and(eq(checklists.id, id), isLatest)),
);

export function latestVersionById(db: Db, checklistId: number): PublishedVersion | null {
  return latestById(db).get({ id: checklistId }) ?? null;
}

const earlier = prepared((orm, given: Given<{ id: number; below: number; most: number }>) =>
  selectVersions(orm)
    .where(and(eq(checklists.id, given.id), lt(checklistVersions.version, given.below)))
    .orderBy(desc(checklistVersions.version))
    .limit(given.most),
);

/** Versions of a call type below one, the newest first. */
export function versionsBelow(
  db: Db,
  checklistId: number,
  below: number,
  most: number,
): PublishedVersion[] {
  return earlier(db).all({ id: checklistId, below, most });
}

const setActive = prepared((orm, { id, active }: Given<{ id: number; active: boolean }>) =>
  orm.update(checklists).set({ active }).where(eq(checklists.id, id)),
);

/** Puts a call type into the choice of the controllers, or takes it away. */
export function setTypeActive(tx: Tx, checklistId: number, active: boolean): void {
  setActive(tx).run({ id: checklistId, active });
}

const scored = preparedSql(
  ({ checklistId, most }: Given<{ checklistId: number; most: number }>) => sql<{ n: number }>`
    SELECT count(*) n FROM (
      SELECT 1 FROM ${calls} WHERE ${calls.checklistId} = ${checklistId} LIMIT ${most})`,
);

/** How many calls were scored for credit on a type, counted as far as `most`. */
export function scoredOnType(db: Db, checklistId: number, most: number): number {
  return scored(db).get({ checklistId, most })?.n ?? 0;
}

/** How often a head decided so about an item of a version. */
export interface DecidedItems {
  headId: number;
  head: string;
  versionId: number;
  itemCode: string;
  decision: Decision;
  n: number;
}

const decidedColumns = {
  headId: appeals.decidedById,
  head: people.name,
  versionId: reviews.versionId,
  itemCode: appealItems.itemCode,
  decision: appealItems.decision,
};
const decided = preparedSql(
  ({ since }: Given<{ since: Instant }>) => sql<DecidedItems>`
    SELECT ${listed(decidedColumns)}, count(*) n
      FROM ${appeals}
      JOIN ${appealItems} ON ${appealItems.appealId} = ${appeals.id}
      JOIN ${reviews} ON ${reviews.id} = ${appeals.reviewId}
      JOIN ${people} ON ${people.id} = ${appeals.decidedById}
     WHERE ${appeals.decidedAt} >= ${since} AND ${appeals.state} IN ('upheld', 'rejected')
       AND ${appealItems.decision} IS NOT NULL AND ${reviews.versionId} IS NOT NULL
     GROUP BY ${appeals.decidedById}, ${reviews.versionId}, ${appealItems.itemCode}, ${appealItems.decision}`,
);

/** What the heads decided since an instant, item by item; what controllers conceded is not among it. */
export function decidedItemsSince(db: Db, since: Instant): DecidedItems[] {
  return decided(db).all({ since });
}
