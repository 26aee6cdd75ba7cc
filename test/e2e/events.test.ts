import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './chat.ts';
import { company } from './company.ts';

const secret = 'a-secret-of-the-crm-and-of-razbor-alone';
const posted: { body: string; signature: string }[] = [];
const crm = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    posted.push({ body, signature: String(request.headers['x-razbor-signature']) });
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
  const { body, signature } = await until('an event comes', async () => posted[0]);
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
  const event = JSON.parse(body);
  expect(event).toMatchObject({ type: 'call.approved', callId: id, status: 'approved_scored' });
  const response = await fetch(`${open.demo.apiUrl}/v1/events?after=${event.id - 1}`, {
    headers: { authorization: `Bearer ${open.demo.apiToken}` },
  });
  expect(await response.json()).toEqual({ items: [event], next: String(event.id) });
});
