import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { notify } from '../../src/app/notices/notify.ts';
import { startDelivery } from '../../src/bot/deliver.ts';
import { until } from '../e2e/chat.ts';
import { type Company, testCompany } from '../support/company.ts';

interface Sent {
  chatId: number;
  response: ServerResponse;
}

/** A delivery to a Telegram that answers nothing until the test does. */
async function delivering(company: Company) {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const { chat_id: chatId } = JSON.parse(Buffer.concat(chunks).toString()) as { chat_id: number };
    sent.push({ chatId, response });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const errors: unknown[] = [];
  const delivery = startDelivery({
    app: company.app,
    token: '1:token',
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown: (prev, method, payload, signal) => prev(method, payload, signal),
    onError: (error) => errors.push(error),
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await delivery.stop();
    expect(errors).toEqual([]);
  });
  let keys = 0;
  return {
    tell(who: string) {
      company.app.db.transaction((tx) => {
        keys += 1;
        const { now } = company.clock;
        notify(tx, company.app, {
          key: String(keys),
          personId: company.as(who).id,
          kind: 'incident',
          payload: { kind: 'draw_failed', about: '', sinceAt: now, overAt: now },
          dueAt: now,
        });
      });
      delivery.wake();
    },
    /** The n-th message to somebody, once Telegram has it. */
    arrived: (who: string, nth = 0) =>
      until(`${who} is written to`, () => sentTo(who)[nth], 15_000),
    sentTo,
    run: delivery.run,
  };

  function sentTo(who: string): Sent[] {
    const { telegramId } = company.as(who);
    return sent.filter(({ chatId }) => chatId === telegramId);
  }
}

const answer = ({ response }: Sent, body: object = { ok: true, result: { message_id: 1 } }) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

test('a chat that hangs keeps its own notices waiting, in their order, and nobody else’s', async () => {
  const company = testCompany();
  company.hire({ externalId: 'second', name: 'second', roles: [{ role: 'admin' }], telegramId: 7 });
  const { tell, arrived, sentTo } = await delivering(company);
  tell('root');
  const hung = await arrived('root');
  tell('root');
  tell('second');
  answer(await arrived('second'));
  tell('second');
  answer(await arrived('second', 1));
  expect(sentTo('root')).toEqual([hung]);
  answer(hung);
  answer(await arrived('root', 1));
});

test('one chat that has to wait long lets the others go on after half a minute', async () => {
  const company = testCompany();
  company.hire({ externalId: 'second', name: 'second', roles: [{ role: 'admin' }], telegramId: 7 });
  const { tell, arrived, sentTo } = await delivering(company);
  tell('root');
  answer(await arrived('root'), {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 600',
    parameters: { retry_after: 600 },
  });
  const waits = () =>
    company.app.db.orm.$client
      .prepare<[], { at: number }>("SELECT due_at at FROM outbox WHERE last_error LIKE '%600'")
      .get();
  await until('the wait is kept', waits);
  company.clock.advance('PT30S');
  tell('second');
  answer(await arrived('second'));
  expect(sentTo('root')).toHaveLength(1);
  expect(waits()?.at).toBeGreaterThan(company.clock.now + 500_000);
});

test.each(['-PT1H', 'PT1H', 'P90D'])(
  'while Telegram asked to wait nothing leaves, and no longer, where the clock is set by %s',
  async (by) => {
    const company = testCompany();
    company.hire({ externalId: 'second', roles: [{ role: 'admin' }], telegramId: 7 });
    const { tell, run, arrived, sentTo } = await delivering(company);
    tell('root');
    answer(await arrived('root'), {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 30',
      parameters: { retry_after: 30 },
    });
    await run();
    company.clock.set(by);
    tell('second');
    company.clock.advance('PT29S');
    await run();
    expect(sentTo('second')).toEqual([]);
    company.clock.advance('PT1S');
    void run();
    answer(await arrived('second'));
  },
);

test('a whole batch may be under way at once', async () => {
  const company = testCompany();
  const many = Array.from({ length: 25 }, (_, at) => `many-${at}`);
  for (const [at, externalId] of many.entries()) {
    company.hire({ externalId, roles: [{ role: 'admin' }], telegramId: 9000 + at });
  }
  const { tell, arrived } = await delivering(company);
  for (const who of many) tell(who);
  // That Node warns of no leak meanwhile is held for every test file (support/no-warnings.ts).
  const under = await Promise.all(many.map((who) => arrived(who)));
  for (const one of under) answer(one);
});
