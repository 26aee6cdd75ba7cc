import { openRequestOf } from '../../db/advice.ts';
import { callFacts, talkSecondsOf } from '../../db/calls.ts';
import { type Version, versionById } from '../../db/checklists.ts';
import { leaseOf, scoredSince } from '../../db/leases.ts';
import type { Member } from '../../db/people.ts';
import { queueSize } from '../../db/queue.ts';
import { heardOf, toldOf } from '../../db/recordings.ts';
import { type Return, returnOf } from '../../db/returns.ts';
import { frequentComments } from '../../db/review-answers.ts';
import { draftOf, draftsSince, type Review } from '../../db/reviews.ts';
import { type Answers, type Item, itemsOf, type Score, scoreOf } from '../../domain/checklist.ts';
import type { Told } from '../../domain/listen.ts';
import { asActor } from '../../domain/person.ts';
import { teaches } from '../../domain/purpose.ts';
import type { RecordingFacts } from '../../domain/recording.ts';
import { mayNow } from '../../domain/status.ts';
import { localDateOf, startOfDay } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { teachingVerb } from './draft-in-hand.ts';
import { failedItems } from './finish-review.ts';
import { answersNow } from './paused-answers.ts';

/** The sheet of a draft in hand: a controller's, or a teacher's. */
export interface ScoringSheet {
  callId: number;
  review: Review;
  /** Null until the call's type is picked. */
  version: Version | null;
  /** As they count now: those of paused items are the system's. */
  answers: Answers;
  paused: ReadonlySet<string>;
  score: Score | null;
  /** The item to answer now; null: the overview. */
  current: Item | null;
  /** The last ❌: what is typed now belongs to it. */
  lastFailed: Item | null;
  frequent: string[];
  /** Failed items that a credit score is paid nothing for, since they are not explained. */
  unexplained: readonly string[];
  /** What the seller asked, where this answers it. */
  question: string | null;
  /** What was heard of the recording, and what was told of the call; null: nobody listened yet. */
  heard: RecordingFacts | null;
  told: Told;
  /** Who gave the call back before, and why: this is the second look at it. */
  returned: Return | null;
}

const frequentMax = 3;

export function scoringSheet(app: App, member: Member, callId: number): ScoringSheet | null {
  const review = openDraft(app, member, callId);
  if (!review) return null;
  const version = review.versionId === null ? null : versionById(app.db, review.versionId);
  const { answers, paused } = answersNow(app.db, review, version);
  const items = version ? itemsOf(version.checklist) : [];
  const itemOf = (code: string | null) => items.find((item) => item.code === code) ?? null;
  const { lastFailedItem } = review;
  const lastFailed = lastFailedItem && paused.has(lastFailedItem) ? null : itemOf(lastFailedItem);
  const silent = lastFailed && !answers.get(lastFailed.code)?.comment;
  return {
    callId,
    review,
    version,
    answers,
    paused,
    score: version && scoreOf(version.checklist, answers),
    current: itemOf(review.cursorItem),
    lastFailed,
    frequent:
      version && silent ? frequentComments(app.db, version.id, lastFailed.code, frequentMax) : [],
    unexplained: teaches(review) ? [] : unexplainedOf(app, review, answers),
    heard: heardOf(app.db, callId),
    told: toldOf(app.db, callId),
    question: teaches(review) ? questionTo(app, review) : null,
    returned: review.purpose === 'credit' ? returnOf(app.db, callId) : null,
  };
}

function unexplainedOf(app: App, { callId }: Review, answers: Answers): string[] {
  const failed = failedItems(answers, talkSecondsOf(app.db, callId));
  return failed.flatMap(({ code, explained }) => (explained ? [] : [code]));
}

/** A controller's sheet goes with the lease, a teacher's with what they may do to the call now. */
function inHand(app: App, member: Member, review: Review): boolean {
  if (!teaches(review)) return heldCall(app, member) === review.callId;
  const call = callFacts(app.db, review.callId);
  return call !== null && mayNow(call, teachingVerb(review), asActor(member), app.nowEarliest()).ok;
}

/** The draft of a call that this person has in hand; null where they have none. */
export function openDraft(app: App, member: Member, callId: number): Review | null {
  const review = draftOf(app.db, callId, member.id);
  return review && inHand(app, member, review) ? review : null;
}

/** How long a sheet that nobody works on still takes typed and spoken words. */
const draftFreshMs = 12 * 60 * 60 * 1000;

export function takesWords(app: App, { touchedAt }: Review): boolean {
  return touchedAt + draftFreshMs >= app.now();
}

/** The calls whose sheets typed or spoken words may belong to, the latest worked on first. */
export function openSheets(app: App, member: Member): number[] {
  return draftsSince(app.db, member.id, app.now() - draftFreshMs)
    .filter((draft) => inHand(app, member, draft))
    .map(({ callId }) => callId);
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
