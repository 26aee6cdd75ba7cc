import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { type Item, itemsOf } from '../../domain/checklist.ts';

/** An item in the wording of a version. */
export interface WordedItem {
  versionId: number;
  itemCode: string;
}

/** The item as it was worded then. */
export function itemOf(db: Db, { versionId, itemCode }: WordedItem): Item | undefined {
  const version = versionById(db, versionId);
  return version ? itemsOf(version.checklist).find(({ code }) => code === itemCode) : undefined;
}
