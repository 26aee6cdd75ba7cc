import type { Answer, Answers, Verdict } from '../../src/domain/checklist.ts';
import { type FinalReview, type Transfer, transfersOf } from '../../src/domain/ledger.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import {
  differencesOf,
  isChosenForSecond,
  judgedTransfers,
  secondTransfers,
} from '../../src/domain/second-score.ts';

/**
 * People of known honesty and cunning who score, appeal and decide by the product's own rules: what
 * moves is written by the same functions as in the product, and only the people are made up.
 */

export const items = Array.from({ length: 12 }, (_, at) => `item-${at}`);
/** Of how many items in a hundred a violation is really there. */
const violationShare = 0.15;
/** An honest listener misses so many of the violations, and marks so many that are none. */
const honestMiss = 0.08;
const honestFalse = 0.01;

export type Random = () => number;
/** What really happened on a call: the items that were not done. */
export type Truth = ReadonlySet<string>;

export const anyTruth = (random: Random): Truth =>
  new Set(items.filter(() => random() < violationShare));

/** How a controller marks what happened. */
export type Scores = (truth: Truth, random: Random) => Answers;

const answersWhere = (isFailed: (item: string) => boolean): Answers =>
  new Map(
    items.map((item): [string, Answer] => {
      const verdict: Verdict = isFailed(item) ? 'fail' : 'pass';
      return [
        item,
        { verdict, comment: isFailed(item) ? 'этого я не услышал' : null, momentS: null },
      ];
    }),
  );

/** Misses so many of the violations there are, and marks so many of the items that are done. */
function marking(miss: number, invents: number): Scores {
  return (truth, random) => {
    const failed = new Set(
      items.filter((item) => (truth.has(item) ? random() >= miss : random() < invents)),
    );
    return answersWhere((item) => failed.has(item));
  };
}

export const controllers = {
  honest: marking(honestMiss, honestFalse),
  /** Lets half of it pass. */
  lenient: marking(0.5, honestFalse),
  /** Takes for a violation what nobody else would. */
  strict: marking(0.02, 0.06),
  /** Marks trifles for the points. */
  trifling: marking(honestMiss, 0.25),
  /** Hears nothing, and calls it all done. */
  lazy: marking(1, 0),
  /** Hears nothing, and marks what comes to mind. */
  guessing: marking(0.8, 0.2),
} as const satisfies Record<string, Scores>;

/** How often a seller appeals a violation that is none, and one that is. */
export interface Appeals {
  unfounded: number;
  founded: number;
}
export const usualAppeals: Appeals = { unfounded: 0.6, founded: 0.05 };
/** A head errs in one of twenty. */
const headErrs = 0.05;

export interface Company {
  controller: Scores;
  appeals?: Appeals;
  /** Finds every appeal for this side, whatever happened. */
  headFor?: 'seller' | 'controller';
  /** The controller concedes all that is appealed. */
  concedes?: boolean;
  /** Who makes second scores, and judges what differs: honest people, as most are. */
  second?: Scores;
  policy?: Partial<Policy>;
}

export const [controllerId, sellerId, secondId] = [1, 2, 3];

export interface Lived {
  transfers: Transfer[];
  /** Of the double-scored calls: the controller's score less the second, in points of a hundred. */
  ownLessSecond: number[];
  /** Their items, and how many of them the two judged differently. */
  judged: { items: number; differing: number };
  decided: { forSeller: number; all: number; fell: number };
}

const scoreOf = (answers: Answers) =>
  (100 * [...answers.values()].filter(({ verdict }) => verdict === 'pass').length) / items.length;

/** So many calls of one seller, scored by one controller. */
export function live(company: Company, calls: number, random: Random): Lived {
  const policy = { ...defaultPolicy, ...company.policy };
  const lived: Lived = {
    transfers: [],
    ownLessSecond: [],
    judged: { items: 0, differing: 0 },
    decided: { forSeller: 0, all: 0, fell: 0 },
  };
  for (let call = 0; call < calls; call += 1) liveCall(company, policy, lived, random);
  return lived;
}

function liveCall(company: Company, policy: Policy, lived: Lived, random: Random): void {
  const truth = anyTruth(random);
  const answers = company.controller(truth, random);
  const appeal = appealOf(company, truth, answers, lived, random);
  const final: FinalReview = {
    controllerId,
    sellerId,
    tooFast: false,
    failed: failedIn(answers).map((code) => ({ code, explained: true })),
    appeal,
  };
  lived.transfers.push(...transfersOf(final, policy));
  if (!isChosenForSecond(policy.secondScorePercent, random())) return;
  const overturned = new Set(
    Object.entries(appeal?.decisions ?? {}).flatMap(([code, decision]) =>
      decision === 'controller_right' ? [] : [code],
    ),
  );
  const standing = answersWhere(
    (item) => answers.get(item)?.verdict === 'fail' && !overturned.has(item),
  );
  const second = (company.second ?? controllers.honest)(truth, random);
  lived.ownLessSecond.push(scoreOf(answers) - scoreOf(second));
  lived.judged.items += items.length;
  lived.judged.differing += differencesOf(answers, second).length;
  const score = {
    controllerId: secondId,
    tooFast: false,
    answers: second,
    talkS: 300,
    first: standing,
  };
  lived.transfers.push(...secondTransfers(score, policy));
  for (const difference of differencesOf(standing, second)) {
    const isThere = truth.has(difference.itemCode) !== random() < headErrs;
    const who = { firstId: controllerId, secondId, secondEarns: true };
    const moved = judgedTransfers(difference, isThere ? 'fail' : 'pass', who, policy);
    lived.transfers.push(...moved.first, ...moved.second);
  }
}

const failedIn = (answers: Answers) =>
  [...answers].flatMap(([code, { verdict }]) => (verdict === 'fail' ? [code] : []));

function appealOf(
  company: Company,
  truth: Truth,
  answers: Answers,
  lived: Lived,
  random: Random,
): FinalReview['appeal'] {
  const { unfounded, founded } = company.appeals ?? usualAppeals;
  const named = failedIn(answers).filter(
    (code) => random() < (truth.has(code) ? founded : unfounded),
  );
  if (named.length === 0) return null;
  const decisions = Object.fromEntries(
    named.map((code) => {
      const rightly = truth.has(code) !== random() < headErrs;
      const forController = company.headFor ? company.headFor === 'controller' : rightly;
      lived.decided.all += 1;
      if (!forController) lived.decided.forSeller += 1;
      // Judged again by somebody who errs as little as most.
      if (forController !== (truth.has(code) !== random() < headErrs)) lived.decided.fell += 1;
      return [
        code,
        company.concedes || !forController ? 'seller_right' : 'controller_right',
      ] as const;
    }),
  );
  const outcome = company.concedes
    ? 'conceded'
    : Object.values(decisions).includes('seller_right')
      ? 'upheld'
      : 'rejected';
  return { kind: 'items', outcome, decisions, unclearAlreadyPaid: [] };
}

/** What somebody, or several together, have in the end. */
export function balanceOf(transfers: readonly Transfer[], ...people: readonly number[]): number {
  const own = (account: Transfer['from']) => people.some((id) => id === account);
  return transfers.reduce(
    (sum, { from, to, points }) => sum + (own(to) ? points : 0) - (own(from) ? points : 0),
    0,
  );
}
