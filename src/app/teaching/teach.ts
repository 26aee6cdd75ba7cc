import { type AdviceRequest, endRequest, markBegun, openRequestOf } from '../../db/advice.ts';
import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import type { Db, Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { answersOf } from '../../db/review-answers.ts';
import {
  beginTeachingDraft,
  discardDraft,
  insertDraft,
  setVoice,
  touchDraft,
} from '../../db/review-drafts.ts';
import { draftOf, finishTeaching, type Review } from '../../db/reviews.ts';
import { takenSince } from '../../db/team.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { scoreOf, teachingProblem } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { teaches } from '../../domain/purpose.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import { startOfWeek } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { closeAdviceNotices } from '../notices/close-advice.ts';
import { tellTaught } from '../notices/tell-taught.ts';
import { draftInHand, teachingVerb } from '../scoring/draft-in-hand.ts';
import { savePaused } from '../scoring/paused-answers.ts';

/** With the call as it is by then, of which the next screen is drawn. */
type Done = Outcome<{ call: Call }>;

/** A mentor or head takes a call to score it for teaching: it leaves the way to credit. */
export function takeCall(app: App, member: Member, callId: number): Done {
  return app.db.transaction((tx): Done => {
    const now = app.now();
    const call = callFacts(tx, callId);
    if (!call) return refuse('not_found');
    const moved = moveCall(tx, {
      callId,
      call,
      verb: 'take',
      actor: asActor(member),
      now,
      facts: {
        takenThisWeek: takenThisWeek(tx, app, member, call.sellerId ?? 0),
        takesPerWeek: app.policy().takesPerWeek,
      },
      change: { reviewerId: member.id },
    });
    if (!moved.ok) return moved;
    beginTeachingDraft(tx, { callId, reviewerId: member.id, purpose: 'training' }, now);
    return { ok: true, call: moved.after };
  });
}

/** What a teacher has taken of a seller in the calendar week, whatever became of it. */
function takenThisWeek(db: Db, app: App, member: Member, sellerId: number): number {
  const since = startOfWeek(app.now(), app.policy().timeZone);
  return takenSince(db, { teacherId: member.id, sellerId, since });
}

/** How many calls of a seller this teacher may still take in this calendar week. */
export function takesLeft(app: App, member: Member, sellerId: number): number {
  return Math.max(0, app.policy().takesPerWeek - takenThisWeek(app.db, app, member, sellerId));
}

/** A head begins on a seller's request: from now on it is theirs, and cannot be taken back. */
export function beginAdvice(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ call: Call; request: AdviceRequest | null }> {
  return app.db.transaction((tx) => {
    const now = app.now();
    const moved = moveCall(tx, {
      callId,
      verb: 'begin',
      actor: asActor(member),
      now,
      facts: {},
      change: { reviewerId: member.id },
    });
    if (!moved.ok) return moved;
    const asked = openRequestOf(tx, callId);
    const request = asked && { ...asked, begunById: member.id, begunAt: now };
    beginTeachingDraft(tx, { callId, reviewerId: member.id, purpose: 'advice' }, now);
    if (request) {
      markBegun(tx, request.id, member.id, now);
      closeAdviceNotices(tx, app, request, 'begun');
    }
    return { ok: true, call: moved.after, request };
  });
}

/**
 * Opens the sheet of a side review: a call on the credit route or final is scored for teaching and
 * keeps its status and its credit. It enters the history only once it is handed in.
 */
export function beginSideReview(app: App, member: Member, callId: number): Done {
  return app.db.transaction((tx): Done => {
    const call = callFacts(tx, callId);
    if (!call) return refuse('not_found');
    const allowed = mayNow(call, 'review', asActor(member), app.nowEarliest());
    if (!allowed.ok) return allowed;
    insertDraft(tx, { callId, reviewerId: member.id, purpose: 'side' }, app.now());
    const draft = draftOf(tx, callId, member.id);
    return draft && !teaches(draft) ? refuse('already_held') : { ok: true, call };
  });
}

/** Drops a side review that was begun; the call never knew of it. */
export function dropSideReview(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    if (draftOf(tx, callId, member.id)?.purpose !== 'side') return refuse('stale');
    discardDraft(tx, callId, member.id);
    return { ok: true };
  });
}

/** Opens a sheet again: what is typed next belongs to it. */
export function resumeDraft(app: App, member: Member, callId: number): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (held.ok) touchDraft(tx, held.review.id, app.now());
    return held;
  });
}

/** Keeps an answer that was spoken, as Telegram's file id. */
export function speakWords(app: App, member: Member, callId: number, fileId: string): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    if (!teaches(held.review)) return refuse('not_allowed');
    setVoice(tx, held.review.id, fileId, app.now());
    return held;
  });
}

/**
 * Hands a teaching review in: any part of a checklist, or words or a voice alone. It is final at once,
 * its seller is told, and it never reaches credit or ledger.
 */
export function submitTeaching(app: App, member: Member, callId: number): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    const { review } = held;
    if (!teaches(review)) return refuse('not_allowed');
    const now = app.now();
    const answers = answersOf(tx, review.id);
    const { recommendation: words, voice } = review;
    const moved = moveCall(tx, {
      callId,
      call: held.call,
      verb: teachingVerb(review),
      actor: asActor(member),
      now,
      facts: { problem: teachingProblem({ answers, words, voice }) },
      change: review.purpose === 'side' ? {} : { reviewerId: null },
    });
    if (!moved.ok) return moved;
    // Words alone are no score on a checklist.
    if (answers.size > 0) savePaused(tx, review);
    finishTeaching(tx, review.id, partialScore(tx, review), now);
    answerRequest(tx, app, member, moved.call);
    if (moved.call.sellerId !== null) {
      tellTaught(tx, app, { sellerId: moved.call.sellerId, callId, reviewId: review.id });
    }
    return { ok: true, call: moved.after };
  });
}

/**
 * Whoever began on the call's request answers it. Where the draw picked the call before anybody began,
 * the head who reviews it beside its score does.
 */
function answerRequest(tx: Tx, app: App, member: Member, call: Call): void {
  const request = openRequestOf(tx, call.id);
  if (!request) return;
  const beside = call.status !== 'listening_advice';
  const heads = capacitiesOf(asActor(member), call).has('supervisor');
  if (request.begunById === null && heads && beside)
    markBegun(tx, request.id, member.id, app.now());
  else if (request.begunById !== member.id) return;
  closeAdviceNotices(tx, app, request, 'answered');
  endRequest(tx, call.id, 'answered', app.now());
}

/** The score over the items that were answered; null where nothing counts. */
function partialScore(tx: Tx, review: Review): { earned: number; possible: number } | null {
  const version = review.versionId === null ? null : versionById(tx, review.versionId);
  if (!version) return null;
  const { earned, possible } = scoreOf(version.checklist, answersOf(tx, review.id));
  return possible > 0 ? { earned, possible } : null;
}
