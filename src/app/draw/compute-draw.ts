import { type DrawRow, drawnBefore } from '../../db/draws.ts';
import type { Db } from '../../db/open.ts';
import { poolCall, type ReadyCall, readyCalls, spoiledCalls } from '../../db/ready-calls.ts';
import { drawKey } from '../../domain/draw-chain.ts';
import type { Entropy } from '../../domain/entropy.ts';
import { drawRuleOf, type Policy } from '../../domain/policy.ts';
import {
  drawTickets,
  leftOutReasons,
  type SellerCounts,
  type StruckCall,
} from '../../domain/sampling.ts';
import { type CallTable, growingTable, ticketed, without } from './call-table.ts';
import { takeLatest } from './compute-pool.ts';

export interface DrawResult {
  drawn: { callId: number; sellerId: number; ticket: string }[];
  perSeller: { sellerId: number; eligible: number; drawn: number; drawnThisMonth: number }[];
  /** Calls of the frozen pool that cannot be drawn after all, and why. */
  struck: StruckCall[];
}

/**
 * Draws among the calls of a frozen pool, from one snapshot of the database, and changes nothing. What was eligible
 * at the freeze stays so, with two exceptions: a recording on which nothing can be scored, and a call that is on
 * the credit route, or scored for teaching, by now.
 */
export function computeDraw(db: Db, draw: DrawRow, policy: Policy, entropy: Entropy): DrawResult {
  const { eligible, poolSha256, windowFromAt, windowToAt } = draw;
  if (!eligible || poolSha256 === null) throw new Error(`the pool of ${draw.date} is not frozen`);
  return db.snapshot(() => {
    const range = [windowFromAt, windowToAt] as const;
    const kept = takeLatest(poolSha256);
    const { calls, struck } = kept
      ? strikeFrom(db, kept, range)
      : readFrozen(db, pairsOf(eligible), range);
    const sellers = sellersOf(calls.pairs, drawnBefore(db, { ...draw, drawnAt: Infinity }));
    const { drawn, perSeller } = drawTickets({
      rule: drawRuleOf(policy),
      sellers,
      calls: ticketed(calls, drawKey(draw.seed, poolSha256, entropy)),
    });
    const before = new Map(sellers.map((seller) => [seller.sellerId, seller.drawnThisMonth]));
    return {
      drawn,
      struck,
      perSeller: perSeller.map((share) => ({
        ...share,
        drawnThisMonth: before.get(share.sellerId) ?? 0,
      })),
    };
  });
}

/** The bytes as the numbers they are; a blob may begin anywhere in memory. */
function pairsOf(eligible: Buffer): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new Uint8Array(eligible).buffer);
}

/**
 * The calls of a pool read a moment ago, without those that cannot be drawn by now. One that became ready anew since
 * then is not seen here: where it was drawn the commit refuses, and the pool is read again.
 */
function strikeFrom(
  db: Db,
  calls: CallTable,
  range: readonly [number, number],
): { calls: CallTable; struck: StruckCall[] } {
  const struck = new Map<number, StruckCall>();
  for (const [callId, place] of spoiledCalls(db, range)) {
    const at = placeOf(calls.pairs, callId);
    const reason = leftOutReasons[place];
    if (at >= 0 && reason)
      struck.set(callId, { callId, sellerId: calls.pairs[at * 2 + 1] ?? 0, reason });
  }
  return { calls: without(calls, new Set(struck.keys())), struck: [...struck.values()] };
}

/** The calls of a pool, which are read as its window was; one that became ready anew since then by its number. */
function readFrozen(
  db: Db,
  pairs: Uint32Array<ArrayBuffer>,
  [fromAt, toAt]: readonly [number, number],
): { calls: CallTable; struck: StruckCall[] } {
  const count = pairs.length / 2;
  const isFound = new Uint8Array(count);
  const calls = growingTable(count);
  const struck: StruckCall[] = [];
  const take = (at: number, call: ReadyCall) => {
    if (isFound[at]) return;
    isFound[at] = 1;
    // Whose it was at the freeze.
    const sellerId = pairs[at * 2 + 1] ?? 0;
    const reason = leftOutReasons[call.reason ?? -1];
    if (reason) struck.push({ callId: call.callId, sellerId, reason });
    else calls.add({ ...call, sellerId });
  };
  let last = -1;
  for (const call of readyCalls(db, [fromAt, toAt, 0], true)) {
    last = pairs[last * 2 + 2] === call.callId ? last + 1 : placeOf(pairs, call.callId);
    if (last >= 0) take(last, call);
  }
  for (let at = isFound.indexOf(0); at >= 0; at = isFound.indexOf(0, at + 1)) {
    const call = poolCall(db, pairs[at * 2] ?? 0);
    if (!call) throw new Error(`call ${pairs[at * 2]} of a frozen pool is gone`);
    take(at, call);
  }
  return { calls: calls.byNumber(), struck };
}

/** Where a call stands in pairs by rising call id; -1: nowhere. */
function placeOf(pairs: Uint32Array, callId: number): number {
  let [low, high] = [0, pairs.length / 2 - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const is = pairs[middle * 2] ?? 0;
    if (is === callId) return middle;
    if (is < callId) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function sellersOf(pairs: Uint32Array, before: ReadonlyMap<number, number>): SellerCounts[] {
  const counts = new Map<number, number>();
  for (let at = 1; at < pairs.length; at += 2) {
    const sellerId = pairs[at] ?? 0;
    counts.set(sellerId, (counts.get(sellerId) ?? 0) + 1);
  }
  return Array.from(counts, ([sellerId, eligible]) => ({
    sellerId,
    eligible,
    drawnThisMonth: before.get(sellerId) ?? 0,
  })).sort((a, b) => a.sellerId - b.sellerId);
}
