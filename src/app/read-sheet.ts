import { type Version, versionById } from '../db/checklists.ts';
import { leaseOf, queueSize, scoredSince } from '../db/leases.ts';
import type { Member } from '../db/people.ts';
import { answersOf, draftOf, type Review, usualComments } from '../db/reviews.ts';
import { type Answers, type Item, itemsOf, type Score, scoreOf } from '../domain/checklist.ts';
import { localDateOf, startOfDay } from '../domain/time.ts';
import type { App } from './app.ts';

/** The scoring screen of the call that a controller holds. */
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
}

const usualMost = 3;

export function scoringSheet(app: App, member: Member, callId: number): ScoringSheet | null {
  const review = draftOf(app.db, callId, member.id);
  if (!review || heldCall(app, member) !== callId) return null;
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
  };
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
