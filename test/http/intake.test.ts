import { describe, expect, it } from 'vitest';
import { call, client, controller, head, order, seller, startServer } from './server.ts';

const refused = (field: string, detail: string, code = 'invalid') => ({
  result: 'refused',
  error: { field, code, detail: expect.stringContaining(detail) },
});

describe('a batch', () => {
  it('answers every item in its place; the refused ones hold up no neighbour', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/people', [seller]);
    const answers = await server.items('POST', '/v1/calls', [
      call('a'),
      call('b', { talkS: 500 }),
      'no call',
      call('c', { startedAt: '2026-11-23 09:30' }),
      call('d', { colour: 'red' }),
      call('a'),
      call('e'),
    ]);
    expect(answers.map(({ index, externalId }) => [index, externalId])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, null],
      [3, 'c'],
      [4, 'd'],
      [5, 'a'],
      [6, 'e'],
    ]);
    expect(answers).toMatchObject([
      { result: 'created', id: 1, status: 'unclassified' },
      refused('talkS', 'is longer than durationS (100)'),
      refused('', 'must be an object'),
      refused('startedAt', 'RFC 3339'),
      refused('colour', 'is not a field of this item'),
      { result: 'unchanged', id: 1 },
      { result: 'created', id: 2 },
    ]);
  });

  it.each([
    [{ externalId: '' }, 'externalId', 'must not be empty'],
    [{ source: undefined }, 'source', 'is required'],
    [{ externalId: 7 }, 'externalId', 'must be text, not 7'],
    [{ direction: 'inbound' }, 'direction', 'must be one of: in, out'],
    [{ durationS: '100' }, 'durationS', 'must be a number, not "100"'],
    [{ durationS: 1.5 }, 'durationS', 'must be a whole number'],
    [{ durationS: -1 }, 'durationS', 'must be at least 0'],
    [{ recording: 'a.ogg' }, 'recording', '{"path": "…"}'],
    [{ recording: { url: 'file:///etc/passwd' } }, 'recording.url', 'is no http or https address'],
    [{ sellerExtension: undefined }, 'sellerExtension', 'name the seller'],
    [{ externalNumber: '1'.repeat(65) }, 'externalNumber', 'longer than 64 characters'],
  ])('says plainly what is wrong with %j', async (changes, field, detail) => {
    const server = await startServer();
    const [answer] = await server.items('POST', '/v1/calls', [call('a', changes)]);
    expect(answer).toMatchObject({ result: 'refused', error: { field: expect.any(String) } });
    expect(answer?.error?.field.startsWith(field)).toBe(true);
    expect(answer?.error?.detail).toContain(detail);
  });
});

describe('the same call again', () => {
  it('is unchanged, however its number is written', async () => {
    const server = await startServer();
    const same = call('a', { externalNumber: '8 (916) 123-45-67' });
    const [first] = await server.items('POST', '/v1/calls', [call('a')]);
    const [again] = await server.items('POST', '/v1/calls', [same]);
    expect(again).toMatchObject({ result: 'unchanged', id: first?.id, status: 'unclassified' });
    expect((await server.ask<{ items: [] }>('GET', '/v1/calls')).body.items).toHaveLength(1);
  });

  it('fills in what was null and keeps the rest', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/people', [seller]);
    const bare = call('a', { durationS: null, talkS: null, recording: null });
    const [, filled, nothingNew] = [
      ...(await server.items('POST', '/v1/calls', [bare])),
      ...(await server.items('POST', '/v1/calls', [call('a')])),
      ...(await server.items('POST', '/v1/calls', [bare])),
    ];
    expect(filled).toMatchObject({ result: 'updated', id: 1 });
    expect(nothingNew).toMatchObject({ result: 'unchanged', id: 1 });
    const shown = await server.ask('GET', '/v1/calls/1');
    expect(shown.body).toMatchObject({ talkS: 90, durationS: 100, recording: { path: 'a.ogg' } });
  });

  it('is a conflict where it says something else, and then changes nothing', async () => {
    const server = await startServer();
    await server.items('POST', '/v1/calls', [call('a', { talkS: null })]);
    const [answer] = await server.items('POST', '/v1/calls', [call('a', { durationS: 101 })]);
    expect(answer).toMatchObject({ id: 1, ...refused('durationS', 'differs', 'conflict') });
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({
      durationS: 100,
      talkS: null,
    });
  });

  it('from another source is another call', async () => {
    const server = await startServer();
    const two = [call('a'), call('a', { source: 'mango' })];
    expect(await server.items('POST', '/v1/calls', two)).toMatchObject([{ id: 1 }, { id: 2 }]);
  });
});

describe('whose call it is', () => {
  it('is classified by the one client of the number, with their one open order', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/clients', [client('k1', '8 916 123-45-67')]);
    await server.items('PUT', '/v1/orders', [
      order('o1', 'k1'),
      order('o0', 'k1', { inWork: false }),
    ]);
    const [answer] = await server.items('POST', '/v1/calls', [call('a')]);
    expect(answer?.status).toBe('classified_auto');
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({
      clientExternalId: 'k1',
      orderExternalId: 'o1',
      history: [{ verb: 'classify', from: null, to: 'classified_auto', actor: null }],
    });
  });

  it('stays open where two clients share the number, until one of them has the order in work', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/clients', [
      client('k1', '+79161234567'),
      client('k2', '+79161234567'),
    ]);
    const [answer] = await server.items('POST', '/v1/calls', [call('a')]);
    expect(answer?.status).toBe('unclassified');
    await server.items('PUT', '/v1/orders', [order('o2', 'k2')]);
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({
      status: 'classified_auto',
      clientExternalId: 'k2',
      orderExternalId: 'o2',
    });
  });

  it('takes the client alone where several orders are in work', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/clients', [client('k1', '+79161234567')]);
    await server.items('PUT', '/v1/orders', [order('o1', 'k1'), order('o2', 'k1')]);
    await server.items('POST', '/v1/calls', [call('a')]);
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({
      status: 'classified_auto',
      clientExternalId: 'k1',
      orderExternalId: null,
    });
  });

  it.each(['anonymous', '', 'Скрытый номер', null])(
    'never matches the hidden number %j',
    async (number) => {
      const server = await startServer();
      await server.items('PUT', '/v1/clients', [client('k1', '+79161234567')]);
      const [answer] = await server.items('POST', '/v1/calls', [
        call('a', { externalNumber: number }),
      ]);
      expect(answer).toMatchObject({ result: 'created', status: 'unclassified' });
    },
  );

  it('is found when the client arrives after the call', async () => {
    const server = await startServer();
    await server.items('POST', '/v1/calls', [call('a')]);
    await server.items('PUT', '/v1/clients', [client('k1', '+7 916 123 45 67')]);
    const { body } = await server.ask<{ history: { verb: string }[] }>('GET', '/v1/calls/1');
    expect(body).toMatchObject({ status: 'classified_auto', clientExternalId: 'k1' });
    expect(body.history.map(({ verb }) => verb)).toEqual(['register', 'classify']);
  });
});

describe('people', () => {
  it('gives the calls of an unknown extension their seller when it becomes known', async () => {
    const server = await startServer();
    await server.items('POST', '/v1/calls', [call('a'), call('b', { sellerExtension: '102' })]);
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({ sellerId: null });
    const [answer] = await server.items('PUT', '/v1/people', [seller]);
    expect((await server.ask('GET', '/v1/calls/1')).body).toMatchObject({
      sellerId: answer?.id,
      sellerExternalId: 's1',
      sellerDirection: 'Опт',
    });
    expect((await server.ask('GET', '/v1/calls/2')).body).toMatchObject({ sellerId: null });
  });

  it('invites whoever has no Telegram account yet, and nobody else', async () => {
    const server = await startServer();
    const unbound = { ...controller, telegramId: undefined };
    const answers = await server.items('PUT', '/v1/people', [seller, unbound]);
    expect(answers.map(({ inviteUrl }) => inviteUrl)).toEqual([undefined, expect.any(String)]);
  });

  it('is unchanged when nothing is new, updated when something is', async () => {
    const server = await startServer();
    const results = async (...people: object[]) =>
      (await server.items('PUT', '/v1/people', people)).map(({ result }) => result);
    expect(await results(seller, head)).toEqual(['created', 'created']);
    expect(
      await results(seller, { ...head, roles: [{ role: 'supervisor', directions: ['Опт'] }] }),
    ).toEqual(['unchanged', 'updated']);
  });

  it('refuses by name what cannot be', async () => {
    const server = await startServer();
    const answers = await server.items('PUT', '/v1/people', [
      { ...seller, direction: undefined },
      seller,
      { ...seller, externalId: 's2', telegramId: undefined },
      { ...controller, mentorExternalIds: ['nobody'] },
      { ...controller, telegramId: 11 },
      { ...controller, roles: [] },
      { ...controller, roles: [{ role: 'boss' }] },
    ]);
    expect(answers).toMatchObject([
      refused('direction', 'a seller belongs to a direction'),
      { result: 'created' },
      refused('extensions.0.extension', 'somebody else', 'conflict'),
      refused('mentorExternalIds.0', 'not known', 'unknown'),
      refused('telegramId', 'somebody else', 'conflict'),
      refused('roles', 'must not be empty'),
      refused('roles.0.role', 'must be one of: seller, controller'),
    ]);
  });
});

describe('clients and orders', () => {
  it('refuses a phone that is none and an order of nobody', async () => {
    const server = await startServer();
    const clients = await server.items('PUT', '/v1/clients', [client('k1', '12')]);
    expect(clients).toMatchObject([refused('phones.0', '"12" is no phone number')]);
    const orders = await server.items('PUT', '/v1/orders', [order('o1', 'k1')]);
    expect(orders).toMatchObject([refused('clientExternalId', '"k1" is not known', 'unknown')]);
  });

  it('tells created, unchanged and updated apart', async () => {
    const server = await startServer();
    const results = async (path: string, item: object) =>
      (await server.items('PUT', path, [item])).map(({ result }) => result);
    for (const [path, item, other] of [
      ['/v1/clients', client('k1', '+79161234567'), client('k1', '+79161234568')],
      ['/v1/orders', order('o1', 'k1'), order('o1', 'k1', { inWork: false })],
    ] as const) {
      expect(await results(path, item)).toEqual(['created']);
      expect(await results(path, item)).toEqual(['unchanged']);
      expect(await results(path, other)).toEqual(['updated']);
    }
  });
});
