import {
  type BlindScore,
  beginBlindScore,
  openBlindScore,
  selfCheckOf,
} from '../../db/blind-scores.ts';
import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import type { Db, Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf, type Review } from '../../db/reviews.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { type Compared, compareAnswers } from '../../domain/blind-score.ts';
import { itemsOf, type Score, scoreOf } from '../../domain/checklist.ts';
import { answersWhilePaused } from '../../domain/paused-item.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { reviewSheet } from '../calls/read-call.ts';
import { chatNote, writeChatNote } from '../people/chat-notes.ts';
import { blindSheet, submitBlind } from './blind-sheet.ts';

/** Whether this person's scores come closed, so that they can score the calls themselves first. */
export function checksFirst(app: App, member: Member): boolean {
  return closedSince(app, member) !== null;
}

/** From when on scores come closed, as its owner said; null: they come open. */
function closedSince(app: App, { telegramId }: Member): number | null {
  const kept = telegramId === null ? null : chatNote(app, telegramId, 'self-check');
  return kept ? Number(kept) : null;
}

/** Has the scores that are handed in from now on come closed, or open again: those that wait, too. */
export function checkFirst(app: App, member: Member, wanted: boolean): void {
  if (member.telegramId === null || checksFirst(app, member) === wanted) return;
  writeChatNote(app, member.telegramId, 'self-check', wanted ? String(app.now()) : '');
}

/** The credit score of one's own call, once its seller is told of it. */
function ownScore(db: Db | Tx, member: Member, callId: number): Review | null {
  const call = callFacts(db, callId);
  if (!call || !capacitiesOf(asActor(member), call).has('seller')) return null;
  const review = creditReviewOf(db, callId);
  const told = review && (review.state !== 'submitted' || call.noticeLeft);
  return told ? review : null;
}

/** A score that waits closed; `begun`: how far its seller has come with scoring the call themselves. */
export interface ClosedScore {
  begun: BlindScore | null;
}

/** Whether a score waits closed for this seller; null: it is open to them. */
export function closedScore(app: App, member: Member, callId: number): ClosedScore | null {
  const since = closedSince(app, member);
  if (since === null) return null;
  const review = ownScore(app.db, member, callId);
  if (!review || (review.submittedAt ?? 0) < since) return null;
  const begun = selfCheckOf(app.db, callId, member.id);
  return begun?.openedAt == null ? { begun } : null;
}

/** Begins scoring one's own call, or goes on with it: as long as one has not opened the score. */
export function beginSelfCheck(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ scoreId: number }> {
  const closed = closedScore(app, member, callId);
  if (!closed) return refuse(ownScore(app.db, member, callId) ? 'score_open' : 'not_found');
  return app.db.transaction((tx) => ({ ok: true, scoreId: ownCheck(tx, app, member, callId).id }));
}

function ownCheck(tx: Tx, app: App, member: Member, callId: number): BlindScore {
  const known = selfCheckOf(tx, callId, member.id);
  if (known) return known;
  const versionId = creditReviewOf(tx, callId)?.versionId ?? null;
  const version = versionId === null ? null : versionById(tx, versionId);
  if (!version) throw new Error(`the credit score of call ${callId} has no checklist`);
  return beginBlindScore(tx, {
    purpose: 'self',
    callId,
    personId: member.id,
    versionId: version.id,
    calibrationId: null,
    cursorItem: itemsOf(version.checklist)[0]?.code ?? null,
    startedAt: app.now(),
  });
}

/** Opens a score that waits closed. Nothing can be scored blind after that. */
export function openScore(app: App, member: Member, callId: number): void {
  if (!closedScore(app, member, callId)) return;
  app.db.transaction((tx) => {
    openBlindScore(tx, ownCheck(tx, app, member, callId).id, app.now());
  });
}

/** Hands the self-check in; from now on the score is open. */
export function submitSelfCheck(app: App, member: Member, scoreId: number): Outcome<object> {
  return submitBlind(app, member, scoreId, (tx, { score }) => {
    if (score.purpose !== 'self') return refuse('not_found');
    if (score.openedAt !== null) return refuse('score_open');
    openBlindScore(tx, score.id, app.now());
    return { ok: true };
  });
}

/** One's own score of a call beside the controller's. */
export interface SelfCompared extends Compared {
  callId: number;
  own: Score;
  /** The controller's as it stands. */
  given: Score;
}

/** What a seller said of their own call beside what was given; nobody else's is ever shown. */
export function readSelfCheck(app: App, member: Member, callId: number): SelfCompared | null {
  const check = selfCheckOf(app.db, callId, member.id);
  const review = ownScore(app.db, member, callId);
  if (!review || check?.submittedAt == null) return null;
  const sheet = blindSheet(app, member, check.id);
  if (!sheet) return null;
  const { checklist } = sheet.version;
  const { standing, version, paused } = reviewSheet(app, review);
  // What was paused when the score was handed in counts in neither.
  const answers = answersWhilePaused(sheet.answers, paused);
  return {
    callId,
    ...compareAnswers(checklist, answers, standing),
    own: scoreOf(checklist, answers),
    given: scoreOf(version?.checklist ?? checklist, standing),
  };
}
