import { describe, expect, test } from 'vitest';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { claimNotices, noticeFailed } from '../../../src/app/notices/deliver-notices.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { beginAdvice } from '../../../src/app/teaching/teach.ts';
import { watchAdvice } from '../../../src/app/teaching/watch-advice.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** Who is told what, of one kind. */
const told = (c: Company, wanted: string) =>
  c
    .deliver()
    .filter(({ kind }) => kind === wanted)
    .map(({ personId }) => personId);

describe('advice that waits', () => {
  test('reminds its heads after 24 hours, and the administrators after 48, once each', () => {
    const c = testCompany();
    must(askAdvice(c.app, c.as('anna'), c.aCall(), null));
    c.deliver();
    c.clock.advance('PT23H59M');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([]);
    c.clock.advance('PT1M');
    watchAdvice(c.app);
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([c.as('petr').id]);
    c.clock.advance('PT23H59M');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([]);
    c.clock.advance('PT1M');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([c.as('root').id]);
    c.clock.advance('P5D');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([]);
  });

  test.each(['PT1H', 'P90D'])('is as old as it is where the clock is set forward by %s', (leap) => {
    const c = testCompany();
    must(askAdvice(c.app, c.as('anna'), c.aCall(), null));
    c.deliver();
    c.clock.advance('PT23H59M');
    c.clock.set(leap);
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([]);
    c.clock.advance('PT1M');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([c.as('petr').id]);
  });

  test('is silent once a head has begun', () => {
    const c = testCompany();
    const id = c.aCall();
    must(askAdvice(c.app, c.as('anna'), id, null));
    must(beginAdvice(c.app, c.as('petr'), id));
    c.clock.advance('P5D');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([]);
  });

  test('goes to the administrators at once where no head is there', () => {
    const c = testCompany();
    c.hire({ externalId: 'petr', roles: [{ role: 'supervisor', directions: ['Розница'] }] });
    must(askAdvice(c.app, c.as('anna'), c.aCall(), null));
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([c.as('root').id]);
  });

  test('is no news to whoever asked, an administrator or not', () => {
    const c = testCompany();
    const roles = [{ role: 'seller' }, { role: 'admin' }];
    c.hire({ externalId: 'anna', roles, direction: 'Опт' });
    must(askAdvice(c.app, c.as('anna'), c.aCall(), null));
    c.clock.advance('P5D');
    watchAdvice(c.app);
    expect(told(c, 'advice_overdue')).toEqual([c.as('petr').id, c.as('root').id]);
  });
});

test('a controller hears that the time for a call ran out, unless they are back by themselves', async () => {
  const c = testCompany();
  await c.drawn();
  must(nextCall(c.app, c.as('olga')));
  c.clock.advance('PT31M');
  freeExpiredLeases(c.app);
  freeExpiredLeases(c.app);
  expect(told(c, 'lease_expired')).toEqual([c.as('olga').id]);
  must(nextCall(c.app, c.as('olga')));
  c.clock.advance('PT31M');
  must(nextCall(c.app, c.as('olga')));
  expect(told(c, 'lease_expired')).toEqual([]);
});

test('a draw that lacked calls tells each head of their own sellers, and the administrators of all', async () => {
  const c = testCompany({ perSeller: 2 });
  for (const sellerExternalId of ['anna', 'anna', 'ivan']) c.aCall({ sellerExternalId });
  c.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(c.app);
  const short = c.deliver().filter(({ kind }) => kind === 'draw_short');
  const [ivan, boris] = [c.as('ivan').id, c.as('boris').id];
  expect(short.map(({ personId, payload }) => [personId, payload.short])).toEqual([
    [c.as('petr').id, [[ivan, 1]]],
    [c.as('raisa').id, [[boris, 0]]],
    [
      c.as('root').id,
      [
        [ivan, 1],
        [boris, 0],
      ],
    ],
  ]);
});

test('of a gap that goes on nobody is told again, and of one that comes back they are', async () => {
  const c = testCompany({ perSeller: 1 });
  const drawOn = async (day: string, sellers: readonly string[]) => {
    c.clock.at(`${day}T12:00:00+03:00`);
    for (const sellerExternalId of sellers) c.aCall({ sellerExternalId });
    c.clock.at(`${day}T19:00:00+03:00`);
    await drawDue(c.app);
    const short = c.deliver().filter(({ kind }) => kind === 'draw_short');
    return short.map(({ personId, payload }) => [personId, payload.short]);
  };
  const [petr, raisa, root] = [c.as('petr').id, c.as('raisa').id, c.as('root').id];
  const [ivan, boris] = [[c.as('ivan').id, 0] as const, [c.as('boris').id, 0] as const];
  expect(await drawOn('2026-11-23', ['anna', 'ivan'])).toEqual([
    [raisa, [boris]],
    [root, [boris]],
  ]);
  expect(await drawOn('2026-11-24', ['anna'])).toEqual([
    [petr, [ivan]],
    [root, [ivan]],
  ]);
  expect(await drawOn('2026-11-25', ['anna'])).toEqual([]);
  expect(await drawOn('2026-11-26', ['anna', 'boris'])).toEqual([]);
  expect(await drawOn('2026-11-27', ['anna'])).toEqual([
    [raisa, [boris]],
    [root, [boris]],
  ]);
});

test('a draw in which everybody gave enough says nothing of gaps', async () => {
  const c = testCompany({ perSeller: 1 });
  for (const sellerExternalId of ['anna', 'ivan', 'boris']) c.aCall({ sellerExternalId });
  c.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(c.app);
  expect(told(c, 'draw_short')).toEqual([]);
});

test('of a seller who cannot be reached, heads and administrators hear once a day', async () => {
  const c = testCompany({ noticeHold: 'PT0S' });
  for (let n = 0; n < 2; n += 1) c.aCall();
  await c.drawn();
  const missed = () => {
    c.score(must(nextCall(c.app, c.as('olga'))).callId);
    for (const notice of claimNotices(c.app, 100)) {
      if (notice.kind !== 'scored') continue;
      noticeFailed(c.app, notice, { kind: 'unreachable', error: '403' });
    }
    return told(c, 'unreachable');
  };
  const both = [c.as('petr').id, c.as('root').id];
  expect(missed()).toEqual(both);
  c.clock.advance('PT1H');
  expect(missed()).toEqual([]);
  c.clock.advance('P1D');
  expect(missed()).toEqual(both);
});
