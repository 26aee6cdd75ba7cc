import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { insertPart } from './uploads.ts';

/** Checklists that somebody sent and has not yet said yes or no to. */
export interface ChecklistUpload {
  id: number;
  personId: number;
  fileName: string;
  state: 'checked' | 'done' | 'cancelled';
  /** By call type: the id of the version that was current when the preview was drawn, 0 for none. */
  seen: Record<string, number>;
}

type Raw = Omit<ChecklistUpload, 'seen'> & { report: string };

export function checklistUpload(db: Db, id: number): ChecklistUpload | null {
  const raw = db
    .sql<[number], Raw>(
      `SELECT id, person_id personId, file_name fileName, state, report FROM uploads
       WHERE id = ? AND noun = 'checklists'`,
    )
    .get(id);
  if (!raw) return null;
  const { report, ...upload } = raw;
  return { ...upload, seen: (JSON.parse(report) as { seen: Record<string, number> }).seen };
}

export function insertChecklistUpload(
  tx: Tx,
  upload: Pick<ChecklistUpload, 'personId' | 'fileName' | 'seen'> & { content: Uint8Array },
  now: Instant,
): number {
  const { personId, fileName, seen, content } = upload;
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO uploads (person_id, noun, file_name, state, report, created_at)
       VALUES (?, 'checklists', ?, 'checked', ?, ?)`,
    )
    .run(personId, fileName, JSON.stringify({ seen }), now);
  const id = Number(run.lastInsertRowid);
  insertPart(tx, id, 0, content);
  return id;
}

/** Notes what the preview compares with now. */
export function noteSeen(tx: Tx, id: number, seen: ChecklistUpload['seen']): void {
  tx.sql('UPDATE uploads SET report = ? WHERE id = ?').run(JSON.stringify({ seen }), id);
}

/** Says yes or no, once; false: that was said before. */
export function closeChecklistUpload(tx: Tx, id: number, state: 'done' | 'cancelled'): boolean {
  const text = "UPDATE uploads SET state = ? WHERE id = ? AND state = 'checked'";
  return tx.sql(text).run(state, id).changes === 1;
}
