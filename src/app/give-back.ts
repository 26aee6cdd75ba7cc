import { changeCall } from '../db/calls.ts';
import {
  callKeys,
  type DrawRow,
  drawById,
  drawIdOf,
  drawnCallsOf,
  recordReplacement,
} from '../db/draws.ts';
import { endLease, leaseOf } from '../db/leases.ts';
import type { Tx } from '../db/open.ts';
import type { Member } from '../db/people.ts';
import { discardDraft } from '../db/reviews.ts';
import type { GiveBackReason } from '../domain/call.ts';
import { asActor, system } from '../domain/person.ts';
import type { Outcome } from '../domain/refusal.ts';
import { replacementOf } from '../domain/sampling.ts';
import type { App } from './app.ts';
import { frozenPairs } from './compute-draw.ts';
import { moveCall } from './move-call.ts';

/**
 * Hands back a call that cannot be scored, with a listed reason. A drawn call is replaced by its
 * seller's next ticket of the same draw (DESIGN 2); the draw's record shows it.
 */
export function giveBackCall(
  app: App,
  member: Member,
  callId: number,
  reason: GiveBackReason,
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const now = app.now();
    const drawId = drawIdOf(tx, callId);
    const moved = moveCall(tx, {
      callId,
      verb: 'give_back',
      actor: asActor(member),
      now,
      facts: { reason },
      note: reason,
      change: { reviewerId: null, queuedAt: null, sentById: null },
    });
    if (!moved.ok) return moved;
    const held = leaseOf(tx, member.id);
    if (held?.callId === callId) endLease(tx, held, 'given_back', now);
    discardDraft(tx, callId, member.id);
    const draw = drawId === null ? null : drawById(tx, drawId);
    if (draw && moved.call.sellerId !== null) replace(tx, app, draw, callId, moved.call.sellerId);
    return moved;
  });
}

/** Draws the seller's next ticket that is still to be had; leaves a gap where there is none. */
function replace(tx: Tx, app: App, draw: DrawRow, callId: number, sellerId: number): void {
  const now = app.now();
  changeCall(tx, callId, { drawId: null });
  const taken = new Set(drawnCallsOf(tx, draw.id).map((row) => row.callId));
  const candidates = [...frozenPairs(draw.eligible ?? Buffer.alloc(0))]
    .filter((pair) => pair.sellerId === sellerId)
    .flatMap((pair) => {
      const keys = callKeys(tx, pair.callId);
      return keys ? [{ callId: pair.callId, ...keys }] : [];
    });
  for (;;) {
    const next = replacementOf(draw.seed, candidates, taken);
    if (next === null) return;
    taken.add(next);
    const sampled = moveCall(tx, {
      callId: next,
      verb: 'sample',
      actor: system,
      now,
      facts: { eligible: true },
      change: { drawId: draw.id, queuedAt: now },
    });
    if (!sampled.ok) continue;
    recordReplacement(tx, draw, { from: callId, to: next, sellerId });
    return;
  }
}
