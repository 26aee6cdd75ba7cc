import { describe, expect, it } from 'vitest';
import { linkCall } from '../../src/app/calls/link-call.ts';
import { registerClients, registerOrders } from '../../src/app/intake/register-clients.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { type Company, must, testCompany } from '../support/company.ts';
import { startServer, type TestServer } from './server.ts';

interface Page {
  items: { id: number; startedAt: string; callType: string | null }[];
  nextCursor: string | null;
}

/** A call scored by Olga, one that Pavel holds, one linked to an order, one of Boris and one of nobody. */
async function companyServer() {
  const company = testCompany();
  const { app, as } = company;
  registerClients(app, [{ externalId: 'c-1', name: 'Север', phones: [] }]);
  const order = { number: '5521', clientExternalId: 'c-1', openedAt: '2026-11-01T00:00:00Z' };
  registerOrders(app, [
    { ...order, externalId: 'o-1', inWork: true },
    { ...order, externalId: 'o-2', inWork: false },
  ]);
  const scored = await company.scored();
  const linked = company.aCall({ sellerExternalId: 'ivan' });
  must(linkCall(app, as('root'), linked, { orderId: 2 }));
  const retail = company.aCall({ sellerExternalId: 'boris' });
  const nobodys = company.aCall({ sellerExternalId: null, sellerExtension: '999' });
  const server = await startServer({ app });
  return { company, server, scored, linked, retail, nobodys };
}

async function all(server: TestServer, query: string): Promise<number[]> {
  const ids: number[] = [];
  let cursor = '';
  do {
    const { status, body } = await server.ask<Page>('GET', `/v1/calls?${query}${cursor}`);
    expect(status, query).toBe(200);
    ids.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return ids;
}

describe('the list of calls', () => {
  it('is narrowed by each filter of the chat, and by several at once', async () => {
    const { server, scored, linked, retail, nobodys } = await companyServer();
    const rows: [string, number[]][] = [
      ['', [nobodys, retail, linked, scored]],
      ['status=scored_pending', [scored]],
      ['kind=scored', [scored]],
      ['kind=preliminary', [nobodys, retail, linked]],
      ['kind=final', []],
      ['status=scored_pending&kind=final', []],
      ['seller=boris', [retail]],
      [`direction=${encodeURIComponent('Опт')}`, [linked, scored]],
      ['type=incoming', [scored]],
      ['controller=olga', [scored]],
      ['controller=pavel', []],
      ['client=c-1', [linked]],
      ['order=o-2', [linked]],
      ['order=o-1', []],
      ['order=5521', [linked]],
      ['order=5521&seller=anna', []],
      ['controller=olga&type=incoming&seller=anna&from=2026-11-23&to=2026-11-23', [scored]],
      ['from=2026-11-24', []],
      ['sort=oldest', [scored, linked, retail, nobodys]],
    ];
    for (const [query, ids] of rows) expect(await all(server, query), query).toEqual(ids);
    const { body } = await server.ask<Page>('GET', '/v1/calls?type=incoming');
    expect(body.items[0]?.callType).toBe('incoming');
  });

  it('shows a controller what they hold for scoring, too', async () => {
    const company: Company = testCompany();
    const id = await company.drawn();
    must(nextCall(company.app, company.as('pavel')));
    const server = await startServer({ app: company.app });
    expect(await all(server, 'controller=pavel')).toEqual([id]);
    expect(await all(server, 'controller=olga')).toEqual([]);
  });

  it('goes by the start of the calls, whatever order they came in, page after page either way', async () => {
    const company = testCompany();
    const minutes = [3, 1, 2, 2, 5, 4, 2];
    const calls = minutes.map((minute) => ({
      minute,
      id: company.aCall({ startedAt: `2026-11-23T10:0${minute}:00+03:00` }),
    }));
    const server = await startServer({ app: company.app });
    const newest = [...calls]
      .sort((a, b) => b.minute - a.minute || b.id - a.id)
      .map(({ id }) => id);
    for (const limit of [1, 2, 3, 7]) {
      expect(await all(server, `limit=${limit}`)).toEqual(newest);
      expect(await all(server, `sort=oldest&limit=${limit}`)).toEqual([...newest].reverse());
    }
  });

  it('looks at so many calls a page, and leads on where it found none', async () => {
    const { company, server, linked } = await companyServer();
    company.app.db.orm.$client
      .prepare<[number], never>(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
         INSERT INTO calls (source, external_id, flow, client_id, raw_number, started_at, status, received_at)
         SELECT 'x', n.i, 'in', c.client_id, '', c.started_at + n.i, 'classified_auto', 0
           FROM n, calls c WHERE c.id = ?`,
      )
      .run(linked);
    const { body } = await server.ask<Page>('GET', '/v1/calls?client=c-1&seller=ivan');
    expect(body.items).toEqual([]);
    expect(body.nextCursor).not.toBeNull();
    expect(await all(server, 'client=c-1&seller=ivan')).toEqual([linked]);
  });

  it.each([
    ['status=lost', 'status'],
    ['kind=lost', 'kind'],
    ['seller=nobody', 'seller'],
    ['seller=', 'seller'],
    ['controller=nobody', 'controller'],
    ['direction=nowhere', 'direction'],
    ['type=none', 'type'],
    ['client=nobody', 'client'],
    ['order=0', 'order'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['sort=sideways', 'sort'],
    ['cursor=12', 'cursor'],
    ['cursor=MS4', 'cursor'],
    ['limit=0', 'limit'],
    ['colour=red', 'colour'],
  ])('refuses %s and names the parameter', async (query, parameter) => {
    const { server } = await companyServer();
    const { status, body } = await server.ask<{ detail: string }>('GET', `/v1/calls?${query}`);
    expect(status).toBe(400);
    expect(body.detail).toContain(parameter);
  });
});
