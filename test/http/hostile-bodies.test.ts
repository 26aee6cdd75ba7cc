import { expect, test } from 'vitest';
import { client, seller, startServer, token } from './server.ts';

const write = (body: string | Uint8Array): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  body: body as string,
});
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
const clients = (text: string) => `{"items":[${text}]}`;
const one = JSON.stringify(client('c1'));

/** Nothing that all objects have has been changed. */
function expectUnspoilt(): void {
  const plain: Record<string, unknown> = {};
  const names = ['polluted', 'items', 'externalId', 'prototype'];
  expect(names.filter((name) => plain[name] !== undefined)).toEqual([]);
}

test.each([
  ['the name of what all objects have, around it', '{"__proto__":{"items":[],"polluted":1}}'],
  ['it in another way', '{"constructor":{"prototype":{"polluted":1}},"items":[]}'],
  ['items of another kind', '{"items":{"length":1,"0":{}}}'],
  ['a number', '1'],
  ['a text', '"items"'],
  ['nothing', 'null'],
  ['no number', '{"items":[NaN]}'],
  ['a comment', '{"items":[]} // x'],
  ['two values', '{"items":[]}{"items":[]}'],
  ['single quotes', "{'items':[]}"],
  ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${clients(one)}`, 'utf16le'))],
  ['Windows-1251', bytes('{"items":["', [0xc0, 0xed, 0xed, 0xe0], '"]}')],
  ['a slash in too many bytes', bytes('{"items":["', [0xc0, 0xaf], '"]}')],
  ['half a sign of two', bytes('{"items":["', [0xed, 0xa0, 0x80], '"]}')],
  ['a sign beyond all', bytes('{"items":["', [0xf5, 0x80, 0x80, 0x80], '"]}')],
  ['zeros', new Uint8Array(1000)],
  ['lists within lists', `${'{"items":['.repeat(50_000)}`],
])('a body of %s is refused, and nothing is kept', async (_, body) => {
  const server = await startServer();
  const reply = await server.raw('/v1/clients', write(body));
  expect(reply).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
  expect(JSON.stringify(reply.body).length).toBeLessThan(1000);
  expect(count(server)).toBe(0);
  expectUnspoilt();
});

const count = ({ app }: Awaited<ReturnType<typeof startServer>>) =>
  app.db.orm.$client.prepare<[], number>('SELECT count(*) FROM clients').pluck().get();

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test.each([
  ['what all objects have', `{"__proto__":{"polluted":1},${one.slice(1)}`, '__proto__'],
  ['its fields there alone', `{"__proto__":${one}}`, 'externalId'],
  ['a constructor', `{"constructor":{"prototype":{"polluted":1}},${one.slice(1)}`, 'constructor'],
  ['toString in place of a name', '{"externalId":"c1","name":{"toString":1},"phones":[]}', 'name'],
  [
    'lists within lists in a field',
    `{"externalId":"c1","name":"A","phones":${deep(4000)}}`,
    'phones',
  ],
  ['a field that is lists within lists', `{"x":${deep(4000)},${one.slice(1)}`, 'x'],
  ['a number past all numbers', '{"externalId":1e999,"name":"A","phones":[]}', 'externalId'],
  [
    'a hundred thousand fields',
    `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`)},${one.slice(1)}`,
    '',
  ],
])('an item with %s is refused by name, and its neighbour is taken', async (_, item, field) => {
  const server = await startServer();
  const neighbour = JSON.stringify(client('c2'));
  const reply = await server.raw('/v1/clients', write(clients(`${item},${neighbour}`)));
  expect(reply).toMatchObject({
    status: 200,
    body: {
      items: [
        { result: 'refused', error: { field: expect.stringContaining(field), code: 'invalid' } },
        { result: 'created' },
      ],
    },
  });
  expect(JSON.stringify(reply.body).length).toBeLessThan(2000);
  expect(count(server)).toBe(1);
  expectUnspoilt();
});

test('of a field that is there twice the last one holds, as JSON is read everywhere', async () => {
  const server = await startServer();
  const twice = `{"items":[{"externalId":"no"}],"items":[{"externalId":"no",${one.slice(1)}]}`;
  const reply = await server.raw('/v1/clients', write(twice));
  expect(reply).toMatchObject({ body: { items: [{ externalId: 'c1', result: 'created' }] } });
});

test('a mark at the beginning of UTF-8 is no harm', async () => {
  const server = await startServer();
  const reply = await server.raw('/v1/clients', write(bytes([0xef, 0xbb, 0xbf], clients(one))));
  expect(reply).toMatchObject({ status: 200, body: { items: [{ result: 'created' }] } });
});

test.each([2 ** 53, -1, 1.5, '1', true, [1], { valueOf: 1 }])(
  'a Telegram id of %j is none',
  async (telegramId) => {
    const server = await startServer();
    const [answer] = await server.items('PUT', '/v1/people', [{ ...seller, telegramId }]);
    expect(answer).toMatchObject({ result: 'refused', error: { field: 'telegramId' } });
  },
);

test.each([
  ...['/v1/calls/__proto__', '/v1/calls/%00', '/v1/calls/1%2f..%2f2', '/v1/credit/..%2f..%2fetc'],
  ...[
    '/v1/draws/%2e%2e',
    '/v1/calls?__proto__=1',
    '/v1/calls?seller=%00',
    '/v1/calls?constructor=x',
  ],
  ...[
    '/v1/calls?status[]=x',
    `/v1/calls/${'9'.repeat(400)}`,
    `/v1/calls?cursor=${'9'.repeat(4000)}`,
  ],
])('%.60s asks for nothing that there is', async (path) => {
  const server = await startServer();
  const reply = await server.ask('GET', path);
  expect([400, 404]).toContain(reply.status);
  expect(JSON.stringify(reply.body).length).toBeLessThan(6000);
  expectUnspoilt();
});
