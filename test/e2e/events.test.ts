import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { until } from './chat.ts';
import { company } from './company.ts';

const secret = 'whsec_cmF6Ym9yLXJhemJvci1yYXpib3ItcmF6Ym9y';
const posted: { body: string; headers: Record<string, string> }[] = [];
const crm = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    posted.push({ body, headers: request.headers as Record<string, string> });
    response.writeHead(204).end();
  });
});
beforeAll(() => new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  crm.closeAllConnections();
  crm.close();
});

const open = company(
  {},
  {
    events: () => {
      const { port } = crm.address() as AddressInfo;
      return { url: `http://127.0.0.1:${port}/events`, secret };
    },
  },
);

test('the CRM hears of a final approval by itself, signed, and can read it again', async () => {
  await open.later('PT5S');
  const { id, seller } = await open.told({ fails: [1] });
  await seller.press('Согласен', new RegExp(`№${id}`));
  await seller.press('Да, согласен');
  await open.later('PT10S');
  const { body, headers } = await until('an event comes', async () => posted[0]);
  const {
    'webhook-id': eventId,
    'webhook-timestamp': at,
    'webhook-signature': signature,
  } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = createHmac('sha256', key).update(`${eventId}.${at}.${body}`).digest('base64');
  expect(signature).toBe(`v1,${signed}`);
  vi.useFakeTimers({ toFake: ['Date'], now: Number(at) * 1000 });
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  vi.useRealTimers();
  const event = JSON.parse(body);
  expect(eventId).toBe(String(event.id));
  expect(event).toMatchObject({ type: 'call.approved', callId: id, status: 'approved_scored' });
  const response = await fetch(`${open.demo.apiUrl}/v1/events?after=${event.id - 1}`, {
    headers: { authorization: `Bearer ${open.demo.apiToken}` },
  });
  expect(await response.json()).toEqual({ items: [event], next: String(event.id) });
});
