/**
 * What a review is made for. `side`: it teaches on a call that keeps its status and credit; `second`: the
 * blind second score of a call that was scored for credit.
 */
export const purposes = ['credit', 'advice', 'training', 'side', 'second'] as const;
export type Purpose = (typeof purposes)[number];

/** Whether a review teaches its seller; the others are a credit score and a second one. */
export function teaches({ purpose }: { purpose: Purpose }): boolean {
  return purpose !== 'credit' && purpose !== 'second';
}
