import { callFacts } from '../../db/calls.ts';
import type { Db, Tx } from '../../db/open.ts';
import { notifiedOf } from '../../db/outbox.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { type Tie, unscorable } from '../../db/queue.ts';
import { returnOf } from '../../db/returns.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import type { App } from '../app.ts';
import { notify } from './notify.ts';

/** Tells the controllers, but for one, that a call has come into the empty queue. */
export function tellControllers(
  tx: Tx,
  app: App,
  callId: number,
  exceptId: number | null = null,
): void {
  for (const { id } of peopleWithRole(tx, 'controller', app.now())) {
    if (id === exceptId) continue;
    const key = `queue_filled:sent:${callId}:${app.now()}:${id}`;
    notify(tx, app, { key, personId: id, kind: 'queue_filled' });
  }
}

/** The heads of a call other than whom it is about; where there is none, the administrators. */
function overseersOf(db: Db, app: App, call: Call, aboutId: number | null): Member[] {
  const others = (role: 'supervisor' | 'admin') =>
    peopleWithRole(db, role, app.now()).filter(
      (person) => person.id !== aboutId && capacitiesOf(asActor(person), call).has(role),
    );
  const heads = others('supervisor');
  return heads.length > 0 ? heads : others('admin');
}

/**
 * Who says whether a returned call's reason is so, where no other controller could: its heads, else the
 * administrators; whoever gave it back only where they are the last of them.
 */
export function confirmersOf(db: Db, app: App, call: Call): Member[] {
  const others = overseersOf(db, app, call, call.returnedById);
  return others.length > 0 ? others : overseersOf(db, app, call, null);
}

/** Asks them, once for each time that a call was given back. */
export function tellReturned(tx: Tx, app: App, callId: number): void {
  const call = callFacts(tx, callId);
  const back = returnOf(tx, callId);
  if (!call || !back) return;
  for (const { id } of confirmersOf(tx, app, call)) {
    const key = `return:${callId}:${back.at}:${id}`;
    notify(tx, app, { key, personId: id, kind: 'return_waiting', callId });
  }
}

/** What was asked of a returned call says from now on what became of it. */
export function closeReturnNotices(tx: Tx, app: App, callId: number): void {
  for (const personId of notifiedOf(tx, callId, 'return_waiting')) {
    notify(tx, app, {
      key: `return_closed:${callId}:${app.now()}:${personId}`,
      personId,
      kind: 'return_closed',
      callId,
      dueAt: app.now(),
    });
  }
}

/** Tells the heads, once, that somebody scores a call to which they are tied, since nobody else could. */
export function tellTied(
  tx: Tx,
  app: App,
  about: { callId: number; controller: Member; tie: Tie },
): void {
  const { callId, controller, tie } = about;
  const call = callFacts(tx, callId);
  if (!call) return;
  for (const { id } of overseersOf(tx, app, call, controller.id)) {
    notify(tx, app, {
      key: `tied:${callId}:${controller.id}:${id}`,
      personId: id,
      kind: 'tied_lease',
      callId,
      payload: { controllerId: controller.id, tie },
    });
  }
}

const stuckMax = 200;
const namedMax = 10;

/**
 * Tells the heads of calls that no controller could score: all that wait are theirs, or there is none.
 * Each head hears of them in one message, and again only when more have come.
 */
export function tellStuck(app: App): void {
  app.db.transaction((tx) => {
    const stuck = new Map<number, { id: number; queuedAt: number }[]>();
    for (const one of unscorable(tx, stuckMax)) {
      const call = callFacts(tx, one.id);
      if (!call) continue;
      if (call.returnedById !== null) {
        tellReturned(tx, app, call.id);
        continue;
      }
      for (const { id } of overseersOf(tx, app, call, null)) {
        stuck.set(id, [...(stuck.get(id) ?? []), one]);
      }
    }
    for (const [personId, calls] of stuck) {
      const newestAt = Math.max(...calls.map(({ queuedAt }) => queuedAt));
      const callIds = calls.slice(0, namedMax).map(({ id }) => id);
      notify(tx, app, {
        key: `queue_stuck:${newestAt}:${personId}`,
        personId,
        kind: 'queue_stuck',
        payload: { callIds, count: calls.length },
      });
    }
  });
}
