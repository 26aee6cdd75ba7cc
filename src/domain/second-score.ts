import type { Call, SecondFacts } from './call.ts';
import { type Answers, isExplained, type Verdict } from './checklist.ts';
import type { Transfer } from './ledger.ts';
import type { Policy } from './policy.ts';
import type { Instant } from './time.ts';

/** Whether a second score is to be made of one that is handed in, for a number drawn evenly from 0 up to 1. */
export function isChosenForSecond(percent: number, drawn: number): boolean {
  return drawn * 100 < percent;
}

/**
 * The call as whoever makes its second score is to see it, who is never told that it is one: nobody has
 * scored it but they, and nobody has said anything to that.
 */
export function callAsSecondSees(call: Call, second: SecondFacts, now: Instant): Call {
  const { byId, finalAt } = second;
  const scored = finalAt !== null;
  const isFinal =
    scored && (call.status === 'approved_scored' || call.status === 'approved_overturned');
  return {
    ...call,
    status: scored ? (isFinal ? 'approved_scored' : 'scored_pending') : 'listening_credit',
    reviewerId: scored ? null : byId,
    scoredById: scored ? byId : null,
    noticeLeft: scored && finalAt <= now,
    deadlineAt: null,
    appeal: null,
  };
}

/** An item of which the two scores say something else. */
export interface Difference {
  readonly itemCode: string;
  readonly first: Verdict;
  readonly second: Verdict;
}

/** The items that both judged, and not alike; those of another checklist are nobody's difference. */
export function differencesOf(first: Answers, second: Answers): Difference[] {
  return [...first].flatMap(([itemCode, { verdict }]) => {
    const other = second.get(itemCode)?.verdict;
    return other === undefined || other === verdict
      ? []
      : [{ itemCode, first: verdict, second: other }];
  });
}

/** A second score when it is held against the first. */
export interface SettledSecond {
  readonly controllerId: number;
  /** Handed in too soon after the recording was sent: earns no points. */
  readonly tooFast: boolean;
  readonly answers: Answers;
  readonly talkS: number;
  /** The first score as it stands. */
  readonly first: Answers;
}

type Prices = Pick<Policy, 'reviewPoints' | 'violationPoints' | 'missedPoints'>;

/**
 * What a second score earns, from the fund: as any score, and its violations where the first score found
 * them too. What they differ in waits for a head (`judgedTransfers`).
 */
export function secondTransfers(score: SettledSecond, prices: Prices): Transfer[] {
  if (score.tooFast) return [];
  const to = score.controllerId;
  const both = [...score.answers].filter(
    ([code, answer]) =>
      answer.verdict === 'fail' &&
      isExplained(answer, score.talkS) &&
      score.first.get(code)?.verdict === 'fail',
  );
  return paid([
    { from: 'fund', to, points: prices.reviewPoints, cause: 'review', itemCode: null },
    ...both.map(([itemCode]) => violation(to, itemCode, prices)),
  ]);
}

/**
 * What a head's word on a difference moves. A violation that the second score and the head find, and the
 * first score does not, costs the first controller as an unfounded one would, so that leniency does not
 * pay; who found it earns as for any other.
 */
export function judgedTransfers(
  { itemCode, first, second }: Difference,
  judged: Verdict,
  who: { firstId: number; secondId: number; secondEarns: boolean },
  prices: Prices,
): { first: Transfer[]; second: Transfer[] } {
  const found = judged === 'fail' && second === 'fail' && first !== 'fail';
  if (!found) return { first: [], second: [] };
  const cost: Transfer = {
    from: who.firstId,
    to: 'fund',
    points: prices.missedPoints,
    cause: 'missed',
    itemCode,
  };
  return {
    first: paid([cost]),
    second: who.secondEarns ? paid([violation(who.secondId, itemCode, prices)]) : [],
  };
}

function violation(to: number, itemCode: string, prices: Prices): Transfer {
  return { from: 'fund', to, points: prices.violationPoints, cause: 'violation', itemCode };
}

/** A price of 0 in the policy switches its transfer off. */
function paid(transfers: Transfer[]): Transfer[] {
  return transfers.filter(({ points }) => points > 0);
}
