import { currentVersion, versionById } from '../../db/checklists.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { recordedSecondsOf } from '../../db/recordings.ts';
import { saveAnswer } from '../../db/review-answers.ts';
import {
  setCursor,
  setRecommendation,
  setRecordingSent,
  setVersion,
} from '../../db/review-drafts.ts';
import {
  answerProblem,
  itemsOf,
  limits,
  nextItem,
  parseComment,
  type Verdict,
} from '../../domain/checklist.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { pausedNow } from '../company/paused-items.ts';
import { draftInHand } from './draft-in-hand.ts';
import { type Sheet, submitFirst } from './hand-in-score.ts';
import { answersNow } from './paused-answers.ts';
import { submitSecond } from './second-score.ts';

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
    return work(tx, { review: held.review, version, ...answersNow(tx, held.review, version) });
  });
}

/** Picks the call's type: its current checklist is the one to score on. */
export function chooseType(app: App, member: Member, callId: number, type: string): Done {
  return app.db.transaction((tx): Done => {
    const held = draftInHand(tx, app, member, callId);
    if (!held.ok) return held;
    const version = currentVersion(tx, type);
    if (!version) return refuse('stale');
    const items = itemsOf(version.checklist);
    const paused = pausedNow(tx, version);
    const first = items.find(({ code }) => !paused.has(code)) ?? items[0];
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
  return onSheet(app, member, callId, (tx, { review, version, answers, paused }) => {
    const { itemCode, verdict } = answer;
    if (paused.has(itemCode)) return refuse('item_paused');
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
  return onSheet(app, member, callId, (tx, sheet): Outcome<{ noticeAt: number }> => {
    switch (sheet.review.purpose) {
      case 'credit':
        return submitFirst(tx, app, member, sheet);
      case 'second':
        return submitSecond(tx, app, member, sheet);
      default:
        return refuse('not_allowed');
    }
  });
}
