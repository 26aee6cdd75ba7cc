import { openRequestOf } from '../../db/advice.ts';
import { callFacts, talkSecondsOf } from '../../db/calls.ts';
import { type Version, versionById } from '../../db/checklists.ts';
import { leaseOf, scoredSince } from '../../db/leases.ts';
import type { Member } from '../../db/people.ts';
import { queueSize } from '../../db/queue.ts';
import { type Return, returnOf } from '../../db/returns.ts';
import { answersOf, usualComments } from '../../db/review-answers.ts';
import { draftOf, latestDraftOf, type Review } from '../../db/reviews.ts';
import { type Answers, type Item, itemsOf, type Score, scoreOf } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { mayNow } from '../../domain/status.ts';
import { localDateOf, startOfDay } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { teachingVerb } from './draft-in-hand.ts';
import { failedItems } from './finish-review.ts';

/** The sheet of a draft in hand: a controller's, or a teacher's. */
export interface ScoringSheet {
  callId: number;
  review: Review;
  /** Null until the call's type is picked. */
  version: Version | null;
  answers: Answers;
  score: Score | null;
  /** The item to answer now; null: the overview. */
  current: Item | null;
  /** The last ❌: what is typed now belongs to it. */
  lastFailed: Item | null;
  usual: string[];
  /** Failed items that a credit score is paid nothing for, since they are not explained. */
  unexplained: readonly string[];
  /** What the seller asked, where this answers it. */
  question: string | null;
  /** Who gave the call back before, and why: this is the second look at it. */
  returned: Return | null;
}

const usualMost = 3;

export function scoringSheet(app: App, member: Member, callId: number): ScoringSheet | null {
  const review = draftOf(app.db, callId, member.id);
  if (!review || !inHand(app, member, review)) return null;
  const version = review.versionId === null ? null : versionById(app.db, review.versionId);
  const answers = answersOf(app.db, review.id);
  const items = version ? itemsOf(version.checklist) : [];
  const itemOf = (code: string | null) => items.find((item) => item.code === code) ?? null;
  const lastFailed = itemOf(review.lastFailedItem);
  const silent = lastFailed && !answers.get(lastFailed.code)?.comment;
  return {
    callId,
    review,
    version,
    answers,
    score: version && scoreOf(version.checklist, answers),
    current: itemOf(review.cursorItem),
    lastFailed,
    usual: version && silent ? usualComments(app.db, version.id, lastFailed.code, usualMost) : [],
    unexplained: review.purpose === 'credit' ? unexplainedOf(app, review, answers) : [],
    question: review.purpose === 'credit' ? null : questionTo(app, review),
    returned: review.purpose === 'credit' ? returnOf(app.db, callId) : null,
  };
}

function unexplainedOf(app: App, { callId }: Review, answers: Answers): string[] {
  const failed = failedItems(answers, talkSecondsOf(app.db, callId));
  return failed.flatMap(({ code, explained }) => (explained ? [] : [code]));
}

/** A controller's sheet goes with the lease, a teacher's with what they may do to the call now. */
function inHand(app: App, member: Member, review: Review): boolean {
  if (review.purpose === 'credit') return heldCall(app, member) === review.callId;
  const call = callFacts(app.db, review.callId);
  return call !== null && mayNow(call, teachingVerb(review), asActor(member), app.now()).ok;
}

/** How long typed words still go to the sheet that somebody last worked on. */
const draftFreshMs = 12 * 60 * 60 * 1000;

/** The call whose sheet typed or spoken words belong to; null where no sheet was open lately. */
export function openSheet(app: App, member: Member): number | null {
  const draft = latestDraftOf(app.db, member.id);
  if (!draft || draft.touchedAt + draftFreshMs < app.now()) return null;
  return inHand(app, member, draft) ? draft.callId : null;
}

/** The call that a controller holds, with its draft; null where they hold none. */
export function heldCall(app: App, member: Member): number | null {
  return leaseOf(app.db, member.id)?.callId ?? null;
}

export interface QueueState {
  waiting: number;
  oldestAt: number | null;
  scoredToday: number;
}

export function queueState(app: App, member: Member): QueueState {
  const zone = app.policy().timeZone;
  const today = startOfDay(localDateOf(app.now(), zone), zone);
  return { ...queueSize(app.db), scoredToday: scoredSince(app.db, member.id, today) };
}

/** What a seller asked, for whoever answers it now. */
function questionTo(app: App, review: Review): string | null {
  const request = openRequestOf(app.db, review.callId);
  return request?.begunById === review.reviewerId ? request.question : null;
}
