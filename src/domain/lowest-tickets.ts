/** A call's number with its ticket, as `ticketOf` gives it. */
export type Ticketed = { callId: number; ticket: string };

/** A seller's lowest tickets so far: the `keep` lowest are always among `held`. */
export type LowestTickets = {
  /** At least 1. */
  keep: number;
  seen: number;
  held: Ticketed[];
  /** A ticket above this cannot win. */
  ceiling: string;
};

/** Sorts after all hex. */
const noCeiling = '~';

export function lowestTickets(keep: number): LowestTickets {
  return { keep, seen: 0, held: [], ceiling: noCeiling };
}

/** Of any number of tickets offered, fewer than 2 × `keep` + 16 are held at once. */
export function offer(lowest: LowestTickets, callId: number, ticket: string): void {
  lowest.seen += 1;
  if (ticket > lowest.ceiling) return;
  lowest.held.push({ callId, ticket });
  // Sorting now and then costs less than keeping order at every step, and needs no heap.
  if (lowest.held.length >= 2 * lowest.keep + 16) settle(lowest);
}

/** Cuts down to the lowest `keep`, in order. */
export function settle(lowest: LowestTickets): Ticketed[] {
  const { held, keep } = lowest;
  held.sort(byTicket);
  held.length = Math.min(held.length, keep);
  lowest.ceiling = held[keep - 1]?.ticket ?? noCeiling;
  return held;
}

/** Tickets do not collide; the number parts even those, so that the order is total. */
export function byTicket(a: Ticketed, b: Ticketed): number {
  return compareTickets(a.ticket, b.ticket) || a.callId - b.callId;
}

export function compareTickets(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
