import { expect, test } from 'vitest';
import { alikeInTeam } from '../../../src/app/credit/compare-team.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A drawn call of somebody, scored and accepted: `fails` of greet 1, need 3, next 4 of 11 points. */
async function counted(c: Company, seller: string, fails: string[]): Promise<void> {
  const callId = await c.told({ seller, fails });
  must(acceptScore(c.app, c.as(seller), callId));
}

/** Vera heads all; Anna and Ivan are hers. */
function team(minScoredCalls: number): Company {
  const c = testCompany({ minScoredCalls });
  c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
  return c;
}

const alike = (c: Company) =>
  alikeInTeam(c.app, c.as('vera'), 'supervisor').map(({ better, worse, callsMore }) => [
    better.externalId,
    worse.externalId,
    callsMore,
  ]);

test('neighbours whose difference may be chance are named, with the calls that would tell', async () => {
  const c = team(2);
  // Anna: 100, 90.9; Ivan: 100, 63.6. s² is (41.3 + 661.2)/2 points², d 13.6 points, t of 2 degrees 4.303.
  for (const [seller, fails] of [
    ['anna', []],
    ['anna', ['greet']],
    ['ivan', []],
    ['ivan', ['next']],
  ] as const) {
    await counted(c, seller, [...fails]);
  }
  // 2·(4.303 + 0.8416)²·351.2/13.64² = 99.96, of which each has two.
  expect(alike(c)).toEqual([['anna', 'ivan', 98]]);
});

test('whoever has fewer calls than the scale asks for is compared with nobody', async () => {
  const c = team(3);
  for (const seller of ['anna', 'ivan']) {
    await counted(c, seller, []);
    await counted(c, seller, ['greet']);
  }
  await counted(c, 'anna', []);
  expect(alike(c)).toEqual([]);
  await counted(c, 'ivan', []);
  expect(alike(c)).toEqual([['anna', 'ivan', null]]);
});

test('a call that a head sent is no sample: it neither tells apart nor makes alike', async () => {
  const c = team(2);
  for (const seller of ['anna', 'ivan']) {
    await counted(c, seller, []);
    await counted(c, seller, ['greet']);
  }
  const before = alike(c);
  const sent = c.aCall({ sellerExternalId: 'ivan' });
  must(sendCall(c.app, c.as('vera'), sent, 'Жалоба'));
  const { callId } = must(nextCall(c.app, c.as('olga')));
  expect(callId).toBe(sent);
  c.score(sent, { fails: ['greet', 'need', 'next'] });
  c.clock.advance(c.app.policy().noticeHold);
  c.deliver();
  must(acceptScore(c.app, c.as('ivan'), sent));
  expect(alike(c)).toEqual(before);
});
