import { type Appeal, appealOf } from '../../db/appeals.ts';
import { type HistoryEntry, historyOf } from '../../db/call-history.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { type Version, versionById } from '../../db/checklists.ts';
import { ledgerOfCall } from '../../db/ledger.ts';
import { type OtherTalker, otherTalksOf } from '../../db/other-talks.ts';
import type { Member } from '../../db/people.ts';
import { callRecording, heardOf } from '../../db/recordings.ts';
import { answersOf } from '../../db/review-answers.ts';
import { creditReviewOf, type Review, reviewsOf } from '../../db/reviews.ts';
import { type Capacity, canSee, capacitiesOf } from '../../domain/access.ts';
import type { Call, Decision } from '../../domain/call.ts';
import {
  type Answer,
  type Answers,
  answersAfter,
  type Item,
  itemsOf,
  scoreOf,
} from '../../domain/checklist.ts';
import type { LateWord } from '../../domain/late-word.ts';
import { type Move, movesOn } from '../../domain/ledger.ts';
import { asActor } from '../../domain/person.ts';
import type { RecordingFacts, RecordingFault } from '../../domain/recording.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { spentVerbs } from '../../domain/spent.ts';
import { offeredVerbs, type Verb } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { pausedIn } from '../company/paused-items.ts';
import { mayRead } from './may-read-review.ts';
import { lateWordSeenBy } from './read-late-word.ts';
import { mayConfirm } from './returned-call.ts';
import { callSeenBy, isBlind, pathOfSecond, viewSeenBy } from './second-view.ts';
import { asUndecided, decidesAgain, pathAsUndecided } from './undecided-view.ts';

export type { CallView } from '../../db/calls.ts';

/** One review with all its words, as the people concerned may read it. */
export interface ReviewSheet {
  review: Review;
  version: Version | null;
  /** As handed in. */
  answers: Answers;
  /** As they stand after an appeal. */
  standing: Answers;
  decisions: Record<string, Decision>;
  appeal: Appeal | null;
  /** The items that count for nobody in it, since they were paused when it was handed in. */
  paused: ReadonlySet<string>;
}

export interface FailedItem extends Answer {
  item: Item;
}

/** Failed items of a sheet in the checklist's order. */
export function failuresOf(
  sheet: Pick<ReviewSheet, 'version' | 'standing'>,
  answers: Answers = sheet.standing,
): FailedItem[] {
  if (!sheet.version) return [];
  return itemsOf(sheet.version.checklist).flatMap((item) => {
    const answer = answers.get(item.code);
    return answer?.verdict === 'fail' ? [{ item, ...answer }] : [];
  });
}

/** The score of a sheet by section, as it stands. */
export function standingScore(sheet: ReviewSheet) {
  return sheet.version ? scoreOf(sheet.version.checklist, sheet.standing) : null;
}

/** `known`: what the caller has read of it already. */
export function reviewSheet(
  app: App,
  review: Review,
  known: { answers?: Answers; appeal?: Appeal | null } = {},
): ReviewSheet {
  const answers = known.answers ?? answersOf(app.db, review.id);
  const appeal = known.appeal === undefined ? appealOf(app.db, review.id) : known.appeal;
  const settled = appeal && appeal.state !== 'draft' && appeal.state !== 'open';
  const decided = Object.entries(settled ? appeal.items : {}).flatMap(([code, decision]) =>
    decision ? [[code, decision] as const] : [],
  );
  const decisions = Object.fromEntries(decided);
  const version = review.versionId === null ? null : versionById(app.db, review.versionId);
  return {
    review,
    version,
    answers,
    standing: answersAfter(answers, decisions),
    decisions,
    appeal: appeal?.state === 'draft' ? null : appeal,
    paused: pausedIn(app, review, version, answers),
  };
}

/** The credit score of a call with its words; null while there is none. */
export function creditSheet(app: App, callId: number): ReviewSheet | null {
  const review = creditReviewOf(app.db, callId);
  return review ? reviewSheet(app, review) : null;
}

export interface CallCard {
  call: Call;
  view: CallView;
  history: (HistoryEntry & { actorName: string | null })[];
  /** Who talked in it beside the seller. */
  otherTalks: (OtherTalker & { name: string | null })[];
  sheets: ReviewSheet[];
  offered: Verb[];
  /** What they could do and cannot any more. */
  spent: Verb[];
  /** What this person is to the call. */
  capacities: ReadonlySet<Capacity>;
  hasRecording: boolean;
  /** Points moved for it. */
  movedPoints: boolean;
  /** What was heard of the recording, and what was found against it; null: nobody listened yet. */
  heard: RecordingFacts | null;
  fault: RecordingFault | null;
  /** For heads and administrators: what the telephone system said of it too late. */
  late: LateWord | null;
}

/**
 * A call as this person may see it; what they may not see does not exist for them. `known`: what whoever
 * has just worked on it knows of it.
 */
export function callCard(
  app: App,
  member: Member,
  callId: number,
  known?: Call,
): Outcome<{ card: CallCard }> {
  const call = known ?? callFacts(app.db, callId);
  const view = callView(app.db, callId);
  const actor = asActor(member);
  if (!call || !view || !canSee(actor, call)) return refuse('not_found');
  const now = app.nowEarliest();
  if (isBlind(member, call)) return { ok: true, card: secondCard(app, member, call, view) };
  const capacities = capacitiesOf(actor, call);
  const reviews = reviewsOf(app.db, callId).filter((review) =>
    mayRead(review, call, member, capacities),
  );
  const isUndecided = decidesAgain(member, call);
  const seen = callSeenBy(member, call, now);
  const path = historyOf(app.db, callId);
  const history = isUndecided ? pathAsUndecided(path) : path;
  const card: CallCard = {
    call: seen,
    view: viewSeenBy(member, call, seen, view),
    history,
    otherTalks: otherTalksOf(app.db, callId),
    sheets: reviews.map((review) =>
      isUndecided ? undecidedSheet(app, review) : reviewSheet(app, review),
    ),
    offered: offeredVerbs(seen, actor, now).filter(
      (verb) => verb !== 'give_back' || !isOwnReturn(app, member, call),
    ),
    spent: spentVerbs(seen, actor, history, now),
    capacities,
    hasRecording: view.recordingPath !== null || view.recordingUrl !== null,
    movedPoints: !isUndecided && ledgerOfCall(app.db, callId).length > 0,
    heard: heardOf(app.db, callId),
    fault: callRecording(app.db, callId)?.fault ?? null,
    late: lateWordSeenBy(app, actor, callId, capacities),
  };
  return { ok: true, card };
}

/** A score as it was before its appeal was decided. */
function undecidedSheet(app: App, review: Review): ReviewSheet {
  const appeal = review.purpose === 'credit' ? appealOf(app.db, review.id) : null;
  if (!appeal) return reviewSheet(app, review);
  const before = asUndecided({ review, appeal });
  return reviewSheet(app, before.review, { appeal: before.appeal });
}

/** The card of whoever makes a second score and is not to learn that it is one. */
function secondCard(app: App, member: Member, call: Call, view: CallView): CallCard {
  const now = app.nowEarliest();
  const seen = callSeenBy(member, call, now);
  const own = reviewsOf(app.db, call.id).filter(({ reviewerId }) => reviewerId === member.id);
  return {
    call: seen,
    view: viewSeenBy(member, call, seen, view),
    history: pathOfSecond(member, historyOf(app.db, call.id), own[0] ?? null),
    otherTalks: otherTalksOf(app.db, call.id),
    sheets: own.map((review) =>
      reviewSheet(app, { ...review, purpose: 'credit' }, { appeal: null }),
    ),
    offered: offeredVerbs(seen, asActor(member), now),
    spent: [],
    capacities: capacitiesOf(asActor(member), seen),
    hasRecording: view.recordingPath !== null || view.recordingUrl !== null,
    movedPoints: false,
    heard: heardOf(app.db, call.id),
    fault: callRecording(app.db, call.id)?.fault ?? null,
    late: null,
  };
}

/** Whoever gave a call back does not confirm it themselves, as long as anybody else could. */
function isOwnReturn(app: App, member: Member, call: Call): boolean {
  const own = call.status === 'listening_credit' && call.returnedById === member.id;
  return own && !mayConfirm(app.db, app, member, call);
}

/** Points that a review moved for one person, by cause. */
export function movesFor(
  app: App,
  review: Pick<Review, 'id' | 'callId'>,
  personId: number,
): Move[] {
  const transfers = ledgerOfCall(app.db, review.callId);
  return movesOn(
    personId,
    transfers.filter(({ reviewId }) => reviewId === review.id),
  );
}

/** What is known of a call, for a caller who was let through to it already. */
export function viewOf(app: App, callId: number): CallView | null {
  return callView(app.db, callId);
}

/** The same for whoever may see it at present; null for anybody else. */
export function viewFor(app: App, member: Member, callId: number): CallView | null {
  const call = callFacts(app.db, callId);
  if (!call || !canSee(asActor(member), call)) return null;
  const view = callView(app.db, callId);
  return view && viewSeenBy(member, call, callSeenBy(member, call, app.nowEarliest()), view);
}
