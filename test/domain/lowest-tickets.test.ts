import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byTicket,
  type LowestTickets,
  lowestTickets,
  offer,
  settle,
} from '../../src/domain/lowest-tickets.ts';

/** Few enough that some come twice, which tickets never do. */
const tickets = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 400 });
const hex = (ticket: number) => ticket.toString(16).padStart(4, '0');

/** Offers tickets as calls 1, 2, 3, … and says how many were held after each. */
function offered(lowest: LowestTickets, all: readonly string[]): number[] {
  return all.map((ticket, at) => {
    offer(lowest, at + 1, ticket);
    return lowest.held.length;
  });
}

describe('the lowest tickets', () => {
  test('are those that come first where all are sorted, of equal ones the lower call', () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 1, max: 20 }), (numbers, keep) => {
        const lowest = lowestTickets(keep);
        offered(lowest, numbers.map(hex));
        const all = numbers.map((number, at) => ({ callId: at + 1, number, ticket: hex(number) }));
        const sorted = all.sort((a, b) => a.number - b.number || a.callId - b.callId);
        expect(settle(lowest)).toEqual(
          sorted.slice(0, keep).map(({ callId, ticket }) => ({ callId, ticket })),
        );
        expect(lowest.seen).toBe(numbers.length);
      }),
    );
  });

  test('are never kept with as many more as twice their number and sixteen', () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 1, max: 20 }), (numbers, keep) => {
        const held = offered(lowestTickets(keep), numbers.map(hex));
        expect(Math.max(0, ...held)).toBeLessThan(2 * keep + 16);
      }),
    );
  });

  test('are sorted only where so many are held: until then each is only put beside the others', () => {
    const falling = Array.from({ length: 20 }, (_, at) => hex(100 - at));
    expect(offered(lowestTickets(2), falling)).toEqual([
      ...Array.from({ length: 19 }, (_, at) => at + 1),
      2,
    ]);
  });

  test('leave nothing behind of a ticket above them', () => {
    const lowest = lowestTickets(2);
    const falling = Array.from({ length: 20 }, (_, at) => hex(100 - at));
    offered(lowest, falling);
    expect(offered(lowest, [hex(83), hex(300), hex(80)])).toEqual([2, 2, 3]);
  });

  test('let one in that is even with the last of them, whose call may be the lower', () => {
    const lowest = lowestTickets(1);
    for (const callId of [7, 9]) offer(lowest, callId, hex(5));
    settle(lowest);
    offer(lowest, 3, hex(5));
    expect(settle(lowest)).toEqual([{ callId: 3, ticket: hex(5) }]);
  });

  test('come by their text, and by their call where that is the same', () => {
    const [a, b] = [
      { callId: 2, ticket: '0a' },
      { callId: 1, ticket: '0b' },
    ];
    expect([b, a].sort(byTicket)).toEqual([a, b]);
    expect(byTicket(a, b)).toBeLessThan(0);
    expect(byTicket(b, a)).toBeGreaterThan(0);
    expect(byTicket(a, { ...a, callId: 5 })).toBeLessThan(0);
    expect(byTicket(a, { ...a, callId: 1 })).toBeGreaterThan(0);
    expect(byTicket(a, { ...a })).toBe(0);
  });
});
