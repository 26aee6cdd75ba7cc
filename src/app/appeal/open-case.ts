import { type Appeal, appealOf } from '../../db/appeals.ts';
import { callFacts } from '../../db/calls.ts';
import { type DecisionDraft, decisionDraft } from '../../db/decision-drafts.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf, type Review } from '../../db/reviews.ts';
import { canSee, capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { asUndecided } from '../calls/undecided-view.ts';
import { type Ending, leavesNothing } from '../scoring/finish-review.ts';

export interface Case {
  call: Call;
  review: Review;
  appeal: Appeal;
  draft: DecisionDraft;
  /** It counts already: what is decided of it now changes nothing, and its head is not told so. */
  isAgain: boolean;
}

/** An open appeal that this supervisor may decide, with what they have decided of it so far. */
export function openCase(tx: Tx, member: Member, callId: number): Outcome<Case> {
  const actor = asActor(member);
  const call = callFacts(tx, callId);
  if (!call || !canSee(actor, call)) return refuse('not_found');
  const isAgain = call.status !== 'scored_appealed';
  const { again } = call.appeal ?? {};
  if (!capacitiesOf(actor, call).has('judge')) {
    // Whoever decided already reads the same whether it is decided again or not.
    if (isAgain) return refuse('wrong_status');
    return refuse(again?.firstById === member.id ? 'stale' : 'not_allowed');
  }
  if (isAgain && !again) return refuse('wrong_status');
  const review = creditReviewOf(tx, callId);
  const appeal = review && appealOf(tx, review.id);
  if (!review || !appeal) return refuse('not_found');
  const draft = decisionDraft(tx, appeal.id, member.id);
  if (!isAgain) return { ok: true, call, review, appeal, draft, isAgain };
  return { ok: true, call, ...asUndecided({ review, appeal }), draft, isAgain };
}

/**
 * How the draft would end the appeal; null while something is open. Where its decisions leave nothing that
 * counts, they annul the score (3.5).
 */
export function endingOf(
  tx: Tx,
  { appeal, draft, review }: Pick<Case, 'appeal' | 'draft' | 'review'>,
): (Ending & { outcome: 'upheld' | 'rejected' | 'annulled' }) | null {
  const { decisions } = draft;
  if (appeal.kind !== 'items') {
    if (draft.annul === null) return null;
    return { outcome: draft.annul ? 'annulled' : 'rejected', decisions };
  }
  const codes = Object.keys(appeal.items);
  if (!codes.every((code) => Object.hasOwn(decisions, code))) return null;
  if (codes.every((code) => decisions[code] === 'controller_right')) {
    return { outcome: 'rejected', decisions };
  }
  return { outcome: leavesNothing(tx, review, decisions) ? 'annulled' : 'upheld', decisions };
}
