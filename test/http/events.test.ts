import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';
import { readEvents, sendEvents } from '../../src/app/credit/events.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { eventSender } from '../../src/http/event-sender.ts';
import { type Company, must, testCompany } from '../support/company.ts';

const secret = 'a-secret-of-the-crm-and-of-razbor-alone';

interface Posted {
  event: { id: number; callId: number };
  body: string;
  headers: Record<string, string>;
}

/** A CRM that takes events, or does not, at an address of its own. */
function crm() {
  const posted: Posted[] = [];
  const state = { status: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      posted.push({ event: JSON.parse(body), body, headers });
      response.writeHead(state.status).end();
    });
  });
  return {
    posted,
    state,
    async open() {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
    },
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

let open: ReturnType<typeof crm> | null = null;
afterEach(() => {
  vi.useRealTimers();
  open?.close();
});

async function connected(key = secret) {
  const company = testCompany();
  open = crm();
  const url = await open.open();
  const send = () => sendEvents(company.app, eventSender(url, key, company.app.now));
  expect(await send()).toBeNull();
  return { company, send, ...open };
}

async function approved(company: Company, fails: string[] = []): Promise<number> {
  const callId = await company.told({ fails });
  must(acceptScore(company.app, company.as('anna'), callId));
  return callId;
}

test('each final approval is posted once, in order, with a signature that the CRM can check', async () => {
  const { company, send, posted } = await connected();
  const calls = [await approved(company, ['greet']), await approved(company)];
  expect(await send()).toBeNull();
  expect(await send()).toBeNull();
  expect(posted.map(({ event }) => event.callId)).toEqual(calls);
  const at = Math.floor(company.app.now() / 1000);
  for (const { event, body, headers } of posted) {
    expect(headers['webhook-id']).toBe(String(event.id));
    expect(headers['webhook-timestamp']).toBe(String(at));
    const key = Buffer.from(secret);
    const signed = createHmac('sha256', key).update(`${event.id}.${at}.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
  }
  expect(posted[0]?.event).toMatchObject({
    type: 'call.approved',
    status: 'approved_scored',
    sellerExternalId: 'anna',
    controllerExternalId: 'olga',
    callType: 'incoming',
    percent: '90.9',
    creditMonth: '2026-11',
    points: [{ externalId: 'olga', points: expect.any(Number) }],
  });
});

const nothing: Posted = { event: { id: 0, callId: 0 }, body: '', headers: {} };
const bytes = Buffer.from(Array.from({ length: 32 }, (_, at) => 7 * at));

test.each([
  ['a key in base64 behind whsec_', `whsec_${bytes.toString('base64')}`, bytes],
  ['any text, as it stands', 'пароль-of-the-CRM', Buffer.from('пароль-of-the-CRM')],
  [
    'a text that looks like base64, as it stands too',
    bytes.toString('base64'),
    Buffer.from(bytes.toString('base64')),
  ],
])('the secret is %s; the libraries of the convention verify what comes', async (_, given, key) => {
  const { company, send, posted } = await connected(given);
  await approved(company);
  expect(await send()).toBeNull();
  const [{ body, headers, event } = nothing] = posted;
  vi.useFakeTimers({ toFake: ['Date'], now: company.app.now() });
  const receiver = given.startsWith('whsec_')
    ? new Webhook(given)
    : new Webhook(key, { format: 'raw' });
  expect(receiver.verify(body, headers)).toEqual(event);
  expect(() => receiver.verify(`${body} `, headers)).toThrow('No matching signature');
  const other = new Webhook(Buffer.from('another secret'), { format: 'raw' });
  expect(() => other.verify(body, headers)).toThrow('No matching signature');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const byHand = createHmac('sha256', key).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${byHand}`);
  vi.setSystemTime(company.app.now() + 6 * 60_000);
  expect(() => receiver.verify(body, headers)).toThrow('too old');
});

test('an event that comes again keeps its id, and is signed at its own time', async () => {
  const { company, send, posted, state } = await connected();
  await approved(company);
  state.status = 503;
  await send();
  company.clock.advance('PT5S');
  state.status = 200;
  await send();
  const [first, second] = posted.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  const later = Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp']);
  expect(later).toBe(5);
  expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
});

test('what was approved before anybody listened is not sent, but can be read', async () => {
  const company = testCompany();
  const before = await approved(company);
  open = crm();
  const sender = eventSender(await open.open(), secret, company.app.now);
  await sendEvents(company.app, sender);
  const after = await approved(company);
  await sendEvents(company.app, sender);
  expect(open.posted.map(({ event }) => event.callId)).toEqual([after]);
  const read = readEvents(company.app, { after: 0, limit: 10 }).events;
  expect(read.map(({ callId }) => callId)).toEqual([before, after]);
});

test('an event that is not taken keeps its place and is tried again ever later', async () => {
  const { company, send, posted, state } = await connected();
  const calls = [await approved(company), await approved(company)];
  state.status = 503;
  const failed = { error: expect.stringMatching(/answered 503/), givenUp: 0 };
  expect(await send()).toEqual(failed);
  expect(await send()).toBeNull();
  company.clock.advance('PT5S');
  expect(await send()).toEqual(failed);
  company.clock.advance('PT9S');
  expect(await send()).toBeNull();
  company.clock.advance('PT1S');
  state.status = 204;
  expect(await send()).toBeNull();
  const [first, second] = calls;
  expect(posted.map(({ event }) => event.callId)).toEqual([first, first, first, second]);
});

test('after 24 hours without success it is given up, and newer ones are tried', async () => {
  const { company, send, posted, state } = await connected();
  const old = await approved(company);
  state.status = 500;
  expect(await send()).toMatchObject({ givenUp: 0 });
  company.clock.advance('PT23H59M');
  expect(await send()).toMatchObject({ givenUp: 0 });
  const newer = await approved(company);
  company.clock.advance('PT1M');
  expect(await send()).toMatchObject({ givenUp: 1 });
  state.status = 200;
  company.clock.advance('PT1H');
  expect(await send()).toBeNull();
  expect(posted.map(({ event }) => event.callId)).toEqual([old, old, old, newer]);
});

test('a long stretch without events is gone through once, and loses none that follows', async () => {
  const { company, send, posted } = await connected();
  const { db } = company.app;
  const callId = await approved(company);
  await send();
  db.orm.$client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
     INSERT INTO call_history (call_id, at, verb, from_status, to_status)
     SELECT ?, i, 'classify', NULL, 'classified_auto' FROM n`,
    )
    .run(callId);
  expect(await send()).toBeNull();
  const steps = db.orm.$client
    .prepare<[], number>('SELECT max(id) FROM call_history')
    .pluck()
    .get();
  const mark = "SELECT value ->> 'sentId' FROM settings WHERE name = 'events_sent'";
  expect(db.orm.$client.prepare<[], number>(mark).pluck().get()).toBe(steps);
  const approvedId = await approved(company);
  expect(await send()).toBeNull();
  expect(posted.map(({ event }) => event.callId)).toEqual([callId, approvedId]);
});

test('the cursor goes on where a page ended', async () => {
  const company = testCompany();
  const calls = [await approved(company), await approved(company), await approved(company)];
  const first = readEvents(company.app, { after: 0, limit: 2 });
  const rest = readEvents(company.app, { after: first.next, limit: 2 });
  expect([...first.events, ...rest.events].map(({ callId }) => callId)).toEqual(calls);
  expect(readEvents(company.app, { after: rest.next, limit: 2 })).toEqual({
    events: [],
    next: rest.next,
  });
});
