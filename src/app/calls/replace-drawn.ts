import { policyOfDraw } from '../../db/draw-policy.ts';
import {
  callKeys,
  drawnCallsOf,
  noteReplaced,
  recordReplacement,
  teachBeside,
  wasDrawn,
} from '../../db/drawn-calls.ts';
import type { DrawRow } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import { callRecording } from '../../db/recordings.ts';
import { ticketKey } from '../../domain/draw-chain.ts';
import { frozenPairs } from '../../domain/draw-record.ts';
import { system } from '../../domain/person.ts';
import { type LeftOutReason, type SkippedTicket, ticketsLeft } from '../../domain/sampling.ts';
import type { App } from '../app.ts';
import { moveCall } from './move-call.ts';

/**
 * Draws the seller's next ticket of a draw that is still to be had, in the place of one of its calls (3.2).
 * The record says why each lower ticket was passed over; where none is left, a gap stays. The replaced
 * call itself is not touched: what becomes of it is the caller's.
 */
export function replaceDrawn(
  tx: Tx,
  app: App,
  draw: DrawRow,
  callId: number,
  sellerId: number,
): void {
  const drawn = new Set(drawnCallsOf(tx, draw.id).map((row) => row.callId));
  const calls = callsOf(tx, draw, sellerId);
  const skipped: SkippedTicket[] = [];
  for (const { callId: next, ticket } of ticketsLeft(ticketKey(draw), calls, drawn)) {
    const problem = sampleNext(tx, app, draw, next);
    if (problem !== null) {
      skipped.push({ callId: next, reason: problem });
      continue;
    }
    recordReplacement(tx, draw, { from: callId, to: next, sellerId, ticket });
    teachBeside(tx, draw.id);
    break;
  }
  noteReplaced(tx, draw.id, callId, { at: app.now(), skipped });
}

/** The seller's eligible calls as the draw froze them. */
function callsOf(tx: Tx, draw: DrawRow, sellerId: number) {
  return [...frozenPairs(draw.eligible ?? Buffer.alloc(0))]
    .filter((pair) => pair.sellerId === sellerId)
    .map(({ callId }) => {
      const keys = callKeys(tx, callId);
      if (!keys) throw new Error(`call ${callId} of the draw of ${draw.date} is gone`);
      return { callId, ...keys };
    });
}

/** Moves a call into the queue by the rules of its draw; otherwise answers why it cannot be. */
function sampleNext(tx: Tx, app: App, draw: DrawRow, callId: number): LeftOutReason | null {
  const fault = callRecording(tx, callId)?.fault ?? null;
  if (fault !== null) return `recording_${fault}`;
  // Given back from teaching it entered a later draw, which may have drawn it.
  if (wasDrawn(tx, callId)) return 'already_taken';
  const now = app.now();
  const sampled = moveCall(tx, {
    callId,
    verb: 'sample',
    actor: system,
    now,
    facts: { eligible: true, alsoAsked: policyOfDraw(tx, draw).drawAlsoAsked },
    change: { drawId: draw.id, queuedAt: now, queuedMonth: draw.month, reviewerId: null },
  });
  return sampled.ok ? null : 'already_taken';
}
