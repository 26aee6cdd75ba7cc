import { endRequest } from '../db/advice.ts';
import { changeCall } from '../db/calls.ts';
import { drawById, drawIdOf } from '../db/draws.ts';
import { endLease, leaseOfCall } from '../db/leases.ts';
import type { Tx } from '../db/open.ts';
import type { Member } from '../db/people.ts';
import { discardDrafts } from '../db/reviews.ts';
import type { Call, GiveBackReason } from '../domain/call.ts';
import { type Actor, asActor } from '../domain/person.ts';
import type { Outcome } from '../domain/refusal.ts';
import type { FactsOf } from '../domain/status.ts';
import type { App } from './app.ts';
import { closeAdviceNotices } from './ask-advice.ts';
import { moveCall } from './move-call.ts';
import { notify } from './notify.ts';
import { replaceDrawn } from './replace-drawn.ts';

/** Hands back a call that cannot be scored, with a listed reason. */
export function giveBackCall(
  app: App,
  member: Member,
  callId: number,
  reason: GiveBackReason,
): Outcome<object> {
  return app.db.transaction((tx) => giveBack(tx, app, { callId, actor: asActor(member), reason }));
}

/** The seller takes their request for advice back, until a head has begun; the week's count stands. */
export function withdrawAdvice(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx) =>
    giveBack(tx, app, { callId, actor: asActor(member), reason: 'withdrawn' }),
  );
}

/**
 * Takes a call out of whoever's hands it is in. A drawn call is replaced by its seller's next ticket of
 * the same draw (DESIGN 2), and the draw's record shows it; a seller whose question stays without an
 * answer is told.
 */
export function giveBack(
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
    change: { reviewerId: null, queuedAt: null, sentById: null },
  });
  if (!moved.ok) return moved;
  const held = leaseOfCall(tx, callId);
  if (held) endLease(tx, held, 'given_back', now);
  discardDrafts(tx, callId);
  closeRequest(tx, app, moved.call, reason);
  const { sellerId } = moved.call;
  const draw = drawId === null ? null : drawById(tx, drawId);
  if (!draw) return moved;
  changeCall(tx, callId, { drawId: null });
  if (sellerId !== null) replaceDrawn(tx, app, draw, callId, sellerId);
  return moved;
}

function closeRequest(tx: Tx, app: App, call: Call, reason: string): void {
  const stage = reason === 'withdrawn' ? 'withdrawn' : 'given_back';
  closeAdviceNotices(tx, app, call, stage);
  if (!endRequest(tx, call.id, stage, app.now())) return;
  if (stage === 'withdrawn' || call.sellerId === null) return;
  notify(tx, app, {
    key: `advice_returned:${call.id}:${app.now()}`,
    personId: call.sellerId,
    kind: 'advice_returned',
    callId: call.id,
    payload: { reason },
  });
}
