import { drawById } from '../../db/draws.ts';
import { ofSeller } from '../../db/left-out.ts';
import { leftOutPairs } from '../../domain/draw-record.ts';
import type { LeftOutReason } from '../../domain/sampling.ts';
import type { App } from '../app.ts';

/** A seller's calls that took no part in a draw, by reason; none for draws that did not keep which they were. */
export function leftOutOf(
  app: App,
  drawId: number,
  sellerId: number,
): Map<LeftOutReason, number[]> {
  const draw = drawById(app.db, drawId);
  const pairs = draw?.drawnAt ? [...leftOutPairs(draw.leftOutCalls ?? Buffer.alloc(0))] : [];
  const own = new Set(
    ofSeller(
      app.db,
      sellerId,
      pairs.map(({ callId }) => callId),
    ),
  );
  const byReason = new Map<LeftOutReason, number[]>();
  for (const { callId, reason } of pairs) {
    if (own.has(callId)) byReason.set(reason, [...(byReason.get(reason) ?? []), callId]);
  }
  return byReason;
}
