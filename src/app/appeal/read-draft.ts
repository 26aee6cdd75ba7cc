import { type Appeal, appealOf } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { answersOf } from '../../db/review-answers.ts';
import { creditReviewOf, type Review } from '../../db/reviews.ts';
import type { Call } from '../../domain/call.ts';
import type { Answers } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { type FailedItem, failuresOf } from '../calls/read-call.ts';
import { wereDecided } from './decided-items.ts';

/** A score that its seller may appeal now. */
export interface Appealable {
  call: Call;
  review: Review;
  answers: Answers;
}

export function appealable(
  db: Db,
  app: App,
  member: Member,
  callId: number,
): Outcome<{ score: Appealable }> {
  const call = callFacts(db, callId);
  if (!call) return refuse('not_found');
  const allowed = mayNow(call, 'appeal', asActor(member), app.nowEarliest());
  if (!allowed.ok) return allowed;
  const review = creditReviewOf(db, callId);
  if (!review) return refuse('not_found');
  return { ok: true, score: { call, review, answers: answersOf(db, review.id) } };
}

/** The seller's appeal in the making. */
export interface AppealDraft {
  view: CallView;
  appeal: Appeal;
  /** What the seller may name, in the checklist's order. */
  failures: FailedItem[];
  /** The call type's checklist by which it was scored. */
  checklistId: number;
  /** Whether any of them was decided before. */
  hasPrecedents: boolean;
}

export function appealDraft(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ draft: AppealDraft }> {
  const found = appealable(app.db, app, member, callId);
  if (!found.ok) return found;
  const appeal = appealOf(app.db, found.score.review.id);
  if (!appeal) return refuse('stale');
  return { ok: true, draft: viewOfDraft(app.db, found.score, appeal) };
}

/** What is to be seen of a draft beside what whoever works on it has read already. */
export function viewOfDraft(
  db: Db,
  { call, review, answers }: Appealable,
  appeal: Appeal,
): AppealDraft {
  const view = callView(db, call.id);
  if (!view) throw new Error(`call ${call.id} is gone while it is appealed`);
  const version = review.versionId === null ? null : versionById(db, review.versionId);
  const failures = failuresOf({ version, standing: answers });
  const checklistId = version?.checklistId ?? 0;
  const hasPrecedents = wereDecided(db, checklistId, failures, null, new Set());
  return { view, appeal, failures, checklistId, hasPrecedents };
}
