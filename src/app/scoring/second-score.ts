import { endLease, leaseOf } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import { cancelNotices } from '../../db/outbox.ts';
import type { Member } from '../../db/people.ts';
import { reopenReview, reviewById } from '../../db/reviews.ts';
import { handInSecond, reopenSecond, type SecondScore, secondOf } from '../../db/second-scores.ts';
import { submitProblem } from '../../domain/checklist.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { leaseSecond } from '../calls/lease-call.ts';
import { notify } from '../notices/notify.ts';
import { handIn, type Sheet } from './hand-in-score.ts';
import { forgetPaused } from './paused-answers.ts';

/**
 * Hands a second score in. To whoever made it all goes as with any other: it can be taken back for as
 * long, and nothing says that its seller hears nothing of it.
 */
export function submitSecond(
  tx: Tx,
  app: App,
  member: Member,
  sheet: Sheet,
): Outcome<{ noticeAt: Instant }> {
  const problem = submitProblem(sheet.version.checklist, sheet.answers);
  if (problem) return refuse(problem);
  const { id: reviewId, callId } = sheet.review;
  const noticeAt = handIn(tx, app, member, sheet);
  if (!handInSecond(tx, { callId, reviewId, finalAt: noticeAt })) {
    throw new Error(`call ${callId} has no second score to make`);
  }
  notify(tx, app, {
    key: `score_left:${callId}:${reviewId}:${app.now()}`,
    personId: member.id,
    kind: 'score_left',
    callId,
    dueAt: noticeAt,
  });
  return { ok: true, noticeAt };
}

/** The second score that this person has handed in; null where they have not. */
export function secondBy(tx: Tx, member: Member, callId: number): SecondScore | null {
  const second = secondOf(tx, callId);
  return second?.controllerId === member.id && second.reviewId !== null ? second : null;
}

/** Takes a second score back in the time in which any score can be. */
export function recallSecond(
  tx: Tx,
  app: App,
  member: Member,
  { callId, reviewId }: SecondScore,
): Outcome<object> {
  if (reviewId === null || !reopenSecond(tx, callId, app.now())) return refuse('notice_left');
  const review = reviewById(tx, reviewId);
  reopenReview(tx, reviewId);
  if (review) forgetPaused(tx, review);
  cancelNotices(tx, callId, 'score_left');
  const other = leaseOf(tx, member.id);
  if (other) endLease(tx, other, 'freed', app.now());
  return leaseSecond(tx, app, member, callId) ? { ok: true } : refuse('stale');
}
