import { appealOf } from '../../db/appeals.ts';
import { queuedMonthOf, talkSecondsOf } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import { unclearPaid } from '../../db/decisions.ts';
import { appendTransfers } from '../../db/ledger.ts';
import type { Tx } from '../../db/open.ts';
import { currentPolicy } from '../../db/policy.ts';
import { answersOf } from '../../db/review-answers.ts';
import { creditReviewOf, finishReview, type Review } from '../../db/reviews.ts';
import type { Call, Decision } from '../../domain/call.ts';
import {
  type Answers,
  answersAfter,
  isExplained,
  itemsOf,
  scoreOf,
} from '../../domain/checklist.ts';
import { type FinalReview, type Transfer, transfersOf } from '../../domain/ledger.ts';
import { type LocalMonth, localMonthOf } from '../../domain/time.ts';
import { verdictCode } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import { openMonthFrom } from './open-month.ts';

export interface Ending {
  outcome: 'approved' | 'upheld' | 'rejected' | 'annulled' | 'conceded';
  decisions: Readonly<Record<string, Decision>>;
}

const stateAfter = {
  approved: 'approved',
  rejected: 'approved',
  upheld: 'overturned',
  conceded: 'overturned',
  annulled: 'annulled',
} as const;

/**
 * The final approval of a credit review: fixes the score, the month it counts in and the policy in
 * force, writes all its transfers, and has the seller's notice say so. Runs in the transaction that
 * changes the call's status.
 */
export function finishCreditReview(tx: Tx, app: App, call: Call, ending: Ending): void {
  const review = creditReviewOf(tx, call.id);
  if (!review || call.sellerId === null) throw new Error(`call ${call.id} has no credit review`);
  const now = app.now();
  const { id: policyId, policy } = currentPolicy(tx);
  const month = creditMonthOf(tx, app, call.id);
  const transfers = transfersOf(finalReviewOf(tx, review, call.sellerId, ending, month), policy);
  const result = resultOf(tx, review, ending);
  const creditMonth = ending.outcome === 'annulled' ? null : month;
  const state = stateAfter[ending.outcome];
  finishReview(tx, review.id, { state, ...result, creditMonth, policyId }, now);
  appendTransfers(tx, transfers, { reviewId: review.id, at: now, month });
  notify(tx, app, {
    key: `settled:${review.id}`,
    personId: call.sellerId,
    kind: 'settled',
    callId: call.id,
    dueAt: now,
  });
}

/** The month a call was drawn or sent in, or, once that is closed, the earliest open one (3.7). */
function creditMonthOf(tx: Tx, app: App, callId: number): LocalMonth {
  const { timeZone } = currentPolicy(tx).policy;
  return openMonthFrom(tx, queuedMonthOf(tx, callId) ?? localMonthOf(app.now(), timeZone));
}

/** What a decision would move and make of the score, for the preview that asks to confirm it. */
export function previewEnding(
  tx: Tx,
  app: App,
  review: Review,
  sellerId: number,
  ending: Ending,
): { earned: number; possible: number; transfers: Transfer[] } {
  const { policy } = currentPolicy(tx);
  const month = creditMonthOf(tx, app, review.callId);
  const transfers = transfersOf(finalReviewOf(tx, review, sellerId, ending, month), policy);
  const { earned, possible } = resultOf(tx, review, ending);
  return { earned, possible, transfers };
}

/** Whether after these decisions nothing of a score counts any more, which makes them an annulment (3.5). */
export function leavesNothing(tx: Tx, review: Review, decisions: Ending['decisions']): boolean {
  return resultOf(tx, review, { outcome: 'upheld', decisions }).possible === 0;
}

function resultOf(tx: Tx, review: Review, ending: Ending) {
  const version = review.versionId === null ? null : versionById(tx, review.versionId);
  if (!version) throw new Error(`review ${review.id} has no checklist`);
  const answers = answersAfter(answersOf(tx, review.id), ending.decisions);
  const { earned, possible } = scoreOf(version.checklist, answers);
  return { earned, possible, verdicts: verdictCode(answers) };
}

function finalReviewOf(
  tx: Tx,
  review: Review,
  sellerId: number,
  { outcome, decisions }: Ending,
  month: string,
): FinalReview {
  const appeal = outcome === 'approved' ? null : appealOf(tx, review.id);
  return {
    controllerId: review.reviewerId,
    sellerId,
    tooFast: review.tooFast,
    failed: failedItems(answersOf(tx, review.id), talkSecondsOf(tx, review.callId)),
    appeal:
      appeal && outcome !== 'approved'
        ? {
            kind: appeal.kind,
            outcome,
            decisions,
            unclearAlreadyPaid: unclearAlreadyPaid(tx, review, decisions, { sellerId, month }),
          }
        : null,
  };
}

/**
 * The unclear items of a decision whose text the fund has paid this seller for already, in this month or
 * further up in this very decision: a text is paid once, whatever else of its checklist changed.
 */
function unclearAlreadyPaid(
  tx: Tx,
  review: Review,
  decisions: Ending['decisions'],
  where: { sellerId: number; month: LocalMonth },
): string[] {
  const unclear = Object.keys(decisions).filter((code) => decisions[code] === 'item_unclear');
  if (unclear.length === 0) return [];
  const paid = new Set(
    unclearPaid(tx, where).map(({ versionId, itemCode }) => itemText(tx, versionId, itemCode)),
  );
  return unclear.filter((code) => {
    const text = itemText(tx, review.versionId ?? 0, code);
    const before = paid.has(text);
    paid.add(text);
    return before;
  });
}

function itemText(tx: Tx, versionId: number, itemCode: string): string {
  const items = itemsOf(versionById(tx, versionId)?.checklist ?? { sections: [] });
  return items.find(({ code }) => code === itemCode)?.text ?? itemCode;
}

/** Failed items; the explained ones alone earn points (3.6). */
export function failedItems(
  answers: Answers,
  talkS: number,
): { code: string; explained: boolean }[] {
  return [...answers].flatMap(([code, answer]) =>
    answer.verdict === 'fail' ? [{ code, explained: isExplained(answer, talkS) }] : [],
  );
}
