import { type Appeal, appealOf, closeAppeal, setAnswer } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { canSee, capacitiesOf } from '../../domain/access.ts';
import type { Call, Decision } from '../../domain/call.ts';
import { limits } from '../../domain/checklist.ts';
import { type Move, movesOn } from '../../domain/ledger.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { creditSheet, type ReviewSheet, reviewSheet } from '../calls/read-call.ts';
import { notify } from '../notices/notify.ts';
import { finishCreditReview, previewEnding } from '../scoring/finish-review.ts';
import { judgesOf } from './tell-judges.ts';
import { tellOverturned } from './tell-overturned.ts';

/** An appeal as the one whose score it is about sees it. */
export interface AppealedScore {
  view: CallView;
  sheet: ReviewSheet & { appeal: Appeal };
}

type Appealed = Outcome<{ appealed: AppealedScore }>;

export function appealedScore(app: App, member: Member, callId: number): Appealed {
  const found = scoredBy(app.db, member, callId);
  const sheet = found.ok ? creditSheet(app, callId) : null;
  if (!sheet) return refuse('not_found');
  return withAppeal(app, callId, sheet);
}

function scoredBy(db: Db, member: Member, callId: number): Outcome<{ call: Call }> {
  const actor = asActor(member);
  const call = callFacts(db, callId);
  if (!call || !canSee(actor, call)) return refuse('not_found');
  return capacitiesOf(actor, call).has('scorer') ? { ok: true, call } : refuse('not_allowed');
}

function withAppeal(app: App, callId: number, sheet: ReviewSheet): Appealed {
  const view = callView(app.db, callId);
  const { appeal } = sheet;
  return view && appeal
    ? { ok: true, appealed: { view, sheet: { ...sheet, appeal } } }
    : refuse('not_found');
}

/** The controller's one answer to an appeal of their score; the heads see it when they decide. */
export function answerAppeal(app: App, member: Member, callId: number, text: string): Appealed {
  return app.db.transaction((tx): Appealed => {
    const found = scoredBy(tx, member, callId);
    if (!found.ok) return found;
    const { call } = found;
    if (call.status !== 'scored_appealed') return refuse('wrong_status');
    const answer = text.trim();
    if (!answer) return refuse('reason_missing');
    if (answer.length > limits.messageMax) return refuse('too_long');
    const review = creditReviewOf(tx, callId);
    const appeal = review && appealOf(tx, review.id);
    if (!review || !appeal) return refuse('not_found');
    const answeredAt = app.now();
    if (!setAnswer(tx, appeal.id, answer, answeredAt)) return refuse('already_answered');
    for (const judge of judgesOf(tx, app, call)) {
      notify(tx, app, {
        key: `appeal_answered:${appeal.id}:${judge.id}`,
        personId: judge.id,
        kind: 'appeal_answered',
        callId,
        payload: { appealId: appeal.id },
      });
    }
    const answered = { ...appeal, answer, answeredAt };
    return withAppeal(app, callId, reviewSheet(app, review, { appeal: answered }));
  });
}

function allForSeller(itemCodes: readonly string[]): Record<string, Decision> {
  return Object.fromEntries(itemCodes.map((itemCode) => [itemCode, 'seller_right']));
}

/**
 * What conceding would take from the controller, in points, and all that the call then brings them; null
 * where it is open no more.
 */
export function previewConcession(
  app: App,
  { review, appeal }: ReviewSheet,
): { pays: number; moves: Move[] } | null {
  if (appeal?.state !== 'open' || appeal.begunById !== null || appeal.kind !== 'items') return null;
  const decisions = allForSeller(Object.keys(appeal.items));
  const ending = { outcome: 'conceded' as const, decisions };
  const { transfers } = app.db.transaction((tx) =>
    previewEnding(tx, app, review, appeal.sellerId, ending),
  );
  const paid = transfers.filter((transfer) => transfer.cause === 'concession');
  return {
    pays: paid.reduce((sum, transfer) => sum + transfer.points, 0),
    moves: movesOn(review.reviewerId, transfers),
  };
}

/** The controller admits all named items, before a head has begun to decide. */
export function concedeAppeal(app: App, member: Member, callId: number): Appealed {
  return app.db.transaction((tx): Appealed => {
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
    tellOverturned(tx, app, review, Object.keys(decisions));
    notify(tx, app, {
      key: `appeal_decided:${appeal.id}:${appeal.sellerId}`,
      personId: appeal.sellerId,
      kind: 'appeal_decided',
      callId,
    });
    const settled = creditSheet(app, callId);
    if (!settled) throw new Error(`call ${callId} was appealed without a score`);
    return withAppeal(app, callId, settled);
  });
}
