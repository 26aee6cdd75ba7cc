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

/** Below these nothing is said of a head: items decided twice, and items of one seller. */
const secondHeadFewest = { fell: 5, ofSeller: 2 } as const;

/** What is known of a head when they decide an appeal. */
export interface HeadSoFar {
  /** Of their items decided twice, those that fell. */
  readonly fell: Share;
  /** Whether one fell that they had found right for this very seller. */
  readonly fellForSeller: boolean;
  /** Of this seller's items that they decided, those at hand among them, what went the seller's way. */
  readonly forSeller: Share;
  readonly atHand: Decided;
}

type Limits = Pick<Policy, 'secondHeadFellPercent' | 'secondHeadSellerPercent'>;

/**
 * Whether a head's decision counts only once a second head has decided: where more of what was decided
 * twice fell than the rule allows; or where it is for the seller, and this head finds for this seller more
 * often than the other rule allows, or once fell in doing so. A head who finds every appeal of a friend
 * right is held up by the second item, before anybody has heard one of them again.
 */
export function needsSecondHead(
  { fell, fellForSeller, forSeller, atHand }: HeadSoFar,
  { secondHeadFellPercent, secondHeadSellerPercent }: Limits,
): boolean {
  const past = ({ count, of }: Share, fewest: number, percent: number) =>
    of >= fewest && count * 100 > percent * of;
  if (past(fell, secondHeadFewest.fell, secondHeadFellPercent)) return true;
  if (!Object.values(atHand).some(isForSeller)) return false;
  if (fellForSeller && secondHeadSellerPercent < 100) return true;
  return past(forSeller, secondHeadFewest.ofSeller, secondHeadSellerPercent);
}
