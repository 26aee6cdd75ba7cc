import { type AdviceRequest, lastRequestOf, openRequestOf, openRequests } from '../../db/advice.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import { draftOf, markRead, type Review, reviewById } from '../../db/reviews.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { asActor } from '../../domain/person.ts';
import { teaches } from '../../domain/purpose.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { callCard, type ReviewSheet } from '../calls/read-call.ts';
import { notify } from '../notices/notify.ts';

export type { AdviceRequest } from '../../db/advice.ts';

/** A request for advice with its call. */
export interface AdviceCase {
  request: AdviceRequest;
  view: CallView;
  /** Whether this person may answer it: an administrator only sees that it waits. */
  mayAnswer: boolean;
}

/** Open requests that this person may answer, the oldest first. */
export function adviceFor(app: App, member: Member): AdviceCase[] {
  const actor = asActor(member);
  return openRequests(app.db).flatMap((request) => {
    const call = callFacts(app.db, request.callId);
    const view = callView(app.db, request.callId);
    if (!call || !view || !capacitiesOf(actor, call).has('supervisor')) return [];
    return [{ request, view, mayAnswer: true }];
  });
}

/** The request about a call as a head or administrator sees it: the open one, else what became of the last. */
export function adviceCase(app: App, member: Member, callId: number): AdviceCase | null {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  const mine = call ? capacitiesOf(asActor(member), call) : new Set();
  if (!view || !(mine.has('supervisor') || mine.has('admin'))) return null;
  const request = openRequestOf(app.db, callId) ?? lastRequestOf(app.db, callId);
  return request && { request, view, mayAnswer: mine.has('supervisor') };
}

/** The draft that a teacher has open on a call. */
export function teachingDraftOf(app: App, member: Member, callId: number): Review | null {
  const draft = draftOf(app.db, callId, member.id);
  return draft && teaches(draft) ? draft : null;
}

/** A teaching review that was handed in, as somebody who may read it sees it. */
export interface Teaching {
  view: CallView;
  sheet: ReviewSheet;
  /** What the seller had asked, where it is an answer. */
  question: string | null;
  isSeller: boolean;
}

export function teachingReview(
  app: App,
  member: Member,
  reviewId: number,
): Outcome<{ found: Teaching }> {
  const review = reviewById(app.db, reviewId);
  if (!review || !teaches(review)) return refuse('not_found');
  const card = callCard(app, member, review.callId);
  const sheet = card.ok && card.card.sheets.find((one) => one.review.id === reviewId);
  if (!card.ok || !sheet) return refuse('not_found');
  const asked = lastRequestOf(app.db, review.callId);
  const found = {
    view: card.card.view,
    sheet,
    question: asked?.begunById === review.reviewerId ? asked.question : null,
    isSeller: card.card.capacities.has('seller'),
  };
  return { ok: true, found };
}

/** The seller says that they have read it; who made it is told, once and without a sound. */
export function readTeaching(
  app: App,
  member: Member,
  reviewId: number,
): Outcome<{ found: Teaching }> {
  const teaching = teachingReview(app, member, reviewId);
  if (!teaching.ok) return teaching;
  if (!teaching.found.isSeller) return refuse('not_allowed');
  const { sheet } = teaching.found;
  const { review } = sheet;
  const readAt = app.now();
  app.db.transaction((tx) => {
    if (!markRead(tx, reviewId, readAt)) return;
    notify(tx, app, {
      key: `read:${reviewId}`,
      personId: review.reviewerId,
      kind: 'teaching_read',
      callId: review.callId,
      payload: { reviewId },
    });
  });
  const read = { ...review, readAt: review.readAt ?? readAt };
  return { ok: true, found: { ...teaching.found, sheet: { ...sheet, review: read } } };
}
