import {
  readyCalls,
  readyCount,
  reasonAt,
  type SellerForDraw,
  sellersForDraw,
  unreadyCalls,
} from '../../db/drawable-calls.ts';
import type { DrawRow } from '../../db/draws.ts';
import type { Db } from '../../db/open.ts';
import { drawRuleOf, type Policy } from '../../domain/policy.ts';
import {
  drawTickets,
  type EligibleCall,
  type LeftOutReason,
  leftOutReasons,
} from '../../domain/sampling.ts';

export interface DrawResult {
  drawn: { callId: number; sellerId: number; ticket: string }[];
  perSeller: { sellerId: number; eligible: number; drawn: number; drawnThisMonth: number }[];
  /** Pairs of little-endian uint32 (call id, seller id). */
  eligible: Uint8Array;
  /** How many calls could not be drawn, by reason. */
  leftOut: Partial<Record<LeftOutReason, number>>;
  /** Pairs of little-endian uint32 (call id, place of its reason in `leftOutReasons`). */
  leftOutCalls: Uint8Array;
}

/**
 * Works out a draw from one snapshot of the database and changes nothing. The window's calls are read
 * once: of each stays a pair of numbers and, where it is eligible, the key of its ticket, some 60 MB for
 * a million calls.
 */
export function computeDraw(db: Db, draw: DrawRow, policy: Policy): DrawResult {
  const range: Range = [draw.windowFromAt, draw.windowToAt, policy.minTalkS];
  return db.snapshot(() => {
    const active = sellersForDraw(db, draw);
    const { calls, callsOf, leftOut } = readCalls(db, range, active, policy.drawAlsoAsked);
    const sellers = active
      .map((seller) => ({ ...seller, eligible: callsOf.get(seller.sellerId) ?? 0 }))
      .filter((seller) => seller.eligible > 0);
    const { drawn, perSeller } = drawTickets({
      seed: draw.seed,
      rule: drawRuleOf(policy),
      sellers,
      calls: listed(calls),
    });
    const before = new Map(sellers.map((seller) => [seller.sellerId, seller.drawnThisMonth]));
    return {
      drawn,
      perSeller: perSeller.map((share) => ({
        ...share,
        drawnThisMonth: before.get(share.sellerId) ?? 0,
      })),
      eligible: new Uint8Array(calls.pairs.buffer),
      leftOut: leftOut.counts(),
      leftOutCalls: leftOut.bytes(),
    };
  });
}

/** Ready from, ready before, and the shortest talk in seconds. */
type Range = readonly [number, number, number];

/** Calls side by side, since a million objects would take three times the memory. */
interface CallTable {
  /** Call id, seller id, call id, seller id … */
  pairs: Uint32Array;
  externalIds: string[];
  /** For each call where in `sources` its own is. */
  sourceAt: Uint32Array;
  sources: string[];
}

function readCalls(
  db: Db,
  range: Range,
  active: readonly SellerForDraw[],
  alsoAsked: boolean,
): { calls: CallTable; callsOf: ReadonlyMap<number, number>; leftOut: LeftOut } {
  const [fromAt, toAt] = range;
  const most = readyCount(db, [fromAt, toAt]);
  const callsOf = new Map(active.map(({ sellerId }) => [sellerId, 0]));
  const absentFrom = new Map(
    active.map(({ sellerId, absentFromAt }) => [sellerId, absentFromAt ?? Infinity]),
  );
  const absent = reasonAt('absent');
  const leftOut = leftOutTable();
  const pairs = new Uint32Array(most * 2);
  const externalIds = new Array<string>(most);
  const sourceAt = new Uint32Array(most);
  const sources = new Map<string, number>();
  let count = 0;
  for (const row of readyCalls(db, range, alsoAsked)) {
    const [callId, sellerId, source, externalId, startedAt, reason] = row;
    // Nobody known to be active counts as absent all along.
    const away = startedAt >= (absentFrom.get(sellerId) ?? -Infinity);
    if (reason !== null || away) {
      leftOut.add(callId, reason ?? absent);
      continue;
    }
    callsOf.set(sellerId, (callsOf.get(sellerId) ?? 0) + 1);
    pairs[count * 2] = callId;
    pairs[count * 2 + 1] = sellerId;
    externalIds[count] = externalId;
    const known = sources.get(source);
    sourceAt[count] = known ?? sources.size;
    if (known === undefined) sources.set(source, sources.size);
    count += 1;
  }
  for (const [callId, reason] of unreadyCalls(db, [fromAt, toAt])) leftOut.add(callId, reason);
  externalIds.length = count;
  const filled = count === most ? pairs : pairs.slice(0, count * 2);
  const calls = { pairs: filled, externalIds, sourceAt, sources: [...sources.keys()] };
  return { calls, callsOf, leftOut };
}

interface LeftOut {
  add(callId: number, reason: number): void;
  counts(): DrawResult['leftOut'];
  bytes(): Uint8Array;
}

/** Calls left out, in room that doubles as they come: usually few, at worst as many as there are. */
function leftOutTable(): LeftOut {
  let pairs = new Uint32Array(64);
  let used = 0;
  const counts = new Uint32Array(leftOutReasons.length);
  return {
    add(callId, reason) {
      if (used === pairs.length) {
        const wider = new Uint32Array(pairs.length * 2);
        wider.set(pairs);
        pairs = wider;
      }
      pairs[used] = callId;
      pairs[used + 1] = reason;
      used += 2;
      counts[reason] = (counts[reason] ?? 0) + 1;
    },
    counts: () =>
      Object.fromEntries(
        leftOutReasons.flatMap((reason, at) => (counts[at] ? [[reason, counts[at]]] : [])),
      ),
    bytes: () => new Uint8Array(pairs.slice(0, used).buffer),
  };
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
