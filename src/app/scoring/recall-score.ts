import { callFacts } from '../../db/calls.ts';
import { endLease, leaseOf } from '../../db/leases.ts';
import { cancelNotices } from '../../db/outbox.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf, reopenReview } from '../../db/reviews.ts';
import { noticeDueAt } from '../../domain/notice.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { lease } from '../calls/lease-call.ts';
import { moveCall } from '../calls/move-call.ts';
import { quietHoursOf } from '../notices/notify.ts';
import { forgetPaused } from './paused-answers.ts';
import { recallSecond, secondBy } from './second-score.ts';

/**
 * Takes a score back before its notice has begun to leave: the controller goes on in the same draft. A
 * call they began meanwhile waits for them with its draft.
 */
export function recallScore(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const second = secondBy(tx, member, callId);
    if (second) return recallSecond(tx, app, member, second);
    const recalled = moveCall(tx, {
      callId,
      verb: 'recall',
      actor: asActor(member),
      now: app.now(),
      facts: {},
      change: { scoredById: null, checklistId: null },
    });
    if (!recalled.ok) return recalled;
    const review = creditReviewOf(tx, callId);
    if (!review) throw new Error(`call ${callId} was scored without a review`);
    reopenReview(tx, review.id);
    forgetPaused(tx, review);
    cancelNotices(tx, callId, 'scored');
    const other = leaseOf(tx, member.id);
    if (other) endLease(tx, other, 'freed', app.now());
    return lease(tx, app, member, callId) ? { ok: true } : refuse('stale');
  });
}

/** When the notice of a score will leave that this member can still take back; null: they cannot. */
export function recallableUntil(app: App, member: Member, callId: number): Instant | null {
  const call = callFacts(app.db, callId);
  if (call?.second?.byId === member.id) {
    const { finalAt } = call.second;
    return finalAt !== null && finalAt > app.now() ? finalAt : null;
  }
  const submittedAt = creditReviewOf(app.db, callId)?.submittedAt ?? null;
  if (!call || submittedAt === null) return null;
  if (!mayNow(call, 'recall', asActor(member), app.nowEarliest()).ok) return null;
  const policy = app.policy();
  return noticeDueAt(submittedAt, policy.noticeHold, quietHoursOf(policy), policy.timeZone);
}
