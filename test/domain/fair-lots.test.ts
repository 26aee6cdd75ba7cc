import { expect, test } from 'vitest';
import { beyondShare, fairest, type Meetings, shareOf } from '../../src/domain/fair-lots.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';

const met = (table: Record<number, Record<number, number>>): Meetings =>
  new Map(
    Object.entries(table).map(([seller, of]) => [
      Number(seller),
      new Map(Object.entries(of).map(([id, calls]) => [Number(id), calls])),
    ]),
  );
const waiting = (...sellers: (number | null)[]) =>
  sellers.map((sellerId, at) => ({ sellerId, at }));

test.each([
  ['at their share', { 1: { 7: 5, 8: 5 }, 2: { 7: 5, 8: 5 } }, 0],
  ['one call beyond it', { 1: { 7: 6, 8: 4 }, 2: { 7: 4, 8: 6 } }, 0],
  ['more than one beyond it', { 1: { 7: 7, 8: 3 }, 2: { 7: 3, 8: 7 } }, 1],
] as const)('a seller %s', (_, table, taken) => {
  expect(fairest(waiting(1, 2), 7, met(table))?.at).toBe(taken);
});

test('where all are beyond their share it is the one least beyond, and the older of two alike', () => {
  const table = met({
    1: { 7: 9, 8: 1 },
    2: { 7: 7, 8: 3 },
    3: { 7: 7, 8: 3 },
    4: { 7: 0, 8: 30 },
  });
  expect(fairest(waiting(1, 2, 3), 7, table)?.at).toBe(1);
});

test('a call of nobody known, or of a new seller, is taken in its turn; none is null', () => {
  expect(fairest(waiting(null, 1), 7, met({ 1: { 7: 3 } }))?.at).toBe(0);
  expect(fairest(waiting(5), 7, met({ 1: { 7: 3 } }))?.at).toBe(0);
  expect(fairest([], 7, met({}))).toBeNull();
});

/** Days of draws, two calls a seller; controllers take calls as they come. Answers who met whom how often. */
function lived({ lots, days, seed }: { lots: boolean; days: number; seed: number }) {
  const random = seededRandom(seed);
  const table = new Map<number, Map<number, number>>();
  const controllers = [71, 72, 73];
  for (let day = 0; day < days; day += 1) {
    const queue = Array.from({ length: 20 }, (_, at) => ({ sellerId: at % 10 }));
    while (queue.length > 0) {
      // 73 is a friend of seller 4 and looks into the queue until it is their turn.
      const friend = lots ? 0 : queue[0]?.sellerId === 4 ? 1 : 0;
      const pick = controllers[Math.floor(random() * 3)] ?? 71;
      const by = friend ? 73 : pick;
      const call = lots ? fairest(queue, by, table) : queue[0];
      if (!call) break;
      queue.splice(queue.indexOf(call), 1);
      const of = table.get(call.sellerId) ?? new Map<number, number>();
      of.set(by, (of.get(by) ?? 0) + 1);
      table.set(call.sellerId, of);
    }
  }
  return table;
}

const widest = (table: Meetings) =>
  Math.max(
    ...[...table].flatMap(([, of]) =>
      [71, 72, 73].map((id) => beyondShare(of, id, shareOf(id, table))),
    ),
  );

test('over two months no pair meets more than three calls beyond its share, where chance alone goes further', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    expect(widest(lived({ lots: true, days: 40, seed }))).toBeLessThan(3);
  }
  const byChance = Array.from({ length: 20 }, (_, seed) =>
    widest(lived({ lots: false, days: 40, seed })),
  );
  expect(Math.min(...byChance)).toBeGreaterThan(3);
});

/** Whoever asks only when a friend's call is the oldest. */
test('who waits for a friend’s calls gets no more of them than others do', () => {
  const random = seededRandom(5);
  const table = new Map<number, Map<number, number>>();
  const note = (sellerId: number, by: number) => {
    const of = table.get(sellerId) ?? new Map<number, number>();
    of.set(by, (of.get(by) ?? 0) + 1);
    table.set(sellerId, of);
  };
  for (let day = 0; day < 60; day += 1) {
    const queue = Array.from({ length: 20 }, (_, at) => ({ sellerId: at % 10 }));
    while (queue.length > 0) {
      const isFriends = queue[0]?.sellerId === 4;
      const by = isFriends ? 73 : random() < 0.5 ? 71 : 72;
      // A friend asks for others' calls as well, to do their work at all.
      const asks = isFriends || random() > 0.2 ? by : 73;
      const call = fairest(queue, asks, table);
      if (!call) break;
      queue.splice(queue.indexOf(call), 1);
      note(call.sellerId, asks);
    }
  }
  expect(beyondShare(table.get(4), 73, shareOf(73, table))).toBeLessThan(4);
});
