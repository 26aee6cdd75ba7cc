import { describe, expect, test } from 'vitest';
import { registerCalls } from '../../../src/app/intake/register-calls.ts';
import { registerClients, registerOrders } from '../../../src/app/intake/register-clients.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { callView } from '../../../src/db/calls.ts';
import { type Company, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

const phone = '+79161234567';
const call = {
  source: 'pbx',
  externalId: 'e1',
  direction: 'in',
  sellerExtension: '101',
  externalNumber: phone,
  startedAt: '2026-11-23T10:00:00+03:00',
  durationS: 130,
  talkS: 120,
  recording: { path: 'a.ogg' },
};
const take = ({ app }: Company, ...fields: Record<string, unknown>[]) =>
  registerCalls(
    app,
    fields.map((own) => ({ ...call, ...own })),
  );
const client = ({ app }: Company, externalId: string, phones: string[]) =>
  registerClients(app, [{ externalId, name: externalId, phones }]);
const order = ({ app }: Company, externalId: string, clientExternalId: string, more = {}) =>
  registerOrders(app, [
    {
      externalId,
      number: externalId,
      clientExternalId,
      inWork: true,
      openedAt: '2026-11-20T10:00:00+03:00',
      ...more,
    },
  ]);
const statusOf = (company: Company, id = 1) => company.call(id).status;

describe('a call taken in', () => {
  test('is created once and unchanged ever after', () => {
    const company = testCompany();
    expect(take(company, {})).toMatchObject([{ result: 'created', id: 1, status: 'unclassified' }]);
    expect(take(company, {})).toMatchObject([{ result: 'unchanged', id: 1 }]);
    expect(historyOf(company.app.db, 1)).toMatchObject([{ verb: 'register', actorId: null }]);
  });

  test('twice in one batch is one call', () => {
    const company = testCompany();
    expect(take(company, {}, {}).map(({ result }) => result)).toEqual(['created', 'unchanged']);
  });

  test('has a history that begins with its coming, also where its batch says later whose it is', () => {
    const company = testCompany();
    client(company, 'c1', [phone]);
    const hidden = { externalNumber: null };
    const taken = take(
      company,
      { ...hidden },
      { externalId: 'e2' },
      {},
      { externalId: 'e3', ...hidden },
    );
    expect(taken.map(({ result }) => result)).toEqual(['created', 'created', 'updated', 'created']);
    const verbs = (id: number) =>
      historyOf(company.app.db, id).map(({ verb, to }) => `${verb} ${to}`);
    expect([1, 2, 3].map(verbs)).toEqual([
      ['register unclassified', 'classify classified_auto'],
      ['classify classified_auto'],
      ['register unclassified'],
    ]);
    expect(breaches(company.app.db)).toEqual({});
  });

  test('fills what was null when it comes again', () => {
    const company = testCompany();
    take(company, { recording: null, talkS: null });
    expect(take(company, { talkS: null })).toMatchObject([{ result: 'updated', id: 1 }]);
    expect(take(company, {})).toMatchObject([{ result: 'updated', id: 1 }]);
    expect(callView(company.app.db, 1)).toMatchObject({ recordingPath: 'a.ogg', talkS: 120 });
  });

  test.each([
    ['talkS', { talkS: 119 }],
    ['recording', { recording: { path: 'b.ogg' } }],
    ['externalNumber', { externalNumber: '+79160000000' }],
    ['direction', { direction: 'out' }],
    ['startedAt', { startedAt: '2026-11-23T10:00:01+03:00' }],
    ['sellerExtension', { sellerExtension: '102' }],
    ['sellerExternalId', { sellerExtension: null, sellerExternalId: 'ivan' }],
    ['sellerExternalId', { sellerExternalId: 'nobody yet' }],
    ['recording', { recording: { url: 'https://records.example.com/a.ogg' } }],
  ])('that says another %s than before is refused as a conflict', (field, fields) => {
    const company = testCompany();
    take(company, {});
    expect(take(company, fields)).toMatchObject([
      { result: 'refused', id: 1, error: { field, code: 'conflict' } },
    ]);
  });

  test('with a URL is not given a path as well', () => {
    const company = testCompany();
    take(company, { recording: { url: 'https://records.example.com/a.ogg' } });
    expect(take(company, {})).toMatchObject([
      { result: 'refused', error: { field: 'recording', code: 'conflict' } },
    ]);
  });

  test.each([
    ['a known seller', 'anna'],
    ['a seller not known yet', 'nobody yet'],
  ])('with the external id of %s conflicts with another’s extension', (_, sellerExternalId) => {
    const company = testCompany();
    take(company, { sellerExtension: null, sellerExternalId });
    expect(take(company, { sellerExtension: '102' })).toMatchObject([
      { result: 'refused', error: { field: 'sellerExtension', code: 'conflict' } },
    ]);
  });

  test('may name the same seller in the other way too', () => {
    const company = testCompany();
    take(company, {});
    expect(take(company, { sellerExternalId: 'anna' })).toMatchObject([{ result: 'updated' }]);
    expect(company.call(1).sellerId).toBe(company.as('anna').id);
  });

  test('stays its seller’s where the extension has since gone to somebody else', () => {
    const company = testCompany();
    const anna = company.as('anna');
    take(company, {});
    const sells = { roles: [{ role: 'seller' }], direction: 'Розница' };
    company.hire({ externalId: 'anna', ...sells, extensions: [] });
    company.hire({
      externalId: 'boris',
      ...sells,
      extensions: [{ source: 'pbx', extension: '101' }],
    });
    expect(take(company, {})).toMatchObject([{ result: 'unchanged' }]);
    expect(company.call(1).sellerId).toBe(anna.id);
  });

  test('with the same number written in another way is the same call', () => {
    const company = testCompany();
    take(company, {});
    expect(take(company, { externalNumber: '8 (916) 123-45-67' })).toMatchObject([
      { result: 'unchanged' },
    ]);
  });

  test('that cannot be read is refused by its field, and its neighbours are taken', () => {
    const company = testCompany();
    const results = take(
      company,
      { externalId: 'a' },
      { externalId: 'b', talkS: -1 },
      { externalId: 'c', surprise: 1 },
      { externalId: 'd' },
    );
    expect(
      results.map(({ index, externalId, result, error }) => [
        index,
        externalId,
        result,
        error?.field,
      ]),
    ).toEqual([
      [0, 'a', 'created', undefined],
      [1, 'b', 'refused', 'talkS'],
      [2, 'c', 'refused', 'surprise'],
      [3, 'd', 'created', undefined],
    ]);
  });

  test('of an unknown extension waits for its seller, and is ready from then on', () => {
    const company = testCompany();
    take(company, { sellerExtension: '777' });
    expect(company.call(1).sellerId).toBeNull();
    company.clock.advance('PT1H');
    const zoya = company.hire({
      externalId: 'zoya',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      extensions: [{ source: 'pbx', extension: '777' }],
    });
    expect(company.call(1)).toMatchObject({ sellerId: zoya.id, directionId: zoya.directionId });
    const ready = company.app.db.orm.$client
      .prepare<[], { at: number }>('SELECT ready_at at FROM calls')
      .get();
    expect(ready?.at).toBe(company.clock.now);
  });

  test('keeps the instant at which it became ready when it comes again', () => {
    const company = testCompany();
    const readyAt = company.clock.now;
    take(company, { clientExternalId: null });
    company.clock.advance('PT1H');
    take(company, { clientExternalId: 'k1' });
    expect(company.app.db.orm.$client.prepare('SELECT ready_at at FROM calls').get()).toEqual({
      at: readyAt,
    });
  });
});

describe('a call is classified', () => {
  test('by a number of exactly one client', () => {
    const company = testCompany();
    client(company, 'k1', ['8 916 123-45-67']);
    expect(take(company, {})).toMatchObject([{ status: 'classified_auto' }]);
    expect(historyOf(company.app.db, 1)).toMatchObject([{ verb: 'classify', from: null }]);
  });

  test('not by a number of two clients', () => {
    const company = testCompany();
    client(company, 'k1', [phone]);
    client(company, 'k2', [phone]);
    expect(take(company, {})).toMatchObject([{ status: 'unclassified' }]);
  });

  test('by the one order in work, where its number is that of several clients', () => {
    const company = testCompany();
    client(company, 'k1', [phone]);
    client(company, 'k2', [phone]);
    order(company, 'o1', 'k2');
    take(company, {});
    expect(callView(company.app.db, 1)).toMatchObject({
      status: 'classified_auto',
      clientName: 'k2',
      orderNumber: 'o1',
    });
  });

  test('with the client alone where several of the client’s orders are in work', () => {
    const company = testCompany();
    client(company, 'k1', [phone]);
    order(company, 'o1', 'k1');
    order(company, 'o2', 'k1');
    take(company, {});
    expect(callView(company.app.db, 1)).toMatchObject({ clientName: 'k1', orderNumber: null });
  });

  test('not by an order that is closed', () => {
    const company = testCompany();
    client(company, 'k1', ['+79160000000']);
    order(company, 'o1', 'k1', { inWork: false, phones: [phone] });
    take(company, {});
    expect(statusOf(company)).toBe('unclassified');
  });

  test('as the CRM says outright, whatever the number', () => {
    const company = testCompany();
    client(company, 'k1', []);
    take(company, { clientExternalId: 'k1', externalNumber: null });
    expect(statusOf(company)).toBe('classified_auto');
  });

  test('never by a hidden number', () => {
    const company = testCompany();
    client(company, 'k1', [phone]);
    take(company, { externalNumber: null }, { externalId: 'e2', externalNumber: 'anonymous' });
    expect([statusOf(company, 1), statusOf(company, 2)]).toEqual(['unclassified', 'unclassified']);
  });

  test.each([
    ['a client', (c: Company) => client(c, 'k1', [phone])],
    [
      'an order with its own number',
      (c: Company) => {
        client(c, 'k1', []);
        order(c, 'o1', 'k1', { phones: [phone] });
      },
    ],
  ])('again when %s arrives after it', (_, arrive) => {
    const company = testCompany();
    take(company, {});
    arrive(company);
    expect(statusOf(company)).toBe('classified_auto');
  });

  describe('never by something that ends: an ambiguous call', () => {
    const ambiguous = (company: Company) => {
      for (const own of ['a', 'b']) {
        client(company, own, [phone]);
        order(company, `order of ${own}`, own);
      }
      take(company, {});
      expect(statusOf(company)).toBe('unclassified');
      order(company, 'order of a', 'a', { inWork: false });
    };

    test('stays so when one of its orders is closed', () => {
      const company = testCompany();
      ambiguous(company);
      expect(statusOf(company)).toBe('unclassified');
    });

    test.each([
      ['the other order', (c: Company) => order(c, 'order of b', 'b')],
      ['the other order, renamed', (c: Company) => order(c, 'order of b', 'b', { number: '7' })],
      ['a client', (c: Company) => client(c, 'a', [phone])],
    ])('and when %s comes again after that', (_, again) => {
      const company = testCompany();
      ambiguous(company);
      expect(again(company)).not.toMatchObject([{ result: 'refused' }]);
      expect(statusOf(company)).toBe('unclassified');
    });

    test('but an order that comes to be in work again explains it', () => {
      const company = testCompany();
      ambiguous(company);
      order(company, 'order of b', 'b', { inWork: false });
      order(company, 'order of a', 'a');
      expect(callView(company.app.db, 1)).toMatchObject({
        clientName: 'a',
        status: 'classified_auto',
      });
    });
  });

  test('not where the second open order is that of the last of many clients', () => {
    const company = testCompany();
    for (let index = 1; index <= 25; index += 1) client(company, `k${index}`, [phone]);
    order(company, 'o1', 'k1');
    order(company, 'o25', 'k25');
    take(company, {});
    expect(statusOf(company)).toBe('unclassified');
  });

  test('with the client’s own order of that number, however many others carry it', () => {
    const company = testCompany();
    client(company, 'other', []);
    for (const name of ['x1', 'x2', 'x3']) order(company, name, 'other', { phones: [phone] });
    client(company, 'k1', []);
    order(company, 'o1', 'k1');
    order(company, 'o2', 'k1', { phones: [phone] });
    take(company, { clientExternalId: 'k1' });
    expect(callView(company.app.db, 1)).toMatchObject({ clientName: 'k1', orderNumber: 'o2' });
  });

  test('no more once it has left the preliminary statuses', async () => {
    const company = testCompany();
    take(company, {});
    await company.drawn();
    client(company, 'k1', [phone]);
    expect(statusOf(company)).toBe('listening_credit');
  });
});

describe('clients and orders', () => {
  test('are created, updated and unchanged', () => {
    const company = testCompany();
    const results = [['x', phone], ['x', phone], ['x'], ['x']].map(
      ([externalId = '', ...phones]) => client(company, externalId, phones)[0]?.result,
    );
    expect(results).toEqual(['created', 'unchanged', 'updated', 'unchanged']);
    expect(
      [order(company, 'o', 'x'), order(company, 'o', 'x')].flat().map(({ result }) => result),
    ).toEqual(['created', 'unchanged']);
  });

  test('are refused by the field that is wrong', () => {
    const company = testCompany();
    expect(client(company, 'k1', [phone, '12'])).toMatchObject([
      { result: 'refused', error: { field: 'phones.1', code: 'invalid' } },
    ]);
    expect(order(company, 'o1', 'nobody')).toMatchObject([
      { result: 'refused', error: { field: 'clientExternalId', code: 'unknown' } },
    ]);
  });
});
