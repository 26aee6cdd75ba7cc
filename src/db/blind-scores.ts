import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { BlindPurpose } from '../domain/blind-score.ts';
import type { Answer } from '../domain/checklist.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { blindAnswers, blindScores } from './schema/blind-scores.ts';

export type BlindScore = typeof blindScores.$inferSelect;

/** What a blind score begins with. */
interface Begun {
  purpose: BlindPurpose;
  callId: number;
  personId: number;
  versionId: number;
  calibrationId: number | null;
  /** The first item of its sheet. */
  cursorItem: string | null;
  startedAt: Instant;
}

const insert = prepared((orm, given: Given<Begun>) =>
  orm
    .insert(blindScores)
    .values({
      purpose: given.purpose,
      callId: given.callId,
      personId: given.personId,
      versionId: given.versionId,
      calibrationId: given.calibrationId,
      cursorItem: given.cursorItem,
      startedAt: given.startedAt,
    })
    .returning(),
);

export function beginBlindScore(tx: Tx, begun: Begun): BlindScore {
  const made = insert(tx).get({ ...begun });
  if (!made) throw new Error(`no blind score of call ${begun.callId} was made`);
  return made;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select().from(blindScores).where(eq(blindScores.id, id)),
);

export function blindScoreById(db: Db, id: number): BlindScore | null {
  return byId(db).get({ id }) ?? null;
}

const ofSelf = prepared((orm, { callId, personId }: Given<{ callId: number; personId: number }>) =>
  orm
    .select()
    .from(blindScores)
    .where(
      and(
        sql`${blindScores.purpose} = 'self'`,
        eq(blindScores.callId, callId),
        eq(blindScores.personId, personId),
      ),
    ),
);

/** How a seller scored their own call; null where they have neither begun nor opened their score. */
export function selfCheckOf(db: Db, callId: number, personId: number): BlindScore | null {
  return ofSelf(db).get({ callId, personId }) ?? null;
}

const cursor = prepared((orm, given: Given<{ id: number; cursorItem: string | null }>) =>
  orm
    .update(blindScores)
    .set({ cursorItem: given.cursorItem })
    .where(and(eq(blindScores.id, given.id), isNull(blindScores.submittedAt))),
);

export function setBlindCursor(tx: Tx, id: number, cursorItem: string | null): void {
  cursor(tx).run({ id, cursorItem });
}

const submit = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(blindScores)
    .set({ submittedAt: now, cursorItem: null })
    .where(and(eq(blindScores.id, id), isNull(blindScores.submittedAt))),
);

/** False where it was handed in before. */
export function submitBlindScore(tx: Tx, id: number, now: Instant): boolean {
  return submit(tx).run({ id, now }).changes > 0;
}

const open = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(blindScores)
    .set({ openedAt: now })
    .where(and(eq(blindScores.id, id), isNull(blindScores.openedAt))),
);

/** Notes that its maker has seen what it is held against. */
export function openBlindScore(tx: Tx, id: number, now: Instant): void {
  open(tx).run({ id, now });
}

const save = prepared((orm, given: Given<typeof blindAnswers.$inferSelect>) => {
  const answer = { verdict: given.verdict, comment: given.comment, momentS: given.momentS };
  return orm
    .insert(blindAnswers)
    .values({ scoreId: given.scoreId, itemCode: given.itemCode, ...answer })
    .onConflictDoUpdate({ target: [blindAnswers.scoreId, blindAnswers.itemCode], set: answer });
});

export function saveBlindAnswer(tx: Tx, scoreId: number, itemCode: string, answer: Answer): void {
  const { verdict, comment, momentS } = answer;
  save(tx).run({ scoreId, itemCode, verdict, comment, momentS });
}

const answers = prepared((orm, { scoreId }: Given<{ scoreId: number }>) =>
  orm
    .select({
      itemCode: blindAnswers.itemCode,
      verdict: blindAnswers.verdict,
      comment: blindAnswers.comment,
      momentS: blindAnswers.momentS,
    })
    .from(blindAnswers)
    .where(eq(blindAnswers.scoreId, scoreId)),
);

export function blindAnswersOf(db: Db, scoreId: number): Map<string, Answer> {
  const rows = answers(db).all({ scoreId });
  return new Map(rows.map(({ itemCode, ...answer }) => [itemCode, answer]));
}

const ofCalibration = prepared((orm, { calibrationId }: Given<{ calibrationId: number }>) =>
  orm
    .select()
    .from(blindScores)
    .where(eq(blindScores.calibrationId, calibrationId))
    .orderBy(asc(blindScores.id)),
);

/** Every blind score of a calibration: of those asked, and of those who took it as a benchmark. */
export function scoresOfCalibration(db: Db, calibrationId: number): BlindScore[] {
  return ofCalibration(db).all({ calibrationId });
}

const ofBoth = prepared(
  (orm, { calibrationId, personId }: Given<{ calibrationId: number; personId: number }>) =>
    orm
      .select()
      .from(blindScores)
      .where(and(eq(blindScores.calibrationId, calibrationId), eq(blindScores.personId, personId))),
);

export function calibrationScoreOf(
  db: Db,
  calibrationId: number,
  personId: number,
): BlindScore | null {
  return ofBoth(db).get({ calibrationId, personId }) ?? null;
}

const ofPerson = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select()
    .from(blindScores)
    .where(eq(blindScores.personId, personId))
    .orderBy(asc(blindScores.id)),
);

export function blindScoresOf(db: Db, personId: number): BlindScore[] {
  return ofPerson(db).all({ personId });
}

/** Those that somebody made of benchmarks, handed in or not. */
export function benchmarkScoresOf(db: Db, personId: number): BlindScore[] {
  return blindScoresOf(db, personId).filter(({ purpose }) => purpose === 'benchmark');
}

const drop = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(blindScores).where(eq(blindScores.id, id)),
);

/** Takes one out that nobody has answered anything on. */
export function dropBlindScore(tx: Tx, id: number): void {
  drop(tx).run({ id });
}
