import type { Decision } from '../domain/call.ts';
import type { Checklist } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** A version of a call type, with who published it and when. */
export interface PublishedVersion {
  id: number;
  checklistId: number;
  active: boolean;
  version: number;
  checklist: Checklist;
  publishedAt: Instant;
  /** Null: a file, the command line or the API. */
  publishedBy: string | null;
}

type Row = Omit<PublishedVersion, 'checklist' | 'active'> & { body: string; active: number };

const select = `SELECT v.id, v.checklist_id checklistId, c.active, v.version, v.body,
    v.published_at publishedAt, p.name publishedBy
  FROM checklists c JOIN checklist_versions v ON v.checklist_id = c.id
    LEFT JOIN people p ON p.id = v.published_by_id`;
const isLatest =
  'v.version = (SELECT max(version) FROM checklist_versions WHERE checklist_id = c.id)';

const shaped = ({ body, active, ...row }: Row): PublishedVersion => ({
  ...row,
  active: active === 1,
  checklist: JSON.parse(body) as Checklist,
});

/** The latest version of every call type, those taken away from the choice last. */
export function latestVersions(db: Db): PublishedVersion[] {
  return db
    .sql<[], Row>(`${select} WHERE ${isLatest}`)
    .all()
    .map(shaped)
    .sort((a, b) => Number(b.active) - Number(a.active) || a.checklistId - b.checklistId);
}

export function latestVersionOf(db: Db, type: string): PublishedVersion | null {
  const row = db.sql<[string], Row>(`${select} WHERE c.code = ? AND ${isLatest}`).get(type);
  return row ? shaped(row) : null;
}

export function latestVersionById(db: Db, checklistId: number): PublishedVersion | null {
  const row = db.sql<[number], Row>(`${select} WHERE c.id = ? AND ${isLatest}`).get(checklistId);
  return row ? shaped(row) : null;
}

/** Versions of a call type below one, the newest first. */
export function versionsBelow(
  db: Db,
  checklistId: number,
  below: number,
  most: number,
): PublishedVersion[] {
  return db
    .sql<[number, number, number], Row>(
      `${select} WHERE c.id = ? AND v.version < ? ORDER BY v.version DESC LIMIT ?`,
    )
    .all(checklistId, below, most)
    .map(shaped);
}

/** Puts a call type into the choice of the controllers, or takes it away. */
export function setTypeActive(tx: Tx, checklistId: number, active: boolean): void {
  tx.sql('UPDATE checklists SET active = ? WHERE id = ?').run(active ? 1 : 0, checklistId);
}

/** How many calls were scored for credit on a type, counted as far as `most`. */
export function scoredOnType(db: Db, checklistId: number, most: number): number {
  const text = `SELECT count(*) FROM (SELECT 1 FROM calls WHERE checklist_id = ? LIMIT ?)`;
  return db.sql<[number, number], number>(text).pluck().get(checklistId, most) ?? 0;
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

/** What the heads decided since an instant, item by item; what controllers conceded is not among it. */
export function decidedItemsSince(db: Db, since: Instant): DecidedItems[] {
  return db
    .sql<[Instant], DecidedItems>(
      `SELECT a.decided_by_id headId, p.name head, r.version_id versionId, i.item_code itemCode,
              i.decision, count(*) n
         FROM appeals a
         JOIN appeal_items i ON i.appeal_id = a.id
         JOIN reviews r ON r.id = a.review_id
         JOIN people p ON p.id = a.decided_by_id
        WHERE a.decided_at >= ? AND a.state IN ('upheld', 'rejected')
          AND i.decision IS NOT NULL AND r.version_id IS NOT NULL
        GROUP BY headId, versionId, itemCode, i.decision`,
    )
    .all(since);
}
