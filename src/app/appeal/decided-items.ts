import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { type DecidedItem, decidedByWords, decidedOfItem } from '../../db/precedents.ts';
import { type Item, itemsOf, saysTheSame } from '../../domain/checklist.ts';
import { stemsOf, type Tally, tallyOf } from '../../domain/precedent.ts';
import type { FailedItem } from '../calls/read-call.ts';

/** Of an item's decisions the latest so many are looked at. */
const lookMax = 200;

/** What was decided of an item as it is worded: one that was worded again since is another one. */
export function decidedAsWorded(db: Db, checklistId: number, item: Item): DecidedItem[] {
  return decidedOfItem(db, { checklistId, itemCode: item.code, most: lookMax }).filter((decided) =>
    saysTheSame(itemOf(db, decided), item),
  );
}

/** How often an item, as it is worded, was decided and overturned. */
export function tallyOfItem(db: Db, checklistId: number, item: Item): Tally {
  return tallyOf(decidedAsWorded(db, checklistId, item));
}

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

/** The item as it was worded then. */
export function itemOf(
  db: Db,
  { versionId, itemCode }: Pick<DecidedItem, 'versionId' | 'itemCode'>,
): Item | undefined {
  const version = versionById(db, versionId);
  return version ? itemsOf(version.checklist).find(({ code }) => code === itemCode) : undefined;
}
