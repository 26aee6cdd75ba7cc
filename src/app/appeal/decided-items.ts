import type { Db } from '../../db/open.ts';
import { type DecidedItem, decidedByWords } from '../../db/precedents.ts';
import { stemsOf } from '../../domain/precedent.ts';
import type { FailedItem } from '../calls/read-call.ts';
import { decidedAsWorded } from '../company/item-decisions.ts';

/** What was decided of items, comments and reasons that share words with these, the nearest first. */
export function decidedAlike(
  db: Db,
  { item, comment }: FailedItem,
  sellerSays: string | null,
  most: number,
): DecidedItem[] {
  return decidedByWords(db, stemsOf([item.text, comment, sellerSays]), most);
}

/** Beside one item alone there is room for what is like it. */
export const showsAlike = (items: readonly unknown[]): boolean => items.length === 1;

/** Whether there is anything to show of what was decided before of any of these, or, of one alone, of what is like it. */
export function wereDecided(
  db: Db,
  checklistId: number,
  items: readonly FailedItem[],
  sellerSays: string | null,
): boolean {
  return items.some(
    (failed) =>
      decidedAsWorded(db, checklistId, failed.item).length > 0 ||
      (showsAlike(items) && decidedAlike(db, failed, sellerSays, 1).length > 0),
  );
}
