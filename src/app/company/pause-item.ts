import { latestVersionById, type PublishedVersion } from '../../db/checklist-lists.ts';
import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { endPause, insertPause } from '../../db/paused-items.ts';
import { type Item, itemsOf, saysTheSame } from '../../domain/checklist.ts';
import { isOverturnedOften, type Tally } from '../../domain/precedent.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import type { Member } from '../people/members.ts';
import { tallyOfItem } from './item-decisions.ts';
import { type Pause, pausedNow } from './paused-items.ts';
import { itemOf, type WordedItem } from './worded-item.ts';

/** The item that is meant, where the current version still words it so; null where it does not. */
function current(db: Db, of: WordedItem): { latest: PublishedVersion; item: Item } | null {
  const then = versionById(db, of.versionId);
  const latest = then && latestVersionById(db, then.checklistId);
  if (!latest) return null;
  const item = itemsOf(latest.checklist).find(({ code }) => code === of.itemCode);
  return item && saysTheSame(itemOf(db, of), item) ? { latest, item } : null;
}

/** An item that is overturned more often than the rule allows and that nobody has paused. */
export interface OverturnedItem {
  latest: PublishedVersion;
  item: Item;
  tally: Tally;
}

/** Null where it is not overturned so often, is paused, or is worded otherwise by now. */
export function overturnedItem(app: App, of: WordedItem): OverturnedItem | null {
  const found = current(app.db, of);
  if (!found || pausedNow(app.db, found.latest).has(of.itemCode)) return null;
  const tally = tallyOfItem(app.db, found.latest.checklistId, found.item);
  return isOverturnedOften(tally, app.policy()) ? { ...found, tally } : null;
}

type Done = Outcome<{ checklistId: number }>;

/** From now on the item counts for nobody while it is worded so; one that is paused stays as it is. */
export function pauseItem(app: App, member: Member, of: WordedItem): Done {
  return app.db.transaction((tx): Done => {
    const found = mine(tx, member, of);
    if (!found.ok) return found;
    const { latest, pause } = found;
    const done: Done = { ok: true, checklistId: latest.checklistId };
    if (pause) return done;
    if (!overturnedItem({ ...app, db: tx }, of)) return refuse('not_overturned_often');
    const { id: versionId, checklistId } = latest;
    const { itemCode } = of;
    insertPause(tx, { checklistId, versionId, itemCode, byId: member.id, now: app.now() });
    return done;
  });
}

/** The item counts again in what is handed in from now on. */
export function resumeItem(app: App, member: Member, of: WordedItem): Done {
  return app.db.transaction((tx): Done => {
    const found = mine(tx, member, of);
    if (!found.ok) return found;
    if (found.pause) endPause(tx, found.pause.id, member.id, app.now());
    return { ok: true, checklistId: found.latest.checklistId };
  });
}

function mine(
  db: Db,
  member: Member,
  of: WordedItem,
): Outcome<{ latest: PublishedVersion; pause: Pause | null }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const found = current(db, of);
  if (!found) return refuse('stale');
  const { latest } = found;
  return { ok: true, latest, pause: pausedNow(db, latest).get(of.itemCode) ?? null };
}
