import {
  readyCalls,
  readyCount,
  reasonAt,
  type SellerForDraw,
  unreadyCalls,
} from '../../db/drawable-calls.ts';
import type { Db } from '../../db/open.ts';
import { type EligibleCall, type LeftOutReason, leftOutReasons } from '../../domain/sampling.ts';

/** Ready from, ready before, and the shortest talk in seconds. */
export type Range = readonly [number, number, number];

/** Calls side by side, since a million objects would take three times the memory. */
export interface CallTable {
  /** Call id, seller id, call id, seller id … */
  pairs: Uint32Array;
  externalIds: string[];
  /** For each call where in `sources` its own is. */
  sourceAt: Uint32Array;
  sources: string[];
}

/** The calls of a window, by rising number. */
export function readCalls(
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
  return { calls: byNumber(calls), callsOf, leftOut };
}

/** Calls become ready in nearly the order of their numbers: mostly there is nothing to do. */
function byNumber(calls: CallTable): CallTable {
  const count = calls.externalIds.length;
  const { pairs } = calls;
  let isSorted = true;
  for (let at = 1; at < count && isSorted; at += 1) {
    isSorted = (pairs[at * 2 - 2] ?? 0) < (pairs[at * 2] ?? 0);
  }
  if (isSorted) return calls;
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => (pairs[a * 2] ?? 0) - (pairs[b * 2] ?? 0),
  );
  const sorted = new Uint32Array(count * 2);
  for (const [at, from] of order.entries()) {
    sorted[at * 2] = pairs[from * 2] ?? 0;
    sorted[at * 2 + 1] = pairs[from * 2 + 1] ?? 0;
  }
  return {
    ...calls,
    pairs: sorted,
    externalIds: Array.from(order, (from) => calls.externalIds[from] ?? ''),
    sourceAt: order.map((from) => calls.sourceAt[from] ?? 0),
  };
}

export interface LeftOut {
  add(callId: number, reason: number): void;
  counts(): Partial<Record<LeftOutReason, number>>;
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
    bytes: () => new Uint8Array(byCall(pairs.slice(0, used)).buffer),
  };
}

/** Pairs of a call and what is said of it, by the call's number. */
function byCall(pairs: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const order = Array.from({ length: pairs.length / 2 }, (_, at) => at * 2);
  order.sort((a, b) => (pairs[a] ?? 0) - (pairs[b] ?? 0));
  return Uint32Array.from(order.flatMap((at) => [pairs[at] ?? 0, pairs[at + 1] ?? 0]));
}

/** The calls one by one. */
export function* listed({
  pairs,
  externalIds,
  sourceAt,
  sources,
}: CallTable): Generator<EligibleCall> {
  for (let at = 0; at < externalIds.length; at += 1) {
    yield {
      callId: pairs[at * 2] ?? 0,
      sellerId: pairs[at * 2 + 1] ?? 0,
      source: sources[sourceAt[at] ?? 0] ?? '',
      externalId: externalIds[at] ?? '',
    };
  }
}
