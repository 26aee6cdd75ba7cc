import type { Checklist } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** A published version of a call type's checklist. */
export interface Version {
  id: number;
  checklistId: number;
  version: number;
  checklist: Checklist;
}

type Row = Omit<Version, 'checklist'> & { body: string };

const select =
  'SELECT v.id, v.checklist_id checklistId, v.version, v.body FROM checklist_versions v';
const versions = new WeakMap<Db['orm'], Map<number, Version>>();

/**
 * Published versions never change, so each is read once. What is read within a transaction is not
 * remembered: it may be rolled back, and its id given to another version.
 */
function toVersion(db: Db, row: Row): Version {
  const known = versions.get(db.orm) ?? new Map<number, Version>();
  versions.set(db.orm, known);
  const version = known.get(row.id) ?? {
    id: row.id,
    checklistId: row.checklistId,
    version: row.version,
    checklist: JSON.parse(row.body) as Checklist,
  };
  if (!('inTransaction' in db)) known.set(row.id, version);
  return version;
}

export function versionById(db: Db, id: number): Version | null {
  const known = versions.get(db.orm)?.get(id);
  if (known) return known;
  const row = db.sql<[number], Row>(`${select} WHERE v.id = ?`).get(id);
  return row ? toVersion(db, row) : null;
}

/** The current version of every call type in use, by the order in which the types were made. */
export function currentVersions(db: Db): Version[] {
  return db
    .sql<[], Row>(
      `${select} JOIN checklists c ON c.id = v.checklist_id
        WHERE c.active = 1 AND v.version =
          (SELECT max(version) FROM checklist_versions WHERE checklist_id = c.id)
        ORDER BY c.id`,
    )
    .all()
    .map((row) => toVersion(db, row));
}

export function currentVersion(db: Db, type: string): Version | null {
  return currentVersions(db).find(({ checklist }) => checklist.type === type) ?? null;
}

export function insertVersion(
  tx: Tx,
  checklist: Checklist,
  version: number,
  by: number | null,
  at: Instant,
): void {
  tx.sql('INSERT INTO checklists (code) VALUES (?) ON CONFLICT DO NOTHING').run(checklist.type);
  tx.sql(
    `INSERT INTO checklist_versions (checklist_id, version, name, body, published_at, published_by_id)
     SELECT id, ?, ?, ?, ?, ? FROM checklists WHERE code = ?`,
  ).run(version, checklist.name, JSON.stringify(checklist), at, by, checklist.type);
}
