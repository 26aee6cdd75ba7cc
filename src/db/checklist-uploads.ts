import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { type ChecklistsSeen, uploads } from './schema/uploads.ts';
import { insertPart } from './uploads.ts';

/** Checklists that somebody sent and has not yet said yes or no to. */
export interface ChecklistUpload extends ChecklistsSeen {
  id: number;
  personId: number;
  fileName: string;
  state: 'checked' | 'done' | 'cancelled';
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      id: uploads.id,
      personId: uploads.personId,
      fileName: uploads.fileName,
      // Of checklists there are no other states and reports than these.
      state: sql<ChecklistUpload['state']>`${uploads.state}`,
      report: uploads.report,
    })
    .from(uploads)
    .where(and(eq(uploads.id, id), sql`${uploads.noun} = 'checklists'`)),
);

export function checklistUpload(db: Db, id: number): ChecklistUpload | null {
  const row = byId(db).get({ id });
  if (!row) return null;
  const { report, ...upload } = row;
  return { ...upload, ...(report as ChecklistsSeen) };
}

type NewUpload = Pick<ChecklistUpload, 'personId' | 'fileName'> & {
  report: ChecklistsSeen;
  createdAt: Instant;
};

const insert = prepared((orm, given: Given<NewUpload>) =>
  orm.insert(uploads).values({
    personId: given.personId,
    noun: 'checklists',
    fileName: given.fileName,
    state: 'checked',
    report: given.report,
    createdAt: given.createdAt,
  }),
);

export function insertChecklistUpload(
  tx: Tx,
  upload: Pick<ChecklistUpload, 'personId' | 'fileName' | 'seen'> & { content: Uint8Array },
  now: Instant,
): number {
  const { personId, fileName, seen, content } = upload;
  const run = insert(tx).run({ personId, fileName, report: { seen }, createdAt: now });
  const id = Number(run.lastInsertRowid);
  insertPart(tx, id, 0, content);
  return id;
}

const setReport = prepared((orm, given: Given<{ id: number; report: ChecklistsSeen }>) =>
  orm.update(uploads).set({ report: given.report }).where(eq(uploads.id, given.id)),
);

/** Notes what the preview compares with now. */
export function noteSeen(tx: Tx, id: number, seen: ChecklistUpload['seen']): void {
  setReport(tx).run({ id, report: { seen } });
}

const close = prepared((orm, { id, state }: Given<{ id: number; state: 'done' | 'cancelled' }>) =>
  orm
    .update(uploads)
    .set({ state })
    .where(and(eq(uploads.id, id), eq(uploads.state, 'checked'))),
);

/** Says yes or no, once; false: that was said before. */
export function closeChecklistUpload(tx: Tx, id: number, state: 'done' | 'cancelled'): boolean {
  return close(tx).run({ id, state }).changes === 1;
}
