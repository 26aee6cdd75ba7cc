import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { pollTelephony } from '../../src/app/intake/poll-telephony.ts';
import { callByExternalId } from '../../src/db/intake.ts';
import { telephonyMark } from '../../src/db/telephony.ts';
import { normalisePhone } from '../../src/domain/phone.ts';
import { pluggedIn } from '../../src/telephony/plugged-in.ts';
import { providers } from '../../src/telephony/providers.ts';
import { sendAsking } from '../../src/telephony/send.ts';
import { type Fixture, fixtures, unusedFixtures } from '../telephony/fixtures.ts';
import { newApp, startServer, type TestServer } from './server.ts';

const settings = Object.fromEntries(
  fixtures.map((fixture) => [fixture.provider.toUpperCase(), fixture.settings]),
);

/** The calls of the fixtures are over. */
const afterwards = Date.parse('2026-11-23T15:00:00+03:00');

async function company(): Promise<TestServer> {
  const app = newApp(afterwards);
  const server = await startServer({ app, telephony: pluggedIn(settings) });
  await server.items('PUT', '/v1/people', [
    {
      externalId: 'ivan',
      name: 'Иван П.',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      extensions: providers.map(({ code }) => ({ source: code, extension: '101' })),
    },
  ]);
  return server;
}

function post(
  server: TestServer,
  fixture: Omit<Fixture, 'expected'>,
  fields: Record<string, unknown>,
) {
  const { body, headers = {} } = fixture.sign(fields);
  const type = body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
  return server.raw(`/v1/telephony/${fixture.provider}${fixture.path}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
}

const stored = (server: TestServer, fixture: Fixture) =>
  callByExternalId(server.app.db, fixture.provider, fixture.expected?.externalId ?? '');

const calls = fixtures.filter(({ expected }) => expected?.direction);

test.each(calls.map((fixture) => [`${fixture.provider}: ${fixture.about}`, fixture] as const))(
  '%s comes in with seller, direction, number, start, talk and recording',
  async (_, fixture) => {
    const server = await company();
    expect((await post(server, fixture, fixture.fields)).status).toBe(200);
    const call = stored(server, fixture);
    const { expected } = fixture;
    if (expected?.extension === undefined) {
      // Nobody of the company had it: there is no seller to score.
      expect(call).toBeNull();
      return;
    }
    const phone = normalisePhone(expected.number ?? null, 'RU');
    expect(call).toMatchObject({
      flow: expected.direction,
      sellerId: expect.any(Number),
      phone: phone.kind === 'e164' ? phone.e164 : null,
      startedAt: expected.startedAt,
      durationS: expected.durationS,
      talkS: expected.talkS,
      recordingUrl:
        expected.recording && 'url' in expected.recording ? expected.recording.url : null,
    });
    // The same event once more changes nothing.
    expect((await post(server, fixture, fixture.fields)).status).toBe(200);
    expect(stored(server, fixture)).toEqual(call);
  },
);

test('a recording announced before its call finds it, and one long after it too', async () => {
  const [summary, recording] = fixtures;
  if (!summary || !recording) throw new Error('fixtures');
  for (const order of [
    [recording, summary],
    [summary, recording],
  ]) {
    const server = await company();
    for (const fixture of order) await post(server, fixture, fixture.fields);
    expect(stored(server, summary)).toMatchObject({
      talkS: 401,
      recordingUrl: expect.stringContaining('MjMzNDQ1NTY2Nw'),
      readyAt: expect.any(Number),
    });
  }
});

test('a wrong signature is 401 and keeps nothing; a wrong field is 400 and names it', async () => {
  const server = await company();
  for (const fixture of fixtures) {
    const { body } = fixture.sign(fixture.fields);
    const headers = { signature: 'AAAA' };
    const forged = body.replace(/sign=.{8}|mega-token|apptoken|-secret/, 'sign=00000000');
    const reply = await server.raw(`/v1/telephony/${fixture.provider}${fixture.path}`, {
      method: 'POST',
      headers,
      body: forged,
    });
    expect([fixture.about, reply.status]).toEqual([fixture.about, 401]);
  }
  const rows = server.app.db.orm.$client
    .prepare<[], { n: number }>('SELECT count(*) n FROM telephony_calls')
    .get();
  expect(rows?.n).toBe(0);
  const mango = fixtures[0] as Fixture;
  const reply = await post(server, mango, { ...mango.fields, end_time: 'soon' });
  expect(reply).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('end_time') },
  });
});

test('an event without use is 200 and counted by its system and kind, with those that are used or refused', async () => {
  const server = await company();
  for (const fixture of unusedFixtures) {
    const reply = await post(server, fixture, fixture.fields);
    expect([fixture.about, reply.status]).toEqual([fixture.about, 200]);
  }
  const mango = fixtures[0] as Fixture;
  await post(server, mango, mango.fields);
  await post(server, mango, { ...mango.fields, end_time: 'soon' });
  await server.raw('/v1/telephony/mango/events/summary', { method: 'POST', body: 'sign=x' });
  // What is no kind of ours never becomes a label.
  const megafon = fixtures.find(({ provider }) => provider === 'megafon') as Fixture;
  await post(server, megafon, { ...megafon.fields, cmd: 'x"} 1\nrazbor_forged 1' });
  await post(server, megafon, { ...megafon.fields, cmd: 'constructor' });

  const text = String((await server.raw('/metrics')).body);
  const counted = text.match(/^razbor_telephony_events_total\{.*$/gm)?.toSorted();
  const told = [
    ...['call', 'malformed', 'unsigned'].map((kind) => ['mango', kind] as const),
    ...['other', 'other'].map((kind) => ['megafon', kind] as const),
    ...unusedFixtures.map(({ provider, unused }) => [provider, unused] as const),
  ].map(([system, kind]) => `razbor_telephony_events_total{system="${system}",kind="${kind}"}`);
  const times = (line: string) => told.filter((one) => one === line).length;
  expect(counted).toEqual([...new Set(told)].map((line) => `${line} ${times(line)}`).toSorted());
});

test.each([
  '/v1/telephony/mango//events/summary',
  '/v1/telephony/mango/events/summary/',
  '/v1/telephony/mango/events//summary//',
  '/v1/telephony//mango/events/summary',
])('slashes too many in the address name the same place: %s', async (path) => {
  const server = await company();
  const mango = fixtures[0] as Fixture;
  const { body } = mango.sign(mango.fields);
  expect((await server.raw(path, { method: 'POST', body })).status).toBe(200);
  expect(stored(server, mango)).toMatchObject({ talkS: 401 });
});

test.each([
  ['mango', '/events/summry'],
  ['mango', '/summary'],
  ['mango', '/events%2Fsummary'],
  ['mango', '/events/summary/x'],
  ['megafon', '/history'],
  ['bitrix24', '/OnVoximplantCallEnd'],
  ['zadarma', '/x'],
  ['uis', '/x'],
  ['novofon', '/x'],
])('%s sends nothing to %s: 404, and the addresses it does send to', async (code, path) => {
  const server = await company();
  const fixture = fixtures.find(({ provider }) => provider === code) as Fixture;
  const { body, headers = {} } = fixture.sign(fixture.fields);
  const reply = await server.raw(`/v1/telephony/${code}${path}`, { method: 'POST', body, headers });
  expect(reply).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining(`/v1/telephony/${code}${fixture.path}`) },
  });
  expect(stored(server, fixture)).toBeNull();
});

test('a system that is not set up is 404 and says how; other methods are 405', async () => {
  const server = await startServer();
  expect(await server.raw('/v1/telephony/mango', { method: 'POST', body: '' })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('TELEPHONY_MANGO_') },
  });
  const put = await server.raw('/v1/telephony/mango/events/summary', { method: 'PUT', body: '' });
  expect(put.status).toBe(405);
});

test('a system that only answers when asked is asked from its last mark, with an overlap', async () => {
  const server = await company();
  const { app } = server;
  const asked: { date_from: string; offset: number }[] = [];
  const uis = fixtures.find(({ provider }) => provider === 'uis') as Fixture;
  let status = 200;
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      asked.push(JSON.parse(body).params);
      response.statusCode = status;
      response.end(JSON.stringify({ result: { data: [uis.fields, { id: 1 }] } }));
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  const root = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v2.0`;
  const [plugged] = pluggedIn({ UIS: { ACCESS_TOKEN: 't', API_ROOT: root } });
  if (!plugged?.provider.polling) throw new Error('uis is not polled');
  const refused: string[] = [];
  const polled = {
    source: 'uis',
    polling: plugged.provider.polling,
    settings: plugged.settings,
    zone: 'Europe/Moscow',
    send: sendAsking,
    onRefused: (detail: string) => refused.push(detail),
  };
  status = 503;
  expect(await pollTelephony(app, polled)).toBe('answers 503');
  expect(telephonyMark(app.db, 'uis')).toMatchObject({ askedToAt: null, problem: 'answers 503' });
  status = 200;
  expect(await pollTelephony(app, polled)).toBeNull();
  expect(stored(server, uis)).toMatchObject({ talkS: 120 });
  expect(refused[0]).toMatch(/^line 2: /);
  // Two stretches of at most a day: 26 hours back, and the rest.
  expect(asked.slice(1).map(({ date_from }) => date_from)).toEqual([
    '2026-11-22 13:00:00',
    '2026-11-23 13:00:00',
  ]);
  expect(await pollTelephony(app, polled)).toBeNull();
  expect(asked.at(-1)?.date_from).toBe('2026-11-23 13:00:00');
  expect(telephonyMark(app.db, 'uis')).toMatchObject({ askedToAt: app.now(), problem: null });
});
