import { describe, expect, it } from 'vitest';
import { call, client, controller, order, seller, startServer } from './server.ts';

const invalid = (field: string, detail: string) => ({
  result: 'refused',
  error: { field, code: 'invalid', detail: expect.stringContaining(detail) },
});

/** The clock of the server stands at 2026-11-23T07:00:00Z. */
describe('when a call can have begun', () => {
  it.each([
    ['0001-01-01T00:00:00Z', 'outside the years 1990 to 2099'],
    ['1989-12-31T23:59:59Z', 'outside the years 1990 to 2099'],
    ['9999-12-31T23:59:59Z', 'outside the years 1990 to 2099'],
    ['2099-01-01T00:00:00Z', 'ahead of this server, where it is 2026-11-23T07:00:00.000Z'],
    ['2026-11-23T07:15:01Z', 'more than 15 minutes ahead'],
    ['2026-11-23T10:00:00Z', 'set the clock, or the time zone'],
  ])('%s is refused by name', async (startedAt, detail) => {
    const server = await startServer();
    const [answer] = await server.items('POST', '/v1/calls', [call('a', { startedAt })]);
    expect(answer).toMatchObject(invalid('startedAt', detail));
  });

  it.each(['1990-01-01T00:00:00Z', '2026-11-23T07:00:00Z', '2026-11-23T07:15:00Z'])(
    '%s is taken',
    async (startedAt) => {
      const server = await startServer();
      const [answer] = await server.items('POST', '/v1/calls', [call('a', { startedAt })]);
      expect(answer).toMatchObject({ result: 'created' });
    },
  );

  it('an order may end later than now, and not in the year 9999', async () => {
    const server = await startServer();
    await server.items('PUT', '/v1/clients', [client('c1')]);
    const answers = await server.items('PUT', '/v1/orders', [
      order('o1', 'c1', { closedAt: '2027-02-01T00:00:00Z' }),
      order('o2', 'c1', { closedAt: '9999-12-31T00:00:00Z' }),
    ]);
    expect(answers).toMatchObject([{ result: 'created' }, invalid('closedAt', 'years')]);
  });
});

describe('signs that nobody can see', () => {
  it.each([
    ['\u0000', 'U+0000'],
    ['\u001b', 'U+001B'],
    ['\u0085x\u0001', 'U+0001'],
    ['\ud800', 'U+D800'],
    ['\u202e', 'U+202E'],
  ])('%j in a name is refused by its number', async (sign, named) => {
    const server = await startServer();
    const name = `Анна${sign}Рыбакова`;
    const people = [
      { ...seller, name },
      { ...seller, direction: name },
    ];
    const answers = await server.items('PUT', '/v1/people', people);
    expect(answers).toMatchObject([invalid('name', named), invalid('direction', named)]);
    const [bad] = await server.items('PUT', '/v1/clients', [{ ...client('c1'), name }]);
    expect(bad).toMatchObject(invalid('name', named));
  });

  it.each([
    ...['\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\u061c'],
    ...['\ufeff', '\u180e', '\u{e0041}'],
  ])('%j in a name is left out: one that looks the same is the same', async (sign) => {
    const server = await startServer();
    const people = [
      { ...seller, name: `${sign}Ан${sign}на ${sign} Рыбакова` },
      { ...seller, name: 'Анна  Рыбакова', direction: `О${sign}пт` },
      { ...seller, name: 'Анна  Рыбакова', direction: 'Опт' },
    ];
    const answers = await server.items('PUT', '/v1/people', people);
    expect(answers.map(({ result }) => result)).toEqual(['created', 'unchanged', 'unchanged']);
    const none = [
      { ...seller, name: sign.repeat(3) },
      { ...seller, name: '\u2800\u3164' },
    ];
    const refused = await server.items('PUT', '/v1/people', none);
    expect(refused).toMatchObject([invalid('name', 'empty'), invalid('name', 'empty')]);
    const [identified] = await server.items('PUT', '/v1/clients', [client(`c${sign}1`)]);
    const number = sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    expect(identified).toMatchObject(invalid('externalId', `U+${number}`));
  });

  it('a picture of two, and a script that needs its joiners, keep them', async () => {
    const server = await startServer();
    const name = '👩‍💻 می‌خواهم';
    await server.items('PUT', '/v1/clients', [{ ...client('c1'), name }]);
    const kept = server.app.db.orm.$client.prepare('SELECT name FROM clients').pluck();
    expect(kept.get()).toBe(name);
  });

  it('a number is known by its digits, whatever turns it where it was copied from', async () => {
    const server = await startServer();
    const phones = ['\u202a+7 916 123-45-67\u202c', '\u200e+7\u00ad9161234568\ufeff'];
    await server.items('PUT', '/v1/clients', [{ ...client('c1'), phones }]);
    const kept = server.app.db.orm.$client.prepare('SELECT phone FROM client_phones').pluck();
    expect(kept.all().toSorted()).toEqual(['+79161234567', '+79161234568']);
  });

  it('in what identifies, a line break is refused as well; in a name it is a space', async () => {
    const server = await startServer();
    const calls = [
      call('a\nb'),
      call('a', { source: 'pbx\nx' }),
      call('c', { recording: { path: 'a\u0000.ogg' } }),
      call('d', { recording: { url: 'https://x.example/a\u0000.ogg' } }),
      call('e', { externalNumber: '+7916\u0000' }),
    ];
    expect(await server.items('POST', '/v1/calls', calls)).toMatchObject([
      invalid('externalId', 'U+000A'),
      invalid('source', 'U+000A'),
      invalid('recording.path', 'U+0000'),
      invalid('recording.url', 'U+0000'),
      invalid('externalNumber', 'U+0000'),
    ]);
    const [named] = await server.items('PUT', '/v1/people', [
      { ...controller, name: 'Ольга\r\n\tКиселёва' },
    ]);
    expect(named).toMatchObject({ result: 'created' });
    const again = await server.items('PUT', '/v1/people', [
      { ...controller, name: 'Ольга Киселёва' },
    ]);
    expect(again).toMatchObject([{ result: 'unchanged' }]);
  });
});

describe('lists within an item', () => {
  const many = <T>(entry: T, count: number) => Array.from({ length: count }, () => entry);
  const directions = many('Опт', 101);

  it.each([
    ['roles', { roles: many({ role: 'seller' }, 21) }, 'more than 20 entries'],
    [
      'roles.0.directions',
      { roles: [{ role: 'supervisor', directions }] },
      'more than 100 entries',
    ],
    [
      'extensions',
      { extensions: many({ source: 'pbx', extension: '1' }, 101) },
      'more than 100 entries',
    ],
    ['mentorExternalIds', { mentorExternalIds: many('m', 101) }, 'more than 100 entries'],
  ])('%s are at most so many', async (field, changes, detail) => {
    const server = await startServer();
    const answers = await server.items('PUT', '/v1/people', [{ ...seller, ...changes }]);
    expect(answers).toMatchObject([invalid(field, detail)]);
  });

  it('one of 100,000 is counted and not gone through, at whatever depth', async () => {
    const server = await startServer();
    const endless = many({ role: 'seller' }, 100_000);
    const [first, second, third] = await server.items('PUT', '/v1/people', [
      { ...seller, roles: endless },
      { ...seller, roles: [{ role: 'supervisor', directions: many('Опт', 100_000) }] },
      { ...seller, more: { within: many(0, 100_000) } },
    ]);
    expect(first).toMatchObject(invalid('roles', 'more than 500 entries'));
    expect(second).toMatchObject(invalid('roles.0.directions', 'more than 500 entries'));
    expect(third).toMatchObject(invalid('more.within', 'more than 500 entries'));
  });

  it('a name of a field that nobody knows is not said again at its full length', async () => {
    const server = await startServer();
    const [answer] = await server.items('PUT', '/v1/people', [
      { ...seller, ['x'.repeat(1_000_000)]: 1, externalId: 'y'.repeat(1_000_000) },
    ]);
    expect(JSON.stringify(answer).length).toBeLessThan(1000);
  });
});

describe('the webhook of Telegram', () => {
  const post = (body: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

  it.each(['{', '', '{"update_id":1}x', 'update_id=1'])('%j is refused in words', async (body) => {
    const server = await startServer();
    expect(await server.raw('/telegram', post(body))).toMatchObject({
      status: 400,
      body: { detail: 'the body is no JSON; send one update of Telegram as it is' },
    });
  });

  it('takes no body over 1 MiB, its length told or not; without a webhook there is nothing', async () => {
    const server = await startServer();
    const long = `{"update_id":1,"x":"${'x'.repeat(1024 * 1024)}"}`;
    const reply = await server.raw('/telegram', post(long));
    expect(reply).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('longer than 1048576 bytes (1 MiB)') },
    });
    const stream = new Blob([long]).stream();
    const streamed = { ...post(''), body: stream, duplex: 'half' } as RequestInit;
    expect((await server.raw('/telegram', streamed)).status).toBe(413);
    expect((await server.raw('/telegram', post('{"update_id":1}'))).status).toBe(404);
  });
});
