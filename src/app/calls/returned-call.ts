import { type CallView, callFacts, callView } from '../../db/calls.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { anyControllerFor } from '../../db/queue.ts';
import { type Return, returnOf } from '../../db/returns.ts';
import { canSee, capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { confirmersOf } from '../notices/tell-of-queue.ts';
import { lease } from './lease-call.ts';

/** A drawn call that a controller gave back, as whoever is to look into that sees it. */
export interface ReturnedCase {
  view: CallView;
  /** Null once it is settled. */
  back: Return | null;
  /** Whether another controller could take it from the queue. */
  forControllers: boolean;
  mayConfirm: boolean;
  mayScore: boolean;
}

/** The case of a returned call; null for whom there is none. */
export function returnedCase(app: App, member: Member, callId: number): ReturnedCase | null {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  if (!call || !view || !canSee(asActor(member), call)) return null;
  const waits = call.status === 'listening_credit';
  return {
    view,
    back: waits ? returnOf(app.db, callId) : null,
    forControllers: waits && anyControllerFor(app.db, callId),
    mayConfirm: mayConfirm(app.db, app, member, call),
    mayScore: mayScore(app.db, app, member, call),
  };
}

/**
 * A head or administrator confirms a reason that somebody else gave. Their own they confirm only where
 * nobody else is left who could score the call or confirm it.
 */
export function mayConfirm(db: Db, app: App, member: Member, call: Call): boolean {
  if (call.returnedById === null || call.reviewerId !== null) return false;
  if (!mayNow(call, 'give_back', asActor(member), app.nowEarliest()).ok) return false;
  return member.id !== call.returnedById || isLast(db, app, member, call);
}

function isLast(db: Db, app: App, member: Member, call: Call): boolean {
  if (anyControllerFor(db, call.id)) return false;
  return confirmersOf(db, app, call).some(({ id }) => id === member.id);
}

/** A head scores it for credit where no controller could. */
function mayScore(db: Db, app: App, member: Member, call: Call): boolean {
  return (
    member.id !== call.returnedById &&
    mayConfirm(db, app, member, call) &&
    capacitiesOf(asActor(member), call).has('supervisor') &&
    !anyControllerFor(db, call.id)
  );
}

/**
 * What giving back a call in the queue comes to for whoever holds it: somebody else hears it first, it is
 * replaced, or (since it was sent, not drawn) only leaves the queue.
 */
export function releaseOutcome(app: App, callId: number): 'second' | 'replaced' | 'leaves' {
  const call = callFacts(app.db, callId);
  if (!call?.drawn) return 'leaves';
  return call.returnedById === null ? 'second' : 'replaced';
}

/** A head takes up a returned call, to score it for credit as a controller would. */
export function scoreReturned(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const call = callFacts(tx, callId);
    if (!call || !canSee(asActor(member), call)) return refuse('not_found');
    if (call.reviewerId === member.id) return { ok: true };
    if (!mayScore(tx, app, member, call)) return refuse(whyNotNow(call));
    return lease(tx, app, member, callId) ? { ok: true } : refuse('already_held');
  });
}

/** Why a returned call cannot be taken up or confirmed by somebody who oversees it. */
export function whyNotNow(call: Call): Refusal {
  if (call.status !== 'listening_credit' || call.returnedById === null) return 'wrong_status';
  return call.reviewerId === null ? 'not_allowed' : 'already_begun';
}
