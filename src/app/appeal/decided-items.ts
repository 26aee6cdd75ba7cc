import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { type DecidedItem, decidedOfItem } from '../../db/precedents.ts';
import { type Item, itemsOf, saysTheSame } from '../../domain/checklist.ts';
import { type Tally, tallyOf } from '../../domain/precedent.ts';

/** Of an item's decisions the latest so many are looked at. */
export const lookMax = 200;

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

/** The item as it was worded then. */
export function itemOf(
  db: Db,
  { versionId, itemCode }: Pick<DecidedItem, 'versionId' | 'itemCode'>,
): Item | undefined {
  const version = versionById(db, versionId);
  return version ? itemsOf(version.checklist).find(({ code }) => code === itemCode) : undefined;
}
