import type { ReadyCall } from '../../db/ready-calls.ts';
import { sourceAt } from '../../domain/pool.ts';
import type { TicketedCall } from '../../domain/sampling.ts';
import { ticketMaker } from '../../domain/ticket.ts';

/**
 * Calls by rising number, side by side, since a million objects with their texts would take five times the memory:
 * these take 16 bytes a call and its line.
 */
export interface CallTable {
  /** Call id, seller id, call id, seller id … */
  pairs: Uint32Array<ArrayBuffer>;
  /** Their lines of the pool's text (domain/pool.ts), one after the other. */
  lines: Uint8Array;
  /** Where in `lines` each call's ends; the next one's begins there. */
  ends: Uint32Array;
}

/** A table that grows: calls come in any order. */
export interface GrowingTable {
  add(call: Pick<ReadyCall, 'callId' | 'sellerId' | 'text' | 'from' | 'to'>): void;
  byNumber(): CallTable;
}

/** Memory that is not written to is not taken: this is no more than a first guess. */
const lineBytes = 48;

/** @param most how many calls are added at most */
export function growingTable(most: number): GrowingTable {
  const pairs = new Uint32Array(most * 2);
  const ends = new Uint32Array(most);
  let lines = new Uint8Array(most * lineBytes);
  let count = 0;
  let used = 0;
  return {
    add({ callId, sellerId, text, from, to }) {
      pairs[count * 2] = callId;
      pairs[count * 2 + 1] = sellerId;
      if (used + to - from > lines.length) lines = withRoom(lines, used + to - from);
      // Of so few bytes each by itself: asking for a copy takes longer.
      for (let at = from; at < to; at += 1) {
        lines[used] = text[at] ?? 0;
        used += 1;
      }
      ends[count] = used;
      count += 1;
    },
    byNumber: () =>
      sorted(
        count === most
          ? { pairs, lines, ends }
          : { pairs: pairs.slice(0, count * 2), lines, ends: ends.slice(0, count) },
      ),
  };
}

function withRoom(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(Math.max(bytes.length * 2, least));
  wider.set(bytes);
  return wider;
}

/** Calls become ready in nearly the order of their numbers: mostly there is nothing to do. */
function sorted(calls: CallTable): CallTable {
  const { pairs, ends } = calls;
  let isSorted = true;
  for (let at = 1; at < ends.length && isSorted; at += 1) {
    isSorted = (pairs[at * 2 - 2] ?? 0) <= (pairs[at * 2] ?? 0);
  }
  if (isSorted) return calls;
  const places = Uint32Array.from(ends, (_, at) => at);
  return picked(
    calls,
    places.sort((a, b) => (pairs[a * 2] ?? 0) - (pairs[b * 2] ?? 0)),
  );
}

/** The calls that are kept. */
export function without(calls: CallTable, struck: ReadonlySet<number>): CallTable {
  if (struck.size === 0) return calls;
  const places = Uint32Array.from(calls.ends, (_, at) => at);
  return picked(
    calls,
    places.filter((at) => !struck.has(calls.pairs[at * 2] ?? 0)),
  );
}

/** The calls at some places of a table. */
function picked({ pairs, lines, ends }: CallTable, places: Uint32Array): CallTable {
  const table = growingTable(places.length);
  for (const at of places) {
    const [callId, sellerId] = [pairs[at * 2] ?? 0, pairs[at * 2 + 1] ?? 0];
    table.add({ callId, sellerId, text: lines, from: ends[at - 1] ?? 0, to: ends[at] ?? 0 });
  }
  return table.byNumber();
}

/** All lines as they stand in the pool's text. */
export function poolLines({ lines, ends }: CallTable): Uint8Array {
  return lines.subarray(0, ends.at(-1) ?? 0);
}

/** The calls one by one, each with its ticket. */
export function* ticketed(
  { pairs, lines, ends }: CallTable,
  key: Uint8Array,
): Generator<TicketedCall> {
  const ticketFor = ticketMaker(key);
  let lineAt = 0;
  for (let at = 0; at < ends.length; at += 1) {
    const lineEnd = ends[at] ?? 0;
    yield {
      callId: pairs[at * 2] ?? 0,
      sellerId: pairs[at * 2 + 1] ?? 0,
      ticket: ticketFor(lines, sourceAt(lines, lineAt), lineEnd - 1),
    };
    lineAt = lineEnd;
  }
}
