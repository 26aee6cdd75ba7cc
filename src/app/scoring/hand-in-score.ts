import { talkSecondsOf } from '../../db/calls.ts';
import type { Version } from '../../db/checklists.ts';
import { endLease, leaseOf } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { type Review, submitReview } from '../../db/reviews.ts';
import { chooseSecond } from '../../db/second-scores.ts';
import { type Answers, scoreOf, submitProblem } from '../../domain/checklist.ts';
import { isTooFast } from '../../domain/lease.ts';
import { noticeDueAt } from '../../domain/notice.ts';
import { asActor } from '../../domain/person.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { isChosenForSecond } from '../../domain/second-score.ts';
import type { Instant } from '../../domain/time.ts';
import { verdictCode } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { notify, quietHoursOf } from '../notices/notify.ts';
import { closeReturnNotices } from '../notices/tell-of-queue.ts';
import { savePaused } from './paused-answers.ts';

/** A draft that its reviewer has just touched. */
export interface Sheet {
  review: Review;
  version: Version;
  /** As they count: those of paused items are the system's. */
  answers: Answers;
  paused: ReadonlySet<string>;
}

/** Hands a credit score in: its seller is told after the hold. */
export function submitFirst(
  tx: Tx,
  app: App,
  member: Member,
  sheet: Sheet,
): Outcome<{ noticeAt: Instant }> {
  const { review, version, answers } = sheet;
  const { callId } = review;
  const now = app.now();
  const scored = moveCall(tx, {
    callId,
    verb: 'score',
    actor: asActor(member),
    now,
    facts: { problem: submitProblem(version.checklist, answers) },
    change: { reviewerId: null, scoredById: member.id, checklistId: version.checklistId },
  });
  if (!scored.ok) return scored;
  const noticeAt = handIn(tx, app, member, sheet);
  if (scored.call.returnedById !== null) closeReturnNotices(tx, app, callId);
  const { sellerId } = scored.call;
  if (sellerId !== null) {
    notify(tx, app, {
      key: `scored:${review.id}:${now}`,
      personId: sellerId,
      kind: 'scored',
      callId,
      dueAt: noticeAt,
    });
  }
  if (isChosen(app)) chooseSecond(tx, { callId, reviewId: review.id, firstId: member.id, now });
  return { ok: true, noticeAt };
}

/** Writes the score down and ends the lease; answers when a notice of it may leave. */
export function handIn(tx: Tx, app: App, member: Member, sheet: Sheet): Instant {
  const { review, version, answers } = sheet;
  const now = app.now();
  const policy = app.policy();
  const talkS = talkSecondsOf(tx, review.callId);
  const { recordingSentAt } = review;
  const tooFast = isTooFast({ recordingSentAt, submittedAt: now, talkS }, policy.minListenShare);
  const { earned, possible } = scoreOf(version.checklist, answers);
  savePaused(tx, review);
  submitReview(tx, review.id, { earned, possible, verdicts: verdictCode(answers), tooFast }, now);
  const held = leaseOf(tx, member.id);
  if (held?.callId === review.callId) endLease(tx, held, 'scored', now);
  return noticeDueAt(now, policy.noticeHold, quietHoursOf(policy), policy.timeZone);
}

function isChosen(app: App): boolean {
  const percent = app.policy().secondScorePercent;
  return percent > 0 && isChosenForSecond(percent, app.randomBytes(4).readUInt32BE() / 2 ** 32);
}
