import type { Decision } from './call.ts';
import type { Policy } from './policy.ts';
import { searchWords } from './search-words.ts';

/** Of a word's letters so many are compared: what follows is mostly an ending. */
const stemMax = 5;
/** Shorter words tell nothing of what a text is about. */
const wordMin = 4;
const wordsMax = 40;

/**
 * The words by which texts about the same thing are found, each cut to how it begins: `Не сообщил срок
 * доставки` → `сообщ`, `сро`, `доста`. Each once, in their order.
 */
export function stemsOf(texts: readonly (string | null)[]): string[] {
  const words = texts.flatMap((text) => searchWords(text ?? ''));
  const stems = words
    .filter((word) => word.length >= wordMin && !/^\p{N}+$/u.test(word))
    .map((word) => word.slice(0, Math.min(stemMax, word.length - 1)));
  return [...new Set(stems)].slice(0, wordsMax);
}

/** How appeals of one item, as its text stands, were decided. */
export interface Tally {
  /** Decided by a head, or conceded. */
  readonly decided: number;
  /** Decided otherwise than for the controller. */
  readonly overturned: number;
}

/** An item found unclear, or not to the point, is overturned as well: it was marked and should not have been. */
export function tallyOf(items: readonly { readonly decision: Decision }[]): Tally {
  const overturned = items.filter(({ decision }) => decision !== 'controller_right').length;
  return { decided: items.length, overturned };
}

/** Whether an item was overturned more often than the rule allows; of too few decisions nothing is said. */
export function isOverturnedOften(
  { decided, overturned }: Tally,
  rule: Pick<Policy, 'itemDecidedFrom' | 'itemOverturnedPercent'>,
): boolean {
  return decided >= rule.itemDecidedFrom && overturned * 100 > rule.itemOverturnedPercent * decided;
}
