import { poolCall, readyCalls, spoiledCalls } from '../../db/drawable-calls.ts';
import { type DrawRow, drawnBefore } from '../../db/draws.ts';
import type { Db } from '../../db/open.ts';
import { drawKey } from '../../domain/draw-chain.ts';
import type { Entropy } from '../../domain/entropy.ts';
import { drawRuleOf, type Policy } from '../../domain/policy.ts';
import {
  drawTickets,
  leftOutReasons,
  type SellerCounts,
  type StruckCall,
} from '../../domain/sampling.ts';
import { takeLatest } from './compute-pool.ts';
import { type CallTable, listed } from './read-window.ts';

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
      seed: drawKey(draw.seed, poolSha256, entropy),
      rule: drawRuleOf(policy),
      sellers,
      calls: listed(calls),
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
  for (const [callId, , , , , place] of spoiledCalls(db, range)) {
    const at = placeOf(calls.pairs, callId);
    const reason = leftOutReasons[place ?? -1];
    if (at >= 0 && reason)
      struck.set(callId, { callId, sellerId: calls.pairs[at * 2 + 1] ?? 0, reason });
  }
  return { calls: without(calls, struck), struck: [...struck.values()] };
}

/** The calls of a pool, which are read as its window was; one that became ready anew since then by its number. */
function readFrozen(
  db: Db,
  pairs: Uint32Array<ArrayBuffer>,
  [fromAt, toAt]: readonly [number, number],
): { calls: CallTable; struck: StruckCall[] } {
  const count = pairs.length / 2;
  const externalIds = new Array<string | undefined>(count);
  const sourceAt = new Uint32Array(count);
  const sources = new Map<string, number>();
  const struck = new Map<number, StruckCall>();
  let found = 0;
  const take = (at: number, [callId, , source, externalId, , reason]: PoolCall) => {
    if (externalIds[at] !== undefined) return;
    externalIds[at] = externalId;
    const known = sources.get(source);
    sourceAt[at] = known ?? sources.size;
    if (known === undefined) sources.set(source, sources.size);
    const why = reason === null ? undefined : leftOutReasons[reason];
    if (why) struck.set(callId, { callId, sellerId: pairs[at * 2 + 1] ?? 0, reason: why });
    found += 1;
  };
  let last = -1;
  for (const row of readyCalls(db, [fromAt, toAt, 0], true)) {
    last = pairs[last * 2 + 2] === row[0] ? last + 1 : placeOf(pairs, row[0]);
    if (last >= 0) take(last, row);
  }
  for (let at = 0; at < count && found < count; at += 1) {
    if (externalIds[at] !== undefined) continue;
    const row = poolCall(db, pairs[at * 2] ?? 0);
    if (!row) throw new Error(`call ${pairs[at * 2]} of a frozen pool is gone`);
    take(at, row);
  }
  const all = {
    pairs,
    externalIds: externalIds as string[],
    sourceAt,
    sources: [...sources.keys()],
  };
  return { calls: without(all, struck), struck: [...struck.values()] };
}

type PoolCall = NonNullable<ReturnType<typeof poolCall>>;

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

function without(calls: CallTable, struck: ReadonlyMap<number, StruckCall>): CallTable {
  if (struck.size === 0) return calls;
  const stays = calls.externalIds
    .map((_, at) => at)
    .filter((at) => !struck.has(calls.pairs[at * 2] ?? 0));
  return {
    ...calls,
    pairs: Uint32Array.from(
      stays.flatMap((at) => [calls.pairs[at * 2] ?? 0, calls.pairs[at * 2 + 1] ?? 0]),
    ),
    externalIds: stays.map((at) => calls.externalIds[at] ?? ''),
    sourceAt: Uint32Array.from(stays, (at) => calls.sourceAt[at] ?? 0),
  };
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
