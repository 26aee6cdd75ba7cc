import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testCompany } from '../support/company.ts';
import { call, startServer, token } from './server.ts';

const json = { 'content-type': 'application/json' };
const auth = { authorization: `Bearer ${token}` };
const write = (body: string | Uint8Array, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...json, ...auth, ...headers },
  body: body as string,
});

describe('who may ask', () => {
  it('refuses a missing, a malformed and an unknown token alike', async () => {
    const server = await startServer();
    const wrong = [{}, { authorization: token }, { authorization: 'Bearer nobody' }];
    for (const headers of wrong as Record<string, string>[]) {
      const reply = await server.raw('/v1/calls', { headers });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('takes each of the tokens, and the scheme in any letters', async () => {
    const server = await startServer();
    for (const authorization of [`Bearer ${token}`, 'bearer another']) {
      expect((await server.raw('/v1/calls', { headers: { authorization } })).status).toBe(200);
    }
  });

  it('says so where no tokens are set at all', async () => {
    const server = await startServer({ tokens: [] });
    const reply = await server.raw('/v1/calls', { headers: { authorization: 'Bearer ' } });
    expect(reply).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('API_TOKENS') },
    });
  });

  it('asks for no token to say that it lives', async () => {
    const server = await startServer();
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
      expect((await server.raw(path)).status, path).toBe(200);
    }
  });
});

describe('malformed writes', () => {
  it.each([
    ['{"items": [', 400, /no JSON/],
    ['', 400, /no JSON/],
    ['[]', 400, /must be an object/],
    ['{}', 400, /items is required/],
    ['{"items": {}}', 400, /items must be a list/],
    ['{"items": [], "dry": true}', 400, /dry/],
    ['['.repeat(200_000), 400, /no JSON/],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 400, /UTF-8/],
  ])('%.20s are refused', async (body, status, detail) => {
    const server = await startServer();
    const reply = await server.raw('/v1/calls', write(body));
    expect(reply).toMatchObject({
      status,
      body: { detail: expect.stringMatching(detail), instance: '/v1/calls' },
    });
  });

  it('takes 1,000 items and refuses 1,001', async () => {
    const server = await startServer();
    const many = Array.from({ length: 1001 }, () => 0);
    expect((await server.ask('POST', '/v1/calls', { items: many.slice(1) })).status).toBe(200);
    const reply = await server.ask('POST', '/v1/calls', { items: many });
    expect(reply).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('1001 items; send at most 1000') },
    });
  });

  it('refuses what is not JSON by its content type, and what is packed', async () => {
    const server = await startServer();
    const bad = [{ 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }];
    for (const headers of bad as Record<string, string>[]) {
      expect((await server.raw('/v1/calls', write('{"items":[]}', headers))).status).toBe(415);
    }
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await server.raw('/v1/calls', write('{"items":[]}', charset))).status).toBe(200);
  });

  it('refuses a body over 5 MiB, its length told or not, and goes on serving', async () => {
    const server = await startServer();
    const long = `{"items":["${'x'.repeat(5 * 1024 * 1024)}"]}`;
    expect((await server.raw('/v1/calls', write(long))).status).toBe(413);
    const stream = new Blob([long]).stream();
    const streamed = { ...write(''), body: stream, duplex: 'half' } as RequestInit;
    expect((await server.raw('/v1/calls', streamed)).status).toBe(413);
    const short = `{"items":["${'x'.repeat(5 * 1024 * 1024 - 20)}"]}`;
    expect((await server.raw('/v1/calls', write(short))).status).toBe(200);
  });
});

describe('what is asked for', () => {
  it('answers an unknown path with 404 and a wrong method with 405 and what would be right', async () => {
    const server = await startServer();
    expect((await server.ask('GET', '/v1/cals')).status).toBe(404);
    expect((await server.raw('/')).status).toBe(404);
    const reply = await server.ask('DELETE', '/v1/calls');
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await server.ask('POST', '/v1/calls/7')).headers.get('allow')).toBe('GET, HEAD');
    expect((await server.raw('/healthz', { method: 'POST' })).status).toBe(405);
  });

  it.each([
    ['/v1/calls/none', /^id: /],
    ['/v1/calls/0', /^id: /],
    ['/v1/calls?status=heard', /^status: must be one of: unclassified/],
    ['/v1/calls?stauts=approved_scored', /did you mean status/],
    ['/v1/calls?status=unclassified&status=unclassified', /^status: is given more than once/],
    ['/v1/calls?seller=nobody', /^seller: "nobody"/],
    ['/v1/calls?from=yesterday', /^from: /],
    ['/v1/calls?to=2026-02-30', /^to: /],
    ['/v1/calls?from=2026-11-23T10:00:00+03:00', /%2B/],
    ['/v1/calls?cursor=abc', /^cursor: /],
    ['/v1/calls?limit=0', /^limit: must be from 1 to 200/],
    ['/v1/calls?limit=201', /^limit: /],
    ['/v1/ledger?cursor=-1', /^cursor: /],
    ['/v1/draws/2026-13-01', /^date: is no day/],
    ['/v1/draws/today', /^date: /],
    ['/v1/credit/2026-13', /^month: is no month/],
    ['/v1/credit/2026-11?format=pdf', /^format: /],
  ])('%s is refused by the name of what is wrong', async (path, detail) => {
    const server = await startServer();
    const reply = await server.ask('GET', path);
    expect(reply).toMatchObject({
      status: 400,
      body: { type: 'about:blank', title: 'Bad Request' },
    });
    expect(reply.body).toMatchObject({ detail: expect.stringMatching(detail) });
  });

  it('knows no call, no draw that is not there', async () => {
    const server = await startServer();
    expect((await server.ask('GET', '/v1/calls/1')).status).toBe(404);
    expect((await server.ask('GET', '/v1/draws/2020-01-01')).status).toBe(404);
  });
});

describe('faults', () => {
  it('answers a fault of its own without a word of where it happened', async () => {
    const logged: object[] = [];
    const server = await startServer({
      log: { debug: () => {}, info: () => {}, error: (facts) => logged.push(facts) },
    });
    server.app.db.orm.$client.prepare('DROP TABLE call_history').run();
    const reply = await server.ask('POST', '/v1/calls', { items: [call('a')] });
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply.body)).not.toMatch(/call_history|\.ts|at /);
    expect(logged).toHaveLength(1);
  });

  it('asks to try again where another process holds the database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'razbor-busy-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { app } = testCompany({}, { path: join(folder, 'razbor.db') });
    const other = testCompany({}, { path: join(folder, 'razbor.db') }).app.db;
    const server = await startServer({ app });
    app.db.orm.$client.prepare('PRAGMA busy_timeout = 0').get();
    other.orm.$client.prepare('BEGIN IMMEDIATE').run();
    const busy = await server.ask('POST', '/v1/calls', { items: [call('a')] });
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await server.ask('GET', '/v1/calls')).status).toBe(200);
    other.orm.$client.prepare('ROLLBACK').run();
    expect((await server.ask('POST', '/v1/calls', { items: [call('a')] })).status).toBe(200);
  });

  it('is not ready while something is missing, and says what', async () => {
    const server = await startServer({ ready: () => ['the bot is not connected'] });
    expect(await server.raw('/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, problems: ['the bot is not connected'] },
    });
    expect((await server.raw('/healthz')).status).toBe(200);
    server.app.db.orm.$client.prepare('DELETE FROM __drizzle_migrations').run();
    const reply = await server.raw('/readyz');
    expect(reply.body).toMatchObject({
      problems: [expect.stringMatching(/lacks \d+ migrations/), expect.stringMatching(/bot/)],
    });
  });
});
