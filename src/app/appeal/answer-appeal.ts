import { appealOf, closeAppeal, setAnswer } from '../../db/appeals.ts';
import { callFacts } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { canSee, capacitiesOf } from '../../domain/access.ts';
import type { Decision } from '../../domain/call.ts';
import { limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { notify } from '../notices/notify.ts';
import { finishCreditReview, previewEnding } from '../scoring/finish-review.ts';
import { judgesOf } from './send-appeal.ts';

/** The controller's one answer to an appeal of their score; the heads see it when they decide. */
export function answerAppeal(
  app: App,
  member: Member,
  callId: number,
  text: string,
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const actor = asActor(member);
    const call = callFacts(tx, callId);
    if (!call || !canSee(actor, call)) return refuse('not_found');
    if (!capacitiesOf(actor, call).has('scorer')) return refuse('not_allowed');
    if (call.status !== 'scored_appealed') return refuse('wrong_status');
    const answer = text.trim();
    if (!answer) return refuse('reason_missing');
    if (answer.length > limits.reasonMax) return refuse('too_long');
    const review = creditReviewOf(tx, callId);
    const appeal = review && appealOf(tx, review.id);
    if (!appeal) return refuse('not_found');
    if (!setAnswer(tx, appeal.id, answer, app.now())) return refuse('already_answered');
    for (const judge of judgesOf(tx, app, call)) {
      notify(tx, app, {
        key: `appeal_answered:${appeal.id}:${judge.id}`,
        personId: judge.id,
        kind: 'appeal_answered',
        callId,
        payload: { appealId: appeal.id },
      });
    }
    return { ok: true };
  });
}

function allForSeller(itemCodes: readonly string[]): Record<string, Decision> {
  return Object.fromEntries(itemCodes.map((itemCode) => [itemCode, 'seller_right']));
}

/** What conceding would take from the controller, in points; null where it is open no more. */
export function previewConcession(app: App, callId: number): number | null {
  const call = callFacts(app.db, callId);
  const review = creditReviewOf(app.db, callId);
  const appeal = review && appealOf(app.db, review.id);
  const open = call?.status === 'scored_appealed' && appeal?.begunById === null;
  if (!review || !open || appeal.kind !== 'items') return null;
  const decisions = allForSeller(Object.keys(appeal.items));
  const ending = { outcome: 'conceded' as const, decisions };
  const { transfers } = app.db.transaction((tx) =>
    previewEnding(tx, app, review, appeal.sellerId, ending),
  );
  const paid = transfers.filter((transfer) => transfer.cause === 'concession');
  return paid.reduce((sum, transfer) => sum + transfer.points, 0);
}

/** The controller admits all named items, before a head has begun to decide. */
export function concedeAppeal(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const now = app.now();
    const moved = moveCall(tx, {
      callId,
      verb: 'concede',
      actor: asActor(member),
      now,
      facts: {},
    });
    if (!moved.ok) return moved;
    const review = creditReviewOf(tx, callId);
    const appeal = review && appealOf(tx, review.id);
    if (!appeal) throw new Error(`call ${callId} is appealed without an appeal`);
    const decisions = allForSeller(Object.keys(appeal.items));
    finishCreditReview(tx, app, moved.call, { outcome: 'conceded', decisions });
    closeAppeal(tx, appeal.id, { state: 'conceded', decisions, reason: null, by: member.id }, now);
    notify(tx, app, {
      key: `appeal_decided:${appeal.id}:${appeal.sellerId}`,
      personId: appeal.sellerId,
      kind: 'appeal_decided',
      callId,
    });
    return { ok: true };
  });
}
