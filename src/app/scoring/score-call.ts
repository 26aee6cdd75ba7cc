import { recordedSecondsOf, talkSecondsOf } from '../../db/calls.ts';
import { currentVersion, type Version, versionById } from '../../db/checklists.ts';
import { endLease, leaseOf } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { answersOf, saveAnswer } from '../../db/review-answers.ts';
import {
  setCursor,
  setRecommendation,
  setRecordingSent,
  setVersion,
} from '../../db/review-drafts.ts';
import { type Review, submitReview } from '../../db/reviews.ts';
import {
  type Answers,
  answerProblem,
  itemsOf,
  limits,
  nextItem,
  parseComment,
  scoreOf,
  submitProblem,
  type Verdict,
} from '../../domain/checklist.ts';
import { isTooFast } from '../../domain/lease.ts';
import { noticeDueAt } from '../../domain/notice.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import { verdictCode } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { notify, quietHoursOf } from '../notices/notify.ts';
import { closeReturnNotices } from '../notices/tell-of-queue.ts';
import { draftInHand } from './draft-in-hand.ts';

/** A draft that its reviewer has just touched. */
interface Sheet {
  review: Review;
  version: Version;
  answers: Answers;
}

type Done = Outcome<object>;

/** Works on the sheet of a call that `member` holds, in one transaction. */
function onSheet<T extends { ok: true }>(
  app: App,
  member: Member,
  callId: number,
  work: (tx: Tx, sheet: Sheet) => T | Refused,
): T | Refused {
  return app.db.transaction((tx): T | Refused => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    const version = held.review.versionId ? versionById(tx, held.review.versionId) : null;
    if (!version) return refuse('stale');
    const answers = answersOf(tx, held.review.id);
    return work(tx, { review: held.review, version, answers });
  });
}

/** Picks the call's type: its current checklist is the one to score on. */
export function chooseType(app: App, member: Member, callId: number, type: string): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    const version = currentVersion(tx, type);
    if (!version) return refuse('stale');
    const first = itemsOf(version.checklist)[0];
    if (held.review.versionId !== version.id && first) {
      setVersion(tx, held.review.id, { id: version.id, firstItem: first.code }, app.now());
    }
    return { ok: true };
  });
}

/**
 * Records one verdict and goes on to the next open item. A critical miss waits for its comment; any
 * other may have one, and what is typed next belongs to it.
 */
export function answerItem(
  app: App,
  member: Member,
  callId: number,
  answer: { itemCode: string; verdict: Verdict },
): Done {
  return onSheet(app, member, callId, (tx, { review, version, answers }) => {
    const { itemCode, verdict } = answer;
    const problem = answerProblem(version.checklist, itemCode, verdict);
    if (problem) return refuse(problem);
    const before = answers.get(itemCode);
    const kept = verdict === 'fail' && before?.verdict === 'fail' ? before : null;
    const given = { verdict, comment: kept?.comment ?? null, momentS: kept?.momentS ?? null };
    saveAnswer(tx, review.id, itemCode, given);
    const others = review.lastFailedItem === itemCode ? null : review.lastFailedItem;
    const item = nextItem(version.checklist, new Map(answers).set(itemCode, given), itemCode);
    const lastFailed = verdict === 'fail' ? itemCode : others;
    setCursor(tx, review.id, { item, lastFailed }, app.now());
    return { ok: true };
  });
}

/** What was typed belongs to the last ❌: a comment, a moment, or both; what was not said stays. */
export function commentLastFailed(app: App, member: Member, callId: number, typed: string): Done {
  return onSheet(app, member, callId, (tx, { review, version, answers }) => {
    const itemCode = review.lastFailedItem;
    const before = itemCode ? answers.get(itemCode) : undefined;
    if (!itemCode || before?.verdict !== 'fail') return refuse('nothing_chosen');
    if (typed.length > limits.commentMax) return refuse('too_long');
    const said = parseComment(typed, recordedSecondsOf(tx, callId));
    const given = {
      verdict: 'fail' as const,
      comment: said.comment ?? before.comment,
      momentS: said.momentS ?? before.momentS,
    };
    saveAnswer(tx, review.id, itemCode, given);
    const waited = review.cursorItem === itemCode;
    const after = new Map(answers).set(itemCode, given);
    const item = waited ? nextItem(version.checklist, after, itemCode) : review.cursorItem;
    setCursor(tx, review.id, { item, lastFailed: itemCode }, app.now());
    return { ok: true };
  });
}

/** Everything not answered yet was done. */
export function answerRestDone(app: App, member: Member, callId: number): Done {
  return onSheet(app, member, callId, (tx, { review, version, answers }) => {
    for (const item of itemsOf(version.checklist)) {
      if (answers.has(item.code)) continue;
      saveAnswer(tx, review.id, item.code, { verdict: 'pass', comment: null, momentS: null });
    }
    setCursor(tx, review.id, { item: null, lastFailed: review.lastFailedItem }, app.now());
    return { ok: true };
  });
}

/** Shows an item, or the overview for null. */
export function showItem(app: App, member: Member, callId: number, itemCode: string | null): Done {
  return onSheet(app, member, callId, (tx, { review, version, answers }) => {
    const known = itemsOf(version.checklist).some((item) => item.code === itemCode);
    if (itemCode !== null && !known) return refuse('stale');
    const failed = itemCode !== null && answers.get(itemCode)?.verdict === 'fail';
    const lastFailed = failed ? itemCode : review.lastFailedItem;
    setCursor(tx, review.id, { item: itemCode, lastFailed }, app.now());
    return { ok: true };
  });
}

/** The words to the seller; of a teaching review they may be all there is, without a checklist. */
export function recommend(app: App, member: Member, callId: number, text: string): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    if (text.length > limits.messageMax) return refuse('too_long');
    setRecommendation(tx, held.review.id, text.trim() || null, app.now());
    return { ok: true };
  });
}

/** The recording has reached the reviewer's chat: from now on they can have heard it. */
export function recordingWasSent(app: App, member: Member, callId: number): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (held.ok) setRecordingSent(tx, held.review.id, app.now());
    return held;
  });
}

/** Hands the score in; the seller is told after the hold. Answers when the notice will leave. */
export function submitScore(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ noticeAt: number }> {
  return onSheet(app, member, callId, (tx, { review, version, answers }) => {
    if (review.purpose !== 'credit') return refuse('not_allowed');
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
    const policy = app.policy();
    const talkS = talkSecondsOf(tx, callId);
    const { recordingSentAt } = review;
    const tooFast = isTooFast({ recordingSentAt, submittedAt: now, talkS }, policy.minListenShare);
    const { earned, possible } = scoreOf(version.checklist, answers);
    const result = { earned, possible, verdicts: verdictCode(answers), tooFast };
    submitReview(tx, review.id, result, now);
    const held = leaseOf(tx, member.id);
    if (held?.callId === callId) endLease(tx, held, 'scored', now);
    if (scored.call.returnedById !== null) closeReturnNotices(tx, app, callId);
    const noticeAt = noticeDueAt(now, policy.noticeHold, quietHoursOf(policy), policy.timeZone);
    const sellerId = scored.call.sellerId;
    if (sellerId !== null) {
      notify(tx, app, {
        key: `scored:${review.id}:${now}`,
        personId: sellerId,
        kind: 'scored',
        callId,
        dueAt: noticeAt,
      });
    }
    return { ok: true, noticeAt };
  });
}
