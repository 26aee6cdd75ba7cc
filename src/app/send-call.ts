import { callView } from '../db/calls.ts';
import { queueSize, sentSince } from '../db/leases.ts';
import type { Tx } from '../db/open.ts';
import { type Member, peopleWithRole } from '../db/people.ts';
import { limits } from '../domain/checklist.ts';
import { asActor } from '../domain/person.ts';
import { type Outcome, refuse } from '../domain/refusal.ts';
import { localMonthOf, startOfMonth } from '../domain/time.ts';
import type { App } from './app.ts';
import { moveCall } from './move-call.ts';
import { notify } from './notify.ts';

/**
 * A head sends a call to the controllers: it counts like a drawn one, and its seller reads who sent it
 * and why. So many of one seller in a month (policy), since a hand-picked call is no sample.
 */
export function sendCall(
  app: App,
  member: Member,
  callId: number,
  reason: string,
): Outcome<object> {
  if (reason.length > limits.reasonMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<object> => {
    const now = app.now();
    const view = callView(tx, callId);
    const waiting = queueSize(tx).waiting;
    const moved = moveCall(tx, {
      callId,
      verb: 'send',
      actor: asActor(member),
      now,
      facts: {
        reason,
        sentThisMonth: view?.sellerId ? sentThisMonth(tx, app, view.sellerId) : 0,
        sendsPerMonth: app.policy().sendsPerMonth,
      },
      note: reason.trim(),
      change: { sentById: member.id, queuedAt: now },
    });
    if (!moved.ok) return moved;
    // Nobody could be told of the score, or nothing could be heard.
    if (moved.call.sellerId === null) return refuse('no_seller');
    if (!view?.recordingPath && !view?.recordingUrl) return refuse('no_recording');
    if (waiting === 0) tellControllers(tx, app, callId);
    return moved;
  });
}

function tellControllers(tx: Tx, app: App, callId: number): void {
  for (const controller of peopleWithRole(tx, 'controller', app.now())) {
    const key = `queue_filled:sent:${callId}:${app.now()}:${controller.id}`;
    notify(tx, app, { key, personId: controller.id, kind: 'queue_filled' });
  }
}

function sentThisMonth(tx: Tx, app: App, sellerId: number): number {
  const { timeZone } = app.policy();
  return sentSince(tx, sellerId, startOfMonth(localMonthOf(app.now(), timeZone), timeZone));
}

/** How many calls of a seller can still be sent in this month. */
export function sendsLeft(app: App, sellerId: number): number {
  const { timeZone, sendsPerMonth } = app.policy();
  const since = startOfMonth(localMonthOf(app.now(), timeZone), timeZone);
  return Math.max(0, sendsPerMonth - sentSince(app.db, sellerId, since));
}
