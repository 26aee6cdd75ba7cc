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

type Prices = Pick<
  Policy,
  'reviewPoints' | 'violationPoints' | 'missedPoints' | 'secondScorePercent'
>;

/**
 * What a second score earns, from the fund: the price of a score, and its violations where the first score found
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
 * first score does not, costs the first controller, so that leniency does not pay; who found it earns as for
 * any other. One that the first score alone has costs what such marks earn in all the calls that are not
 * scored twice, so that marking trifles which no seller appeals does not pay either (G. S. Becker, Journal of
 * Political Economy 76, 1968).
 */
export function judgedTransfers(
  { itemCode, first, second }: Difference,
  judged: Verdict,
  who: { firstId: number; secondId: number; secondEarns: boolean },
  prices: Prices,
): { first: Transfer[]; second: Transfer[] } {
  const from = { from: who.firstId, to: 'fund', itemCode } as const;
  if (first === 'fail') {
    if (judged === 'fail') return { first: [], second: [] };
    const cost: Transfer = { ...from, points: unfoundedPoints(prices), cause: 'unfounded' };
    return { first: paid([cost]), second: [] };
  }
  if (judged !== 'fail' || second !== 'fail') return { first: [], second: [] };
  const cost: Transfer = { ...from, points: prices.missedPoints, cause: 'missed' };
  return {
    first: paid([cost]),
    second: who.secondEarns ? paid([violation(who.secondId, itemCode, prices)]) : [],
  };
}

/** More than any transfer may be. */
const costMax = 1000;

/** Heads err too, and let some of what is unfounded stand. */
const headsErr = 1.25;

/**
 * What a violation costs that neither the second score nor a head finds: its price by the share of scores
 * that is made twice, and a quarter more.
 */
function unfoundedPoints({
  violationPoints,
  secondScorePercent,
}: Pick<Policy, 'violationPoints' | 'secondScorePercent'>): number {
  if (secondScorePercent === 0) return 0;
  return Math.min(costMax, Math.ceil((headsErr * violationPoints * 100) / secondScorePercent));
}

function violation(to: number, itemCode: string, prices: Prices): Transfer {
  return { from: 'fund', to, points: prices.violationPoints, cause: 'violation', itemCode };
}

/** A price of 0 in the policy switches its transfer off. */
function paid(transfers: Transfer[]): Transfer[] {
  return transfers.filter(({ points }) => points > 0);
}
