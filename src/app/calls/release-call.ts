import { endRequest, openRequestOf } from '../../db/advice.ts';
import { callFacts, changeCall } from '../../db/calls.ts';
import { drawIdOf } from '../../db/drawn-calls.ts';
import { drawById } from '../../db/draws.ts';
import { endLease, leaseOfCall } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { anyControllerFor, queueSize } from '../../db/queue.ts';
import { returnOf } from '../../db/returns.ts';
import { discardDraft, discardDrafts } from '../../db/review-drafts.ts';
import { canSee } from '../../domain/access.ts';
import type { Call, ReleaseReason } from '../../domain/call.ts';
import { type Actor, asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type FactsOf, move } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { closeAdviceNotices } from '../notices/close-advice.ts';
import { notify } from '../notices/notify.ts';
import { closeReturnNotices, tellControllers, tellReturned } from '../notices/tell-of-queue.ts';
import { moveCall } from './move-call.ts';
import { giveSecondBack } from './release-second.ts';
import { replaceDrawn } from './replace-drawn.ts';
import { mayConfirm, whyNotNow } from './returned-call.ts';
import { isBlind } from './second-view.ts';

/**
 * Hands back a call that cannot be scored, with a listed reason. A drawn one goes first to somebody else,
 * who scores it or says the same (3.2): a controller, or where there is none a head.
 */
export function releaseCall(
  app: App,
  member: Member,
  callId: number,
  reason: ReleaseReason,
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const call = callFacts(tx, callId);
    if (!call) return refuse('not_found');
    if (isBlind(member, call)) return giveSecondBack(tx, app, member, callId);
    const asked = move(call, 'give_back', asActor(member), app.now(), { reason });
    if (!asked.ok) return asked;
    if (asked.move.to === call.status) return handOver(tx, app, { call, member, reason });
    // A second tap of whoever has just given it back is no second opinion.
    if (call.returnedById === member.id) return refuse('not_allowed');
    return release(tx, app, { callId, actor: asActor(member), reason });
  });
}

/** Somebody who does not hold a returned call confirms the reason, as it was said. */
export function confirmReturn(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const call = callFacts(tx, callId);
    const back = returnOf(tx, callId);
    if (!call || !canSee(asActor(member), call)) return refuse('not_found');
    if (!back) return refuse('stale');
    if (!mayConfirm(tx, app, member, call)) return refuse(whyNotNow(call));
    return release(tx, app, { callId, actor: asActor(member), reason: back.reason });
  });
}

/** The seller takes their request for advice back, until a head has begun; the week's count stands. */
export function withdrawAdvice(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx) =>
    release(tx, app, { callId, actor: asActor(member), reason: 'withdrawn' }),
  );
}

/**
 * Leaves a drawn call in its place in the queue for somebody else, who reads who gave it back and why. What
 * was begun on it is forgotten, and it never comes to the same controller again.
 */
function handOver(
  tx: Tx,
  app: App,
  { call, member, reason }: { call: Call; member: Member; reason: ReleaseReason },
): Outcome<object> {
  const now = app.now();
  const wasEmpty = queueSize(tx).waiting === 0;
  const moved = moveCall(tx, {
    callId: call.id,
    verb: 'give_back',
    actor: asActor(member),
    now,
    facts: { reason },
    note: reason,
    change: { reviewerId: null, returnedById: member.id, returnedAt: now, returnReason: reason },
  });
  if (!moved.ok) return moved;
  const held = leaseOfCall(tx, call.id);
  if (held) endLease(tx, held, 'given_back', now);
  discardDraft(tx, call.id, member.id);
  if (!anyControllerFor(tx, call.id)) tellReturned(tx, app, call.id);
  else if (wasEmpty) tellControllers(tx, app, call.id, member.id);
  return moved;
}

/**
 * Takes a call out of whoever's hands it is in, back to where it came from. A drawn call is replaced by its
 * seller's next ticket of the same draw (DESIGN 2), and the draw's record shows it; a seller whose question
 * stays without an answer is told.
 */
export function release(
  tx: Tx,
  app: App,
  back: { callId: number; actor: Actor; reason: FactsOf['give_back']['reason'] },
): Outcome<{ call: Call }> {
  const { callId, actor, reason } = back;
  const now = app.now();
  const drawId = drawIdOf(tx, callId);
  const moved = moveCall(tx, {
    callId,
    verb: 'give_back',
    actor,
    now,
    facts: { reason },
    note: reason,
    change: {
      reviewerId: null,
      queuedAt: null,
      queuedMonth: null,
      sentById: null,
      ...notReturned,
    },
  });
  if (!moved.ok) return moved;
  const held = leaseOfCall(tx, callId);
  if (held) endLease(tx, held, 'given_back', now);
  discardDrafts(tx, callId);
  closeRequest(tx, app, moved.call, reason);
  if (moved.call.returnedById !== null) closeReturnNotices(tx, app, callId);
  const { sellerId } = moved.call;
  const draw = drawId === null ? null : drawById(tx, drawId);
  if (!draw) return moved;
  changeCall(tx, callId, { drawId: null });
  if (sellerId !== null) replaceDrawn(tx, app, draw, callId, sellerId);
  return moved;
}

const notReturned = { returnedById: null, returnedAt: null, returnReason: null } as const;

function closeRequest(tx: Tx, app: App, call: Call, reason: FactsOf['give_back']['reason']): void {
  const stage = reason === 'withdrawn' ? 'withdrawn' : 'given_back';
  const request = openRequestOf(tx, call.id);
  if (!request) return;
  closeAdviceNotices(tx, app, request, stage);
  endRequest(tx, call.id, stage, app.now());
  if (reason === 'withdrawn' || call.sellerId === null) return;
  notify(tx, app, {
    key: `advice_returned:${call.id}:${app.now()}`,
    personId: call.sellerId,
    kind: 'advice_returned',
    callId: call.id,
    payload: { reason },
  });
}
