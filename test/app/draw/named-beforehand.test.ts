import { afterAll, beforeAll, expect, test } from 'vitest';
import { computePool } from '../../../src/app/draw/compute-pool.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { tapDraw } from '../../../src/app/draw/tap-draw.ts';
import { callKeys } from '../../../src/db/drawn-calls.ts';
import { windowsAfter } from '../../../src/db/draws.ts';
import { drawKey } from '../../../src/domain/draw-chain.ts';
import { frozenPairs } from '../../../src/domain/draw-record.ts';
import { ticketOf } from '../../../src/domain/ticket.ts';
import { drandBeacon } from '../../../src/http/drand-beacon.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { type LocalDrand, localDrand } from '../../support/drand.ts';

const days = 12;
const sellers = ['anna', 'boris'];
const callsEach = 6;
const minute = 60_000;

let drand: LocalDrand;
beforeAll(async () => {
  drand = await localDrand();
});
afterAll(() => drand.close());

/**
 * Whoever reads the database a moment before the window ends: the seed lies there in plain text, and so does every call,
 * from which the hash of the pool follows. They name the lowest ticket of each seller, with no entropy: none is there yet.
 */
function namedBy({ app }: Company): number[] {
  const [window] = windowsAfter(app.db, app.now());
  if (!window) throw new Error('no window');
  const { eligible, poolSha256 } = computePool(app.db, window, app.policy());
  const key = drawKey(window.seed, poolSha256, { kind: 'none', wanted: 'none' });
  const lowest = new Map<number, { callId: number; ticket: string }>();
  for (const { callId, sellerId } of frozenPairs(Buffer.from(eligible))) {
    const { source = '', externalId = '' } = callKeys(app.db, callId) ?? {};
    const ticket = ticketOf(key, source, externalId);
    if (ticket < (lowest.get(sellerId)?.ticket ?? 'g')) lowest.set(sellerId, { callId, ticket });
  }
  return [...lowest.values()].map(({ callId }) => callId);
}

/** How many of the calls drawn in twelve days were named before their window ended, of how many. */
async function lives(drawEntropy: string): Promise<{ named: number; of: number }> {
  const company: Company = testCompany(
    { drawEntropy, perSeller: 1, drawCron: '0 19 * * *' },
    { beacon: { roundAfter: (at) => drandBeacon(drand, () => company.clock.now).roundAfter(at) } },
  );
  const { app, clock, as } = company;
  let [named, of] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    const end = Date.parse('2026-11-23T19:00:00+03:00') + day * 1440 * minute;
    clock.at(end - 8 * 60 * minute);
    for (let call = 0; call < callsEach; call += 1) {
      for (const sellerExternalId of sellers) company.aCall({ sellerExternalId });
    }
    clock.at(end - 1);
    const guess = namedBy(company);
    clock.at(end);
    await drawDue(app);
    clock.at(end + 7919 * (day + 1));
    const date = new Date(end).toISOString().slice(0, 10);
    if (drawEntropy === 'people') {
      const id = company.deliver().find(({ kind }) => kind === 'draw_taps')?.payload;
      must(tapDraw(app, as('anna'), (id as { drawId: number }).drawId, day % 6));
    }
    clock.at(end + 11 * minute);
    await drawDue(app);
    const drawn = readDraw(app, date)?.drawn ?? [];
    expect(drawn).toHaveLength(sellers.length);
    of += drawn.length;
    named += drawn.filter((callId) => guess.includes(callId)).length;
  }
  return { named, of };
}

test('without entropy whoever reads the seeds names every drawn call beforehand', async () => {
  expect(await lives('none')).toEqual({ named: 24, of: 24 });
});

// By chance 1 of 6 is right: 4 of 24. More than 12 come by chance once in 30,000 times.
test.each(['people', 'beacon'])(
  'with %s they are right no more often than chance',
  async (rule) => {
    const { named, of } = await lives(rule);
    expect(of).toBe(24);
    expect(named).toBeLessThanOrEqual(12);
  },
);
