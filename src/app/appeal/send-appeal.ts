import {
  deleteAppealDraft,
  insertAppealDraft,
  openAppeal,
  setAppealKind,
  setAppealReason,
  toggleAppealItem,
} from '../../db/appeal-drafts.ts';
import { type Appeal, appealOf, markEscalated, openAppealsOf } from '../../db/appeals.ts';
import { callFacts } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { answersOf } from '../../db/review-answers.ts';
import { creditReviewOf, type Review } from '../../db/reviews.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { AppealKind, Call } from '../../domain/call.ts';
import { failedCodes, limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { notify } from '../notices/notify.ts';

interface Draft {
  appeal: Appeal;
  review: Review;
  failed: string[];
}

/** Works on the seller's draft of an appeal, which is begun by the first touch and kept until sent. */
function onDraft<T extends { ok: true }>(
  app: App,
  member: Member,
  callId: number,
  work: (tx: Tx, draft: Draft) => T | Refused,
): T | Refused {
  return app.db.transaction((tx): T | Refused => {
    const call = callFacts(tx, callId);
    if (!call) return refuse('not_found');
    const allowed = mayNow(call, 'appeal', asActor(member), app.now());
    if (!allowed.ok) return allowed;
    const review = creditReviewOf(tx, callId);
    if (!review) return refuse('not_found');
    insertAppealDraft(tx, { callId, reviewId: review.id, sellerId: member.id });
    const appeal = appealOf(tx, review.id);
    if (!appeal) throw new Error(`no draft of an appeal for review ${review.id}`);
    if (appeal.state !== 'draft') return refuse('stale');
    const failed = failedCodes(answersOf(tx, review.id));
    return work(tx, { appeal, review, failed });
  });
}

/** Begins an appeal, or takes up the one begun before. A single failed item is chosen already. */
export function beginAppeal(app: App, member: Member, callId: number): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal, failed }) => {
    const only = failed.length === 1 ? failed[0] : undefined;
    const untouched = Object.keys(appeal.items).length === 0 && appeal.reason === null;
    if (only && untouched && appeal.kind === 'items') toggleAppealItem(tx, appeal.id, only);
    return { ok: true };
  });
}

export function toggleItem(
  app: App,
  member: Member,
  callId: number,
  itemCode: string,
): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal, failed }) => {
    if (!failed.includes(itemCode)) return refuse('not_failed');
    if (appeal.kind !== 'items') setAppealKind(tx, appeal.id, 'items');
    toggleAppealItem(tx, appeal.id, itemCode);
    return { ok: true };
  });
}

/** What the appeal is about: items, or the call as a whole. */
export function chooseKind(
  app: App,
  member: Member,
  callId: number,
  kind: AppealKind,
): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal }) => {
    setAppealKind(tx, appeal.id, kind);
    return { ok: true };
  });
}

/** Keeps the reason, written or spoken, in the draft. */
export function giveReason(
  app: App,
  member: Member,
  callId: number,
  reason: { text: string | null; voice: string | null },
): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal }) => {
    const text = reason.text?.trim() || null;
    if (text === null && reason.voice === null) return refuse('reason_missing');
    if ((text?.length ?? 0) > limits.reasonMax) return refuse('too_long');
    setAppealReason(tx, appeal.id, { text, voice: reason.voice });
    return { ok: true };
  });
}

/** Drops a draft that was not sent. */
export function dropAppeal(app: App, member: Member, callId: number): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal }) => {
    deleteAppealDraft(tx, appeal.id);
    return { ok: true };
  });
}

/** Sends the appeal: its controller and the heads of that direction are told. */
export function sendAppeal(app: App, member: Member, callId: number): Outcome<object> {
  return onDraft(app, member, callId, (tx, { appeal, review, failed }) => {
    const now = app.now();
    const moved = moveCall(tx, {
      callId,
      verb: 'appeal',
      actor: asActor(member),
      now,
      facts: {
        kind: appeal.kind,
        chosen: Object.keys(appeal.items),
        failed,
        reason: appeal.reason ?? (appeal.reasonVoice ? '🎤' : ''),
        openAppeals: openAppealsOf(tx, member.id),
        openAppealsMax: app.policy().openAppealsMax,
      },
      note: appeal.reason,
    });
    if (!moved.ok) return moved;
    openAppeal(tx, appeal.id, now);
    notify(tx, app, {
      key: `appealed:${appeal.id}`,
      personId: review.reviewerId,
      kind: 'appealed',
      callId,
    });
    tellJudges(tx, app, { appealId: appeal.id, callId, stage: 'new' });
    return { ok: true };
  });
}

/** The supervisors who may decide the appeal of a call now. */
export function judgesOf(tx: Tx, app: App, call: Call): Member[] {
  return peopleWithRole(tx, 'supervisor', app.now()).filter((member) =>
    capacitiesOf(asActor(member), call).has('judge'),
  );
}

function judgesOfCall(tx: Tx, app: App, callId: number): Member[] {
  const call = callFacts(tx, callId);
  return call ? judgesOf(tx, app, call) : [];
}

/**
 * Tells those who may decide. Where nobody in scope may (no head, or only the one who scored or sent
 * it), it goes to every supervisor at once (3.5).
 */
export function tellJudges(
  tx: Tx,
  app: App,
  about: { appealId: number; callId: number; stage: 'new' | 'reminder' | 'escalated' },
): void {
  const inScope = judgesOfCall(tx, app, about.callId);
  if (inScope.length === 0) markEscalated(tx, about.appealId, app.now());
  const judges = inScope.length > 0 ? inScope : judgesOfCall(tx, app, about.callId);
  for (const judge of judges) {
    const { appealId, callId, stage } = about;
    const to = { key: `appeal:${appealId}:${stage}:${judge.id}`, personId: judge.id, callId };
    if (stage === 'new') {
      notify(tx, app, { ...to, kind: 'appeal_waiting', payload: { appealId, stage } });
    } else notify(tx, app, { ...to, kind: 'appeal_overdue', payload: { appealId, stage } });
  }
}
