import type { Db } from '../../db/open.ts';
import { type DecidedItem, decidedOfItem } from '../../db/precedents.ts';
import { type Item, saysTheSame } from '../../domain/checklist.ts';
import { type Tally, tallyOf } from '../../domain/precedent.ts';
import { itemOf } from './worded-item.ts';

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
