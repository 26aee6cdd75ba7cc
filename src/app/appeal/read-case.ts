import { type Appeal, appealOf, openAppeals } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Transfer } from '../../domain/ledger.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { type FailedItem, failuresOf, type ReviewSheet, reviewSheet } from '../calls/read-call.ts';
import { previewEnding } from '../scoring/finish-review.ts';
import { type Case, endingOf, openCase } from './decide-appeal.ts';

/** An appeal as the head who decides it sees it. */
export interface CaseView extends Case {
  view: CallView;
  sheet: ReviewSheet;
  named: FailedItem[];
  /** What the draft would make of it; null while something is undecided. */
  outcome: {
    ending: NonNullable<ReturnType<typeof endingOf>>;
    earned: number;
    possible: number;
    transfers: Transfer[];
  } | null;
}

export function caseView(app: App, member: Member, callId: number): Outcome<{ found: CaseView }> {
  return app.db.transaction((tx): Outcome<{ found: CaseView }> => {
    const found = openCase(tx, member, callId);
    if (!found.ok) return found;
    const view = callView(tx, callId);
    if (!view || view.sellerId === null) return refuse('not_found');
    const sheet = reviewSheet(app, found.review);
    const named = failuresOf(sheet, sheet.answers).filter(({ item }) =>
      Object.hasOwn(found.appeal.items, item.code),
    );
    const ending = endingOf(tx, found);
    const outcome = ending && {
      ending,
      ...previewEnding(tx, app, found.review, view.sellerId, ending),
    };
    return { ok: true, found: { ...found, view, sheet, named, outcome } };
  });
}

/** Open appeals that this supervisor may decide, the oldest first. */
export function appealsFor(app: App, member: Member): Appeal[] {
  const actor = asActor(member);
  return openAppeals(app.db).filter((appeal) => {
    const call = callFacts(app.db, appeal.callId);
    return call !== null && capacitiesOf(actor, call).has('judge');
  });
}

/** The seller's appeal in the making. */
export interface AppealDraft {
  view: CallView;
  sheet: ReviewSheet;
  appeal: Appeal;
  failures: FailedItem[];
}

export function appealDraft(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ draft: AppealDraft }> {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  if (!call || !view) return refuse('not_found');
  const allowed = mayNow(call, 'appeal', asActor(member), app.now());
  if (!allowed.ok) return allowed;
  const review = creditReviewOf(app.db, callId);
  const appeal = review && appealOf(app.db, review.id);
  if (!review || !appeal) return refuse('stale');
  const sheet = reviewSheet(app, review);
  const failures = failuresOf(sheet, sheet.answers);
  return { ok: true, draft: { view, sheet, appeal, failures } };
}
