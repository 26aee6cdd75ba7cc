import type { Tx } from '../../db/open.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

/**
 * Nobody administers themselves where another active administrator exists (DESIGN 1): not their absences,
 * roles, direction, scopes, mentors or extensions, nor a month in which they are paid. Where none exists
 * it is done, and said to their heads. The command line and the API act for nobody and are not asked.
 */

/** The active administrators beside somebody. */
export function otherAdmins(app: App, { id }: { id: number }): Member[] {
  return peopleWithRole(app.db, 'admin', app.now()).filter((one) => one.id !== id);
}

/**
 * The administrator whom somebody asks instead: one who reads messages, and of these one who is paid for
 * nothing, first. Null: there is none.
 */
export function otherAdmin(app: App, member: { id: number }): Member | null {
  const found = otherAdmins(app, member);
  const reading = found.filter(({ telegramId }) => telegramId !== null);
  const asked = reading.length > 0 ? reading : found;
  const unpaid = asked.find(
    ({ roles }) => !roles.includes('seller') && !roles.includes('controller'),
  );
  return unpaid ?? asked[0] ?? null;
}

/** Why somebody may not act on themselves; null: nobody else could. */
export function barredOnSelf(app: App, member: Member): Refused | null {
  return otherAdmin(app, member) ? refuse('other_admin') : null;
}

/** What somebody did to themselves: a row of the people's history, or a month that they closed. */
export type SelfAct = { changeId: number } | { periodId: number };

/** Tells the heads of somebody what they did to themselves, each act once. */
export function tellOnSelf(tx: Tx, app: App, member: Member, act: SelfAct): void {
  const of = 'changeId' in act ? `change:${act.changeId}` : `period:${act.periodId}`;
  for (const { id } of headsOver(app, member)) {
    notify(tx, app, {
      key: `on_self:${of}:${id}`,
      personId: id,
      kind: 'on_self',
      payload: { ...act, byId: member.id },
    });
  }
}

/** The supervisors of somebody's direction, else those of all, else whoever heads anything. */
function headsOver(app: App, { id, directionId }: Member): Member[] {
  const heads = peopleWithRole(app.db, 'supervisor', app.now()).filter((one) => one.id !== id);
  const ofAll = heads.filter((head) => head.heads === 'all');
  const own = heads.filter(
    (head) => head.heads === 'all' || (directionId !== null && head.heads.includes(directionId)),
  );
  return [directionId === null ? [] : own, ofAll, heads].find((some) => some.length > 0) ?? [];
}
