import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { type DecidedItem, decidedByWords } from '../../db/precedents.ts';
import { limits } from '../../domain/checklist.ts';
import { stemsOf } from '../../domain/precedent.ts';
import type { FailedItem } from '../calls/read-call.ts';
import { hiddenDecisions } from '../calls/undecided-view.ts';
import { decidedAsWorded } from '../company/item-decisions.ts';

/** Appeals whose decision somebody is not to know of. */
export type Hidden = ReadonlySet<number>;

/** Of what a head is to decide again, what was decided the first time is not theirs to see. */
export const hiddenFrom = (db: Db, member: Member): Hidden =>
  new Set(hiddenDecisions(db, member).map(({ appealId }) => appealId));

/** What was decided of an item as it is worded, the latest first. */
export function decidedSame(
  db: Db,
  checklistId: number,
  { item }: FailedItem,
  hidden: Hidden,
): DecidedItem[] {
  return decidedAsWorded(db, checklistId, item).filter(({ appealId }) => !hidden.has(appealId));
}

/** What was decided of items, comments and reasons that share words with these, the nearest first. */
export function decidedAlike(
  db: Db,
  { item, comment }: FailedItem,
  sellerSays: string | null,
  { most, hidden }: { most: number; hidden: Hidden },
): DecidedItem[] {
  const looked = most + hidden.size * limits.itemsMax;
  return decidedByWords(db, stemsOf([item.text, comment, sellerSays]), looked)
    .filter(({ appealId }) => !hidden.has(appealId))
    .slice(0, most);
}

/** Beside one item alone there is room for what is like it. */
export const showsAlike = (items: readonly unknown[]): boolean => items.length === 1;

/** Whether there is anything to show of what was decided before of any of these, or, of one alone, of what is like it. */
export function wereDecided(
  db: Db,
  checklistId: number,
  items: readonly FailedItem[],
  sellerSays: string | null,
  hidden: Hidden,
): boolean {
  return items.some(
    (failed) =>
      decidedSame(db, checklistId, failed, hidden).length > 0 ||
      (showsAlike(items) && decidedAlike(db, failed, sellerSays, { most: 1, hidden }).length > 0),
  );
}
