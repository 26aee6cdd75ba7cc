import { reasonAt, type SellerForDraw, unreadyCalls } from '../../db/drawable-calls.ts';
import type { Db } from '../../db/open.ts';
import { readyCalls, readyCount } from '../../db/ready-calls.ts';
import { type LeftOutReason, leftOutReasons } from '../../domain/sampling.ts';
import { type CallTable, growingTable } from './call-table.ts';

/** Ready from, ready before, and the shortest talk in seconds. */
export type Range = readonly [number, number, number];

/** The calls of a window. `callsOf`: how many of them are each active seller's. */
export function readCalls(
  db: Db,
  range: Range,
  active: readonly SellerForDraw[],
  alsoAsked: boolean,
): { calls: CallTable; callsOf: ReadonlyMap<number, { count: number }>; leftOut: LeftOut } {
  const [fromAt, toAt] = range;
  const sellers = new Map(
    active.map(({ sellerId, absentFromAt }) => [
      sellerId,
      { count: 0, absentFromAt: absentFromAt ?? Infinity },
    ]),
  );
  const absent = reasonAt('absent');
  const leftOut = leftOutTable();
  const calls = growingTable(readyCount(db, [fromAt, toAt]));
  for (const call of readyCalls(db, range, alsoAsked)) {
    const seller = sellers.get(call.sellerId);
    if (call.reason === null && seller && call.startedAt < seller.absentFromAt) {
      seller.count += 1;
      calls.add(call);
    } else {
      // Nobody known to be active counts as absent all along.
      leftOut.add(call.callId, call.reason ?? absent);
    }
  }
  for (const [callId, reason] of unreadyCalls(db, [fromAt, toAt])) leftOut.add(callId, reason);
  return { calls: calls.byNumber(), callsOf: sellers, leftOut };
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
