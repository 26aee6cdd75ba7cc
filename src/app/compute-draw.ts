import {
  type EligibleSeller,
  eligibleCalls,
  leftOutCounts,
  readyCount,
  sellersForDraw,
} from '../db/drawable-calls.ts';
import type { DrawRow } from '../db/draws.ts';
import type { Db } from '../db/open.ts';
import { drawRuleOf, type Policy } from '../domain/policy.ts';
import { drawLots, type EligibleCall } from '../domain/sampling.ts';

export interface DrawResult {
  drawn: { callId: number; sellerId: number; ticket: string }[];
  perSeller: { sellerId: number; eligible: number; drawn: number }[];
  /** Pairs of little-endian uint32 (call id, seller id). */
  eligible: Uint8Array;
  leftOut: Record<string, number>;
}

/**
 * Works out a draw from one snapshot of the database and changes nothing. The window's calls are read
 * once: of each stays a pair of numbers and the key of its ticket, some 60 MB for a million calls.
 */
export function computeDraw(db: Db, draw: DrawRow, policy: Policy): DrawResult {
  const range: [number, number, number] = [draw.windowFromAt, draw.windowToAt, policy.minTalkS];
  return db.snapshot(() => {
    const present = sellersForDraw(db, draw);
    const { calls, callsOf, absent } = readEligible(db, range, present, policy.drawAlsoAsked);
    const sellers = present
      .map((seller) => ({ ...seller, eligible: callsOf.get(seller.sellerId) ?? 0 }))
      .filter((seller) => seller.eligible > 0);
    const { drawn, perSeller } = drawLots({
      seed: draw.seed,
      rule: drawRuleOf(policy),
      sellers,
      calls: listed(calls),
    });
    const leftOut = leftOutCounts(db, range, policy.drawAlsoAsked);
    if (absent > 0) leftOut.absent = absent;
    return { drawn, perSeller, eligible: new Uint8Array(calls.pairs.buffer), leftOut };
  });
}

/** Calls side by side, since a million objects would take three times the memory. */
interface CallTable {
  /** Call id, seller id, call id, seller id … */
  pairs: Uint32Array;
  externalIds: string[];
  /** For each call where in `sources` its own is. */
  sourceAt: Uint32Array;
  sources: string[];
}

function readEligible(
  db: Db,
  range: [number, number, number],
  sellers: readonly EligibleSeller[],
  alsoAsked: boolean,
): { calls: CallTable; callsOf: ReadonlyMap<number, number>; absent: number } {
  const most = readyCount(db, range);
  const callsOf = new Map(sellers.map(({ sellerId }) => [sellerId, 0]));
  const pairs = new Uint32Array(most * 2);
  const externalIds = new Array<string>(most);
  const sourceAt = new Uint32Array(most);
  const sources = new Map<string, number>();
  let count = 0;
  let absent = 0;
  for (const [callId, sellerId, source, externalId] of eligibleCalls(db, range, alsoAsked)) {
    const before = callsOf.get(sellerId);
    if (before === undefined) {
      absent += 1;
      continue;
    }
    callsOf.set(sellerId, before + 1);
    pairs[count * 2] = callId;
    pairs[count * 2 + 1] = sellerId;
    externalIds[count] = externalId;
    const known = sources.get(source);
    sourceAt[count] = known ?? sources.size;
    if (known === undefined) sources.set(source, sources.size);
    count += 1;
  }
  externalIds.length = count;
  const filled = count === most ? pairs : pairs.slice(0, count * 2);
  const calls = { pairs: filled, externalIds, sourceAt, sources: [...sources.keys()] };
  return { calls, callsOf, absent };
}

function* listed({ pairs, externalIds, sourceAt, sources }: CallTable): Generator<EligibleCall> {
  for (let at = 0; at < externalIds.length; at += 1) {
    yield {
      callId: pairs[at * 2] ?? 0,
      sellerId: pairs[at * 2 + 1] ?? 0,
      source: sources[sourceAt[at] ?? 0] ?? '',
      externalId: externalIds[at] ?? '',
    };
  }
}

/** The frozen pairs of a draw, as they were kept. */
export function* frozenPairs(eligible: Buffer): Generator<{ callId: number; sellerId: number }> {
  for (let at = 0; at < eligible.length; at += 8) {
    yield { callId: eligible.readUInt32LE(at), sellerId: eligible.readUInt32LE(at + 4) };
  }
}
