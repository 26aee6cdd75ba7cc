import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concedeAppeal } from '../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
} from '../../src/app/appeal/send-appeal.ts';
import { replaceDrawn } from '../../src/app/calls/replace-drawn.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { drawById } from '../../src/db/draws.ts';
import type { Decision } from '../../src/domain/call.ts';
import { type Company, must, testCompany } from '../support/company.ts';
import { planOf, watchStatements } from '../support/watch-statements.ts';
import { startServer, type TestServer } from './server.ts';

async function companyServer(): Promise<{ company: Company; server: TestServer }> {
  const company = testCompany();
  return { company, server: await startServer({ app: company.app }) };
}

function appeal(company: Company, callId: number, kind: 'items' | 'wrong_type' = 'items'): void {
  const seller = company.as('anna');
  must(beginAppeal(company.app, seller, callId));
  if (kind !== 'items') must(chooseKind(company.app, seller, callId, kind));
  must(giveReason(company.app, seller, callId, { text: 'не согласна', voice: null }));
  must(sendAppeal(company.app, seller, callId));
}

function decide(company: Company, callId: number, decision: Decision): void {
  const head = company.as('petr');
  must(decideItem(company.app, head, callId, { itemCode: 'greet', decision }));
  must(decideReason(company.app, head, callId, 'послушал запись'));
  must(confirmDecision(company.app, head, callId));
}

describe('one call', () => {
  it('shows its status, history and reviews through an appeal', async () => {
    const { company, server } = await companyServer();
    const id = await company.told({ fails: ['greet', 'need'] });
    must(beginAppeal(company.app, company.as('anna'), id));
    expect((await server.ask('GET', `/v1/calls/${id}`)).body).toMatchObject({
      status: 'scored_pending',
      reviews: [{ state: 'submitted', earned: 7, possible: 11, percent: '63.6', appeal: null }],
    });
  });

  it('shows the score as handed in and as it stands', async () => {
    const { company, server } = await companyServer();
    const id = await company.told();
    appeal(company, id);
    decide(company, id, 'not_applicable');
    const { body } = await server.ask<{ history: object[] }>('GET', `/v1/calls/${id}`);
    expect(body).toMatchObject({
      id,
      status: 'approved_overturned',
      direction: 'in',
      sellerExternalId: 'anna',
      drawDate: '2026-11-23',
      reviews: [
        {
          purpose: 'credit',
          reviewer: 'olga',
          state: 'overturned',
          earned: 10,
          possible: 10,
          percent: '100.0',
          handedIn: { earned: 10, possible: 11, percent: '90.9' },
          callType: 'incoming',
          checklistVersion: 1,
          creditMonth: '2026-11',
          sections: [
            { code: 'contact', earned: 5, possible: 5, percent: '100.0' },
            { code: 'close', earned: 5, possible: 5, percent: '100.0' },
          ],
          appeal: {
            state: 'upheld',
            reason: 'не согласна',
            decisionReason: 'послушал запись',
            decisions: { greet: 'not_applicable' },
          },
        },
      ],
    });
    expect(body).toMatchObject({
      reviews: [
        {
          items: [
            { code: 'greet', verdict: 'fail', standing: 'na', comment: 'молча', momentS: 10 },
            { code: 'need', verdict: 'pass', standing: 'pass' },
            {},
            {},
            {},
          ],
        },
      ],
    });
    expect(body.history).toMatchObject([
      { verb: 'register', from: null, to: 'unclassified', actor: null },
      { verb: 'sample', to: 'listening_credit' },
      { verb: 'score', to: 'scored_pending', actor: 'olga' },
      { verb: 'appeal', to: 'scored_appealed', actor: 'anna' },
      { verb: 'uphold', to: 'approved_overturned', actor: 'petr' },
    ]);
  });
});

interface Page {
  items: { id: number }[];
  nextCursor: string | null;
}

describe('lists of calls', () => {
  const ids = async (server: TestServer, query: string) =>
    (await server.ask<Page>('GET', `/v1/calls?${query}`)).body.items.map(({ id }) => id);

  it('pages by number, newest first, without gap or overlap while calls come in', async () => {
    const { company, server } = await companyServer();
    for (let n = 0; n < 7; n += 1) company.aCall();
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await server.ask<Page>('GET', `/v1/calls?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
      company.aCall();
    } while (cursor !== '');
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('ends with no cursor exactly where the last page is full', async () => {
    const { company, server } = await companyServer();
    for (let n = 0; n < 3; n += 1) company.aCall();
    const { body } = await server.ask<Page>('GET', '/v1/calls?limit=3');
    expect([body.items.length, body.nextCursor]).toEqual([3, null]);
  });

  it('filters by status and seller', async () => {
    const { company, server } = await companyServer();
    const drawn = await company.drawn('anna');
    const [ivans, annas] = [company.aCall({ sellerExternalId: 'ivan' }), company.aCall()];
    expect(await ids(server, 'status=listening_credit')).toEqual([drawn]);
    expect(await ids(server, 'seller=anna')).toEqual([annas, drawn]);
    expect(await ids(server, 'seller=anna&status=unclassified')).toEqual([annas]);
    expect(await ids(server, 'seller=ivan')).toEqual([ivans]);
    expect(await ids(server, 'seller=boris')).toEqual([]);
  });

  it('filters by when the call began: from inclusive, to exclusive, days whole in the zone', async () => {
    const { company, server } = await companyServer();
    for (const startedAt of [
      '2026-11-21T23:59:59.999+03:00',
      '2026-11-22T00:00:00+03:00',
      '2026-11-22T23:59:59.999+03:00',
      '2026-11-23T00:00:00+03:00',
    ]) {
      company.aCall({ startedAt });
    }
    expect(await ids(server, 'from=2026-11-22&to=2026-11-22')).toEqual([3, 2]);
    expect(await ids(server, 'from=2026-11-22')).toEqual([4, 3, 2]);
    expect(await ids(server, 'to=2026-11-21T21:00:00Z')).toEqual([1]);
    expect(await ids(server, 'from=2026-11-22T21:00:00Z')).toEqual([4]);
    expect(await ids(server, 'from=2026-11-23&to=2026-11-22')).toEqual([]);
    expect(await ids(server, 'from=2027-01-01')).toEqual([]);
  });

  it('never leaves the index that has the numbers in order', async () => {
    const { company, server } = await companyServer();
    company.aCall();
    const plans: string[] = [];
    const { db } = company.app;
    const plain = { ...db };
    const asked = async (query: string) => {
      const watched = watchStatements(plain, (text) => {
        if (/\bcalls\b/.test(text)) plans.push(...planOf(plain, text));
      });
      // Compiles each statement again, so that it is seen at each request.
      Object.assign(db, watched);
      await ids(server, query);
    };
    for (const query of [
      '',
      'status=unclassified',
      'seller=anna',
      'seller=anna&status=unclassified',
    ]) {
      await asked(query);
      await asked(`${query}&from=2026-11-01`);
    }
    const byNumber = 'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)';
    expect(plans.filter((plan) => plan === byNumber)).toHaveLength(8);
    expect(plans.filter((plan) => /TEMP B-TREE|^SCAN (c|calls)\b/.test(plan))).toEqual([]);
  });
});

interface Draw {
  seedSha256: string;
  seed: string | null;
  poolSha256: string | null;
  eligible: { callId: number; source: string; externalId: string; ticket: string }[];
  drawn: number[];
  leftOut: Record<string, number>;
}

describe('draws', () => {
  it('tells the commitment before, and all that recomputes the draw after', async () => {
    const { company, server } = await companyServer();
    const before = (await server.ask<Draw>('GET', '/v1/draws/2026-11-23')).body;
    expect(before).toMatchObject({ seed: null, policy: null, eligible: [], drawn: [] });
    company.aCall({ talkS: 10 });
    const id = await company.drawn();
    const after = (await server.ask<Draw>('GET', '/v1/draws/2026-11-23')).body;
    expect(after).toMatchObject({
      windowTo: '2026-11-23T16:00:00.000Z',
      seedSha256: before.seedSha256,
      committedAt: '2026-11-23T07:00:00.000Z',
      drawnAt: '2026-11-23T16:00:00.000Z',
      policy: { perSeller: 50 },
      sellers: [{ externalId: 'anna', eligible: 1, drawn: 1, drawnThisMonth: 0 }],
      leftOut: { too_short: 1 },
      leftOutCalls: [{ callId: id - 1, reason: 'too_short' }],
      drawn: [id],
      replaced: [],
      earlier: [],
    });
    const [eligible] = after.eligible;
    const seed = Buffer.from(after.seed ?? '', 'hex');
    const key = createHash('sha256').update('razbor draw key 2\n').update(seed);
    key.update(Buffer.from(after.poolSha256 ?? '', 'hex'));
    const ticket = createHmac('sha256', key.digest())
      .update(`${eligible?.source}\n${eligible?.externalId}`)
      .digest('hex');
    expect(eligible).toMatchObject({ callId: id, ticket });
  });

  it('tells all draws of a day: the last one, and those before it with the same fields', async () => {
    const company = testCompany({ drawCron: '0 12,15,19 * * *', perSeller: 1 });
    const server = await startServer({ app: company.app });
    const ids: number[] = [];
    for (const hour of [12, 15]) {
      ids.push(company.aCall());
      company.clock.at(`2026-11-23T${hour}:00:00+03:00`);
      await drawDue(company.app);
    }
    const { body } = await server.ask<Draw & { earlier: Draw[] }>('GET', '/v1/draws/2026-11-23');
    const { earlier, ...last } = body;
    expect(last).toMatchObject({ windowTo: '2026-11-23T16:00:00.000Z', seed: null, drawn: [] });
    expect(earlier).toMatchObject([
      { windowTo: '2026-11-23T09:00:00.000Z', drawn: [ids[0]], sellers: [{ drawnThisMonth: 0 }] },
      { windowTo: '2026-11-23T12:00:00.000Z', drawn: [ids[1]], sellers: [{ drawnThisMonth: 1 }] },
    ]);
    for (const one of earlier) expect(Object.keys(one)).toEqual(Object.keys(last));
  });

  it('tells what took the place of a call, or that nothing was left, and which were passed over', async () => {
    const company = testCompany({ perSeller: 1 });
    const server = await startServer({ app: company.app });
    const [one, other] = [company.aCall(), company.aCall()];
    company.clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(company.app);
    const [drawn] = (await server.ask<Draw>('GET', '/v1/draws/2026-11-23')).body.drawn;
    const next = drawn === one ? other : one;
    const replace = (callId: number) =>
      company.app.db.transaction((tx) => {
        const draw = drawById(tx, 1);
        if (draw) replaceDrawn(tx, company.app, draw, callId, company.as('anna').id);
      });
    company.clock.advance('PT1H');
    replace(drawn ?? 0);
    company.clock.advance('PT1H');
    replace(next);
    expect((await server.ask('GET', '/v1/draws/2026-11-23')).body).toMatchObject({
      drawn: [drawn],
      replaced: [
        { from: drawn, to: next, at: '2026-11-23T17:00:00.000Z', skipped: [] },
        { from: next, to: null, at: '2026-11-23T18:00:00.000Z', skipped: [] },
      ],
    });
  });
});

interface Ledger {
  items: { id: number; points: number; cause: string; from: unknown; to: unknown }[];
  nextCursor: string | null;
}

describe('the ledger', () => {
  it('pages in the order of writing, and goes on later from the last entry read', async () => {
    const { company, server } = await companyServer();
    const id = await company.told({ fails: ['greet', 'need'] });
    must(acceptScore(company.app, company.as('anna'), id));
    const first = (await server.ask<Ledger>('GET', '/v1/ledger?limit=2')).body;
    const olga = company.as('olga').id;
    expect(first.items).toMatchObject([
      { id: 1, from: 'fund', to: olga, points: 1, cause: 'review', callId: id, itemCode: null },
      { id: 2, from: 'fund', to: olga, points: 2, cause: 'violation', itemCode: 'greet' },
    ]);
    const second = (await server.ask<Ledger>('GET', `/v1/ledger?cursor=${first.nextCursor}`)).body;
    expect(second.items.map((entry) => entry.id)).toEqual([3]);
    expect(second.nextCursor).toBeNull();
  });
});

interface Credit {
  sellers: { externalId: string }[];
  controllers: { externalId: string }[];
}

describe('the credit of a month', () => {
  const creditOf = async (server: TestServer) =>
    (await server.ask<Credit>('GET', '/v1/credit/2026-11')).body;

  it('is empty where nothing was approved', async () => {
    const { company, server } = await companyServer();
    await company.told();
    expect(await creditOf(server)).toMatchObject({
      month: '2026-11',
      total: { calls: 0, meanPercent: null, interval: null },
      directions: [],
      sellers: [],
      controllers: [],
    });
  });

  it('counts what was accepted, overturned and left to silence, and nothing annulled', async () => {
    const { company, server } = await companyServer();
    const { app } = company;
    const accepted = await company.told({ fails: ['greet'] });
    must(acceptScore(app, company.as('anna'), accepted));
    const upheld = await company.told({ fails: ['greet'] });
    appeal(company, upheld);
    decide(company, upheld, 'seller_right');
    const conceded = await company.told({ fails: ['need'], by: 'pavel' });
    appeal(company, conceded);
    must(concedeAppeal(app, company.as('pavel'), conceded));
    const annulled = await company.told({ fails: ['need'], by: 'pavel' });
    appeal(company, annulled, 'wrong_type');
    must(decideWhole(app, company.as('petr'), annulled, true));
    must(decideReason(app, company.as('petr'), annulled, 'другой тип'));
    must(confirmDecision(app, company.as('petr'), annulled));
    const rude = await company.told({ fails: ['rude'], seller: 'ivan' });
    company.clock.advance('P2D');
    expect(await approveDue(app)).toBe(1);
    expect(company.call(rude).status).toBe('approved_scored');

    expect(await creditOf(server)).toMatchObject({
      month: '2026-11',
      sellers: [
        {
          sellerId: company.as('anna').id,
          externalId: 'anna',
          name: 'anna',
          calls: 3,
          drawn: 3,
          sent: 0,
          // 10/11, 11/11, 11/11 as ppm: 909,091 + 2 · 1,000,000 over 3 is 969,697.
          meanPercent: '97.0',
          types: [
            {
              type: 'incoming',
              name: 'Входящий',
              calls: 3,
              meanPercent: '97.0',
              sections: [
                // 5/6, 6/6, 6/6
                { code: 'contact', name: 'Контакт', calls: 3, meanPercent: '94.4' },
                { code: 'close', name: 'Завершение', calls: 3, meanPercent: '100.0' },
              ],
              items: expect.arrayContaining([
                {
                  code: 'greet',
                  sectionCode: 'contact',
                  text: 'Поздоровался',
                  calls: 3,
                  failed: 1,
                  failedPercent: '33.3',
                  // 1 of 11 points in one call of three.
                  costPercent: '3.0',
                },
              ]),
            },
          ],
          criticalMisses: 0,
          appealsWon: 2,
          appealsLost: 0,
          // Overturned and annulled for a wrong type 5 each, conceded 3.
          points: 13,
        },
        {
          sellerId: company.as('ivan').id,
          externalId: 'ivan',
          name: 'ivan',
          calls: 1,
          drawn: 1,
          sent: 0,
          meanPercent: '0.0',
          types: [
            {
              type: 'incoming',
              name: 'Входящий',
              calls: 1,
              meanPercent: '0.0',
              sections: [
                { code: 'contact', name: 'Контакт', calls: 1, meanPercent: '100.0' },
                // A miss critical to the call leaves the section figures alone: 4/5.
                { code: 'close', name: 'Завершение', calls: 1, meanPercent: '80.0' },
              ],
            },
          ],
          criticalMisses: 1,
          appealsWon: 0,
          appealsLost: 0,
          points: 0,
        },
      ],
      controllers: [
        {
          controllerId: company.as('olga').id,
          externalId: 'olga',
          name: 'olga',
          reviews: 3,
          violations: 2,
          overturned: 1,
          overturnedPercent: '33.3',
          // Three reviews at 1, two standing items at 2, one item overturned at 5.
          points: 3 + 4 - 5,
        },
        {
          controllerId: company.as('pavel').id,
          externalId: 'pavel',
          name: 'pavel',
          reviews: 1,
          violations: 0,
          overturned: 1,
          overturnedPercent: '100.0',
          // One review at 1, conceded at 3, a wrong type at 5.
          points: 1 - 3 - 5,
        },
      ],
    });
  });
});

describe('figures for watchers', () => {
  it('counts calls by status, the queue, appeals and notices, late ones apart', async () => {
    const { company, server } = await companyServer();
    await company.scored();
    company.aCall();
    const metrics = async () => String((await server.raw('/metrics')).body);
    expect(await metrics()).toContain('razbor_calls{status="scored_pending"} 1');
    expect(await metrics()).toContain('razbor_calls{status="unclassified"} 1');
    expect(await metrics()).toContain('razbor_calls{status="approved_scored"} 0');
    expect(await metrics()).toContain('razbor_queue_calls 0');
    company.deliver();
    expect(await metrics()).toMatch(/^razbor_outbox_waiting 1$/m);
    expect(await metrics()).toMatch(/^razbor_outbox_oldest_overdue_seconds 0$/m);
    company.clock.advance('PT6M');
    expect(await metrics()).toMatch(/^razbor_outbox_oldest_overdue_seconds 60$/m);
    company.deliver();
    expect(await metrics()).toMatch(/^razbor_outbox_oldest_overdue_seconds 0$/m);
  });
});
