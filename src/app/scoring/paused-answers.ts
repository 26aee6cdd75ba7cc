import { type Version, versionById } from '../../db/checklists.ts';
import type { Db, Tx } from '../../db/open.ts';
import { answersOf, dropAnswer, saveAnswer } from '../../db/review-answers.ts';
import type { Review } from '../../db/reviews.ts';
import type { Answers } from '../../domain/checklist.ts';
import { answersWhilePaused, pausedAnswer } from '../../domain/paused-item.ts';
import { pausedAt, pausedNow } from '../company/paused-items.ts';

/**
 * The answers of a draft as they count now. What its reviewer said of a paused item stays written down,
 * for when it is resumed before the hand-in.
 */
export function answersNow(
  db: Db,
  { id }: Review,
  version: Version | null,
): { answers: Answers; paused: ReadonlySet<string> } {
  const answers = answersOf(db, id);
  if (!version) return { answers, paused: new Set() };
  const paused = new Set(pausedNow(db, version).keys());
  return { answers: answersWhilePaused(answers, paused), paused };
}

/** Writes down, as a review is handed in, that the paused items do not count in it. */
export function savePaused(tx: Tx, { id, versionId }: Review): void {
  const version = versionId === null ? null : versionById(tx, versionId);
  const paused = version ? pausedNow(tx, version).keys() : [];
  for (const code of paused) saveAnswer(tx, id, code, pausedAnswer);
}

/** A review that was taken back asks again for what was paused when it was handed in. */
export function forgetPaused(tx: Tx, { id, versionId, submittedAt }: Review): void {
  const version = versionId === null ? null : versionById(tx, versionId);
  if (!version || submittedAt === null) return;
  for (const code of pausedAt(tx, version, submittedAt).keys()) dropAnswer(tx, id, code);
}
