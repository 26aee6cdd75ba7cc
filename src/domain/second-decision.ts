import type { AppealKind, Decision } from './call.ts';
import type { Policy } from './policy.ts';

/** What was decided of an appeal: item code → decision; of an appeal of the whole call, one under `wholeCall`. */
export type Decided = Readonly<Record<string, Decision>>;

/** No item has an empty code. */
export const wholeCall = '';

/** Decisions of either kind of appeal in one form: to annul is to find for the seller. */
export function decidedOf(kind: AppealKind, decisions: Decided, isAnnulled: boolean): Decided {
  if (kind === 'items') return decisions;
  return { [wholeCall]: isAnnulled ? 'seller_right' : 'controller_right' };
}

/** Whoever pays for it, the seller has it. */
export const isForSeller = (decision: Decision): boolean => decision !== 'controller_right';

/** An item that two heads decided by themselves. */
export interface DecidedTwice {
  readonly itemCode: string;
  readonly first: Decision;
  readonly second: Decision;
}

/** The items that both decided. A decision falls where the second is another one. */
export function decidedTwice(first: Decided, second: Decided): DecidedTwice[] {
  return Object.entries(first).flatMap(([itemCode, decision]) => {
    const other = second[itemCode];
    return other === undefined ? [] : [{ itemCode, first: decision, second: other }];
  });
}

/** So many of some. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Of decisions those that went the seller's way. */
export function shareForSeller(decisions: readonly Decision[]): Share {
  return { count: decisions.filter(isForSeller).length, of: decisions.length };
}

/** Below so many items decided twice nothing is said of a head. */
const fewestTwice = 5;

/** What is known when a head decides an appeal. */
export interface HeadSoFar {
  /** Of this head's items decided twice, those that fell. */
  readonly fell: Share;
  /** Whether one fell that they had found right for this very seller. */
  readonly fellForSeller: boolean;
  /** Of this seller's items, whoever decided them and those at hand among them, what went the seller's way. */
  readonly forSeller: Share;
  /** The same of other sellers' items that other heads decided. */
  readonly others: Share;
  readonly atHand: Decided;
}

type Limits = Pick<Policy, 'secondHeadFellPercent' | 'secondHeadSellerItems'>;

/** A limit that is never passed. */
const never = 100;

/**
 * Whether a head's decision counts only once a second head has decided: where more of what was decided
 * twice fell than the rule allows; or where it is for the seller, and the seller would have more than others
 * have of as many items, by more items than the other rule allows; or where this head once fell in
 * finding for this seller. So a friend gains an item or so, whether a head finds every appeal right or is careful.
 */
export function needsSecondHead(
  { fell, fellForSeller, forSeller, others, atHand }: HeadSoFar,
  { secondHeadFellPercent, secondHeadSellerItems }: Limits,
): boolean {
  if (fell.of >= fewestTwice && fell.count * 100 > secondHeadFellPercent * fell.of) return true;
  if (!Object.values(atHand).some(isForSeller) || secondHeadSellerItems >= never) return false;
  return (
    fellForSeller || forSeller.count > expectedOf(others) * forSeller.of + secondHeadSellerItems
  );
}

/** How likely the next one is, by the rule of succession (Laplace, 1774): a half while nothing is known. */
const expectedOf = ({ count, of }: Share): number => (count + 1) / (of + 2);
