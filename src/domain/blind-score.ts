import { type Answer, type Answers, type Checklist, type Item, itemsOf } from './checklist.ts';

/**
 * What a call is scored blind for, beside its way, counting for nothing. `self`: its seller, before they
 * open their own score; `calibration`: several controllers, to be held side by side; `benchmark`: a new
 * controller, against what a calibration agreed on.
 */
export const blindPurposes = ['self', 'calibration', 'benchmark'] as const;
export type BlindPurpose = (typeof blindPurposes)[number];

/** An item that two people answered, and not alike. */
export interface Differing {
  readonly item: Item;
  readonly own: Answer;
  readonly other: Answer;
}

export interface Compared {
  /** Items that both answered. */
  readonly of: number;
  /** Those of them that both gave the same verdict. */
  readonly same: number;
  /** The others, in the checklist's order. */
  readonly differing: readonly Differing[];
}

/** Holds one person's answers against another's, or against what was agreed. */
export function compareAnswers(checklist: Checklist, own: Answers, other: Answers): Compared {
  const both = itemsOf(checklist).flatMap((item) => {
    const [mine, theirs] = [own.get(item.code), other.get(item.code)];
    return mine && theirs ? [{ item, own: mine, other: theirs }] : [];
  });
  const differing = both.filter((one) => one.own.verdict !== one.other.verdict);
  return { of: both.length, same: both.length - differing.length, differing };
}
