import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Answer, Verdict } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { calibrationAnswers, calibrations } from './schema/calibrations.ts';

export type Calibration = typeof calibrations.$inferSelect;

interface Drafted {
  callId: number;
  versionId: number;
  leaderId: number;
  workingDays: number;
}

const insert = prepared((orm, given: Given<Drafted>) =>
  orm
    .insert(calibrations)
    .values({
      callId: given.callId,
      versionId: given.versionId,
      leaderId: given.leaderId,
      workingDays: given.workingDays,
    })
    .returning(),
);

export function draftCalibration(tx: Tx, drafted: Drafted): Calibration {
  const made = insert(tx).get({ ...drafted });
  if (!made) throw new Error(`no calibration of call ${drafted.callId} was made`);
  return made;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select().from(calibrations).where(eq(calibrations.id, id)),
);

export function calibrationById(db: Db, id: number): Calibration | null {
  return byId(db).get({ id }) ?? null;
}

const started = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select()
    .from(calibrations)
    .where(and(eq(calibrations.callId, callId), sql`${calibrations.startedAt} IS NOT NULL`)),
);

/** The calibration that a call is in, or was. */
export function calibrationOf(db: Db, callId: number): Calibration | null {
  return started(db).get({ callId }) ?? null;
}

const drafts = prepared((orm, given: Given<{ callId: number; leaderId: number }>) =>
  orm
    .select()
    .from(calibrations)
    .where(
      and(
        sql`${calibrations.startedAt} IS NULL`,
        eq(calibrations.callId, given.callId),
        eq(calibrations.leaderId, given.leaderId),
      ),
    ),
);

/** What somebody was choosing for a calibration of a call. */
export function calibrationDraftOf(db: Db, callId: number, leaderId: number): Calibration | null {
  return drafts(db).get({ callId, leaderId }) ?? null;
}

const all = prepared((orm) =>
  orm
    .select()
    .from(calibrations)
    .where(sql`${calibrations.startedAt} IS NOT NULL`)
    .orderBy(desc(calibrations.closedAt), desc(calibrations.id)),
);

/** Every calibration that was started, the latest closed first, then those under way. */
export function startedCalibrations(db: Db): Calibration[] {
  return all(db).all();
}

const setDays = prepared((orm, given: Given<{ id: number; workingDays: number }>) =>
  orm
    .update(calibrations)
    .set({ workingDays: given.workingDays })
    .where(and(eq(calibrations.id, given.id), isNull(calibrations.startedAt))),
);

export function setCalibrationDays(tx: Tx, id: number, workingDays: number): void {
  setDays(tx).run({ id, workingDays });
}

const start = prepared((orm, given: Given<{ id: number; now: Instant; deadlineAt: Instant }>) =>
  orm
    .update(calibrations)
    .set({ startedAt: given.now, deadlineAt: given.deadlineAt })
    .where(and(eq(calibrations.id, given.id), isNull(calibrations.startedAt))),
);

export function startCalibrationRow(
  tx: Tx,
  given: { id: number; now: Instant; deadlineAt: Instant },
): boolean {
  return start(tx).run(given).changes > 0;
}

const ready = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(calibrations)
    .set({ readyAt: now })
    .where(
      and(
        eq(calibrations.id, id),
        isNull(calibrations.readyAt),
        sql`${calibrations.startedAt} IS NOT NULL`,
      ),
    ),
);

export function readyCalibration(tx: Tx, id: number, now: Instant): boolean {
  return ready(tx).run({ id, now }).changes > 0;
}

const close = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(calibrations)
    .set({ closedAt: now })
    .where(
      and(
        eq(calibrations.id, id),
        isNull(calibrations.closedAt),
        sql`${calibrations.readyAt} IS NOT NULL`,
      ),
    ),
);

export function closeCalibrationRow(tx: Tx, id: number, now: Instant): boolean {
  return close(tx).run({ id, now }).changes > 0;
}

const remove = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(calibrations).where(and(eq(calibrations.id, id), isNull(calibrations.startedAt))),
);

export function removeCalibrationDraft(tx: Tx, id: number): void {
  remove(tx).run({ id });
}

const agree = prepared((orm, given: Given<typeof calibrationAnswers.$inferSelect>) =>
  orm
    .insert(calibrationAnswers)
    .values({
      calibrationId: given.calibrationId,
      itemCode: given.itemCode,
      verdict: given.verdict,
    })
    .onConflictDoUpdate({
      target: [calibrationAnswers.calibrationId, calibrationAnswers.itemCode],
      set: { verdict: given.verdict },
    }),
);

export function saveAgreed(
  tx: Tx,
  calibrationId: number,
  itemCode: string,
  verdict: Verdict,
): void {
  agree(tx).run({ calibrationId, itemCode, verdict });
}

const agreed = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select().from(calibrationAnswers).where(eq(calibrationAnswers.calibrationId, id)),
);

/** What was agreed on so far, as answers. */
export function agreedOf(db: Db, id: number): Map<string, Answer> {
  const rows = agreed(db).all({ id });
  return new Map(
    rows.map(({ itemCode, verdict }) => [itemCode, { verdict, comment: null, momentS: null }]),
  );
}
