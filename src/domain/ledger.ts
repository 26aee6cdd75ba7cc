import type { AppealKind, Decision } from './call.ts';
import type { Policy } from './policy.ts';

/** An account of the ledger: a person by their id, or the company's fund. */
export type Account = number | 'fund';

export const causes = [
  'review',
  'violation',
  'appeal',
  'appeal_unclear',
  'concession',
  /** Not written any more: what the fund once added to a concession. */
  'concession_fund',
  'wrong_type',
  'nothing_left',
  /** A violation that the second score and a head both find, and the first score does not. */
  'missed',
  /** A violation that the first score has, and neither the second score nor a head finds. */
  'unfounded',
  'write_off',
  'reversal',
] as const;
export type Cause = (typeof causes)[number];

/** Points that move from one account to another. Zero-sum by construction; balances are derived. */
export interface Transfer {
  readonly from: Account;
  readonly to: Account;
  /** Whole points, at least 1. */
  readonly points: number;
  readonly cause: Cause;
  /** The item it is about; null for the review as a whole. */
  readonly itemCode: string | null;
}

/** A credit review at the moment of its final approval. */
export interface FinalReview {
  readonly controllerId: number;
  readonly sellerId: number;
  /** Handed in sooner than the policy's share of the talk time: earns no points (3.2). */
  readonly tooFast: boolean;
  readonly failed: readonly { readonly code: string; readonly explained: boolean }[];
  readonly appeal: {
    readonly kind: AppealKind;
    readonly outcome: 'upheld' | 'rejected' | 'annulled' | 'conceded';
    readonly decisions: Readonly<Record<string, Decision>>;
    /** Unclear items whose text was paid for to this seller this month: once an item text (3.5). */
    readonly unclearAlreadyPaid: readonly string[];
  } | null;
}

type Prices = Pick<
  Policy,
  'reviewPoints' | 'violationPoints' | 'appealPoints' | 'concedeControllerPoints'
>;

/** All transfers of a credit review (DESIGN 3.6), with the policy in force at its final approval. */
export function transfersOf(review: FinalReview, prices: Prices): Transfer[] {
  const { appeal } = review;
  if (appeal?.outcome === 'annulled') {
    // A call that was not the seller's is nobody's fault; a score of which nothing is left is.
    if (appeal.kind === 'not_my_call') return [];
    return paid([
      {
        from: review.controllerId,
        to: review.sellerId,
        points: prices.appealPoints,
        cause: appeal.kind === 'wrong_type' ? 'wrong_type' : 'nothing_left',
        itemCode: null,
      },
    ]);
  }
  const overturned = Object.entries(appeal?.decisions ?? {}).filter(
    ([, decision]) => decision !== 'controller_right',
  );
  return paid([
    ...(review.tooFast ? [] : earnings(review, new Set(overturned.map(([code]) => code)), prices)),
    ...overturned.flatMap(([code, decision]) => appealTransfers(review, code, decision, prices)),
  ]);
}

function earnings(review: FinalReview, overturned: Set<string>, prices: Prices): Transfer[] {
  const standing = review.failed.filter((item) => item.explained && !overturned.has(item.code));
  const toController = { from: 'fund', to: review.controllerId } as const;
  return [
    { ...toController, points: prices.reviewPoints, cause: 'review', itemCode: null },
    ...standing.map(
      (item): Transfer => ({
        ...toController,
        points: prices.violationPoints,
        cause: 'violation',
        itemCode: item.code,
      }),
    ),
  ];
}

function appealTransfers(
  review: FinalReview,
  itemCode: string,
  decision: Decision,
  prices: Prices,
): Transfer[] {
  const { controllerId, sellerId: to, appeal } = review;
  const points = prices.appealPoints;
  if (appeal?.outcome === 'conceded') {
    // The fund adds nothing: a pair that plants violations and concedes them must gain nothing by it.
    const conceded = Math.min(prices.concedeControllerPoints, points);
    return [{ from: controllerId, to, points: conceded, cause: 'concession', itemCode }];
  }
  if (decision !== 'item_unclear') {
    return [{ from: controllerId, to, points, cause: 'appeal', itemCode }];
  }
  if (appeal?.unclearAlreadyPaid.includes(itemCode)) return [];
  return [{ from: 'fund', to, points, cause: 'appeal_unclear', itemCode }];
}

/** A price of 0 in the policy switches its transfer off. */
function paid(transfers: Transfer[]): Transfer[] {
  return transfers.filter((transfer) => transfer.points > 0);
}

/** The reversal of a transfer: the only way to correct the ledger. */
export function reversalOf(transfer: Transfer): Transfer {
  return { ...transfer, from: transfer.to, to: transfer.from, cause: 'reversal' };
}

/** Balances of all accounts that appear; their sum is always 0. */
export function balancesOf(transfers: readonly Pick<Transfer, 'from' | 'to' | 'points'>[]) {
  const balances = new Map<Account, number>();
  for (const { from, to, points } of transfers) {
    balances.set(from, (balances.get(from) ?? 0) - points);
    balances.set(to, (balances.get(to) ?? 0) + points);
  }
  return balances;
}

/** What moved on one account, by cause. */
export interface Move {
  readonly cause: Cause;
  /** Below 0: taken off. */
  readonly points: number;
}

/** What these transfers moved on an account, a sum for each cause, in the order of their first. */
export function movesOn(
  account: Account,
  transfers: readonly Pick<Transfer, 'from' | 'to' | 'points' | 'cause'>[],
): Move[] {
  const sums = new Map<Cause, number>();
  for (const { from, to, points, cause } of transfers) {
    if (from !== account && to !== account) continue;
    sums.set(cause, (sums.get(cause) ?? 0) + (to === account ? points : -points));
  }
  return [...sums].map(([cause, points]) => ({ cause, points }));
}
