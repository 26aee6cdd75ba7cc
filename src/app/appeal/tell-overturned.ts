import type { Tx } from '../../db/open.ts';
import { peopleWithRole } from '../../db/people.ts';
import type { Review } from '../../db/reviews.ts';
import { wordingOf } from '../../domain/paused-item.ts';
import type { App } from '../app.ts';
import { overturnedItem } from '../company/pause-item.ts';
import { notify } from '../notices/notify.ts';

/**
 * Tells the administrators, once a wording, of what by this decision is overturned more often than the rule
 * allows. Runs in the transaction of the decision.
 */
export function tellOverturned(
  tx: Tx,
  app: App,
  { versionId }: Review,
  itemCodes: readonly string[],
): void {
  if (versionId === null) return;
  for (const itemCode of itemCodes) {
    const found = overturnedItem({ ...app, db: tx }, { versionId, itemCode });
    if (!found) continue;
    const { latest, item } = found;
    const wording = wordingOf(item);
    for (const { id: personId } of peopleWithRole(tx, 'admin', app.now())) {
      notify(tx, app, {
        key: `item_overturned:${latest.checklistId}:${itemCode}:${wording}:${personId}`,
        personId,
        kind: 'item_overturned',
        payload: { versionId: latest.id, itemCode },
      });
    }
  }
}
