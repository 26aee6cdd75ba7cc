import { InputFile } from 'grammy';
import { expect, test } from 'vitest';
import { keptRequestsMax } from '../../src/sandbox/telegram/limits.ts';
import type { ApiRequest } from '../../src/sandbox/telegram/request-log.ts';
import { openSandbox, type Sandbox, until } from './sandbox-bot.ts';

const requests = async ({ call }: Sandbox, method: string) =>
  ((await call('GET', '/requests')).body.requests as ApiRequest[]).filter(
    (request) => request.method === method,
  );

async function whole(sandbox: Sandbox, method: string) {
  const [request] = await requests(sandbox, method);
  return (await sandbox.call('GET', `/requests/${request?.seq}`)).body as unknown as ApiRequest & {
    params: string;
    answer: string;
  };
}

test('a request is kept with what it said, what it was answered and how long it took', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  await sandbox.bot.api.sendMessage(101, 'привет');
  await sandbox.bot.api.sendMessage(999, 'x').catch(() => {});
  expect(await requests(sandbox, 'sendMessage')).toMatchObject([
    { chatId: 101, ok: true, code: 200, error: null, tookMs: expect.any(Number), fault: null },
    { chatId: 999, ok: false, code: 400, error: 'Bad Request: chat not found' },
  ]);
  const { params, answer } = await whole(sandbox, 'sendMessage');
  expect(JSON.parse(params)).toEqual({ chat_id: 101, text: 'привет' });
  expect(JSON.parse(answer)).toMatchObject({ ok: true, result: { text: 'привет' } });
});

test('a tap’s answer names its update; what is sent just after one names it as the likely cause', async () => {
  const sandbox = await openSandbox();
  const { bot } = sandbox;
  bot.command('start', (ctx) =>
    ctx.reply('?', { reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] } }),
  );
  bot.callbackQuery('yes', (ctx) => ctx.answerCallbackQuery());
  sandbox.poll();
  await sandbox.type('/start');
  const { message_id: id } = await sandbox.answer();
  await sandbox.press(id, 'yes');
  const [sent] = await requests(sandbox, 'sendMessage');
  expect(sent?.update).toEqual({ id: 1, kind: 'message', sure: false });
  const [answered] = await requests(sandbox, 'answerCallbackQuery');
  expect(answered?.update).toEqual({ id: 2, kind: 'callback_query', sure: true });
});

test('neither the token nor the webhook’s secret is shown, and a file is its name and size', async () => {
  const sandbox = await openSandbox();
  const { api } = sandbox.bot;
  await sandbox.type('/start');
  await api.sendMessage(101, `my token is ${sandbox.bot.token}`);
  await api.sendDocument(101, new InputFile(Buffer.from('12345'), 'a.txt'), {
    reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] },
  });
  await api.setWebhook('http://127.0.0.1:9/', { secret_token: 'very-secret' });
  expect((await whole(sandbox, 'sendMessage')).params).toContain('my token is •••');
  const said = await Promise.all(
    ['sendMessage', 'setWebhook'].map(async (method) =>
      JSON.stringify(await whole(sandbox, method)),
    ),
  );
  expect(said.join()).not.toContain(sandbox.bot.token);
  expect(said.join()).not.toContain('very-secret');
  expect(JSON.parse((await whole(sandbox, 'sendDocument')).params)).toMatchObject({
    reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] },
    document: { file: 'a.txt', bytes: 5 },
  });
});

test('a fault is named: a refusal by its code, a lost reply by the answer that never arrived', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  for (const error of [429, 'lost']) {
    await sandbox.call('PUT', '/faults', { method: 'sendMessage', error, retryAfter: 3 });
    await sandbox.bot.api.sendMessage(101, 'x').catch(() => {});
  }
  expect(await requests(sandbox, 'sendMessage')).toMatchObject([
    { code: 429, fault: 429, error: 'Too Many Requests: retry after 3' },
    { code: 200, fault: 'lost' },
  ]);
});

test('only the latest requests are kept, and a long one is cut', async () => {
  const sandbox = await openSandbox();
  const { requests: log } = sandbox.telegram.world;
  const made = (text: string) =>
    log.add({
      at: 0,
      method: 'sendMessage',
      chatId: null,
      params: { fields: { text }, uploads: new Map() },
      reply: { ok: true, result: true },
      tookMs: 1.4,
      fault: null,
    });
  made('x'.repeat(30_000));
  expect(log.whole(1)?.params).toMatch(/x\n…$/);
  for (let n = 0; n < keptRequestsMax; n += 1) made('y');
  expect(log.whole(1)).toBeNull();
  expect(log.since(0)).toHaveLength(keptRequestsMax);
  expect((await sandbox.call('GET', '/requests/1')).status).toBe(404);
});

test('whoever listens is told of a request, and of a fault that is used up', async () => {
  const sandbox = await openSandbox();
  const heard: string[] = [];
  sandbox.telegram.world.events.subscribe((event) => heard.push(event.type));
  await sandbox.call('PUT', '/faults', { method: 'getMe', error: 500 });
  await sandbox.bot.api.getMe().catch(() => {});
  await until(async () => (heard.length >= 3 ? true : undefined));
  expect(heard).toEqual(['faults', 'faults', 'request']);
});

test('a bot of which no company is known has counts of its own, and no calls', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  expect((await sandbox.call('GET', '/counts')).body).toEqual({
    telegram: { updates: 1, waiting: 1, requests: 0 },
    company: null,
  });
  for (const [path, body] of [
    ['/company/call', { from: 'client' }],
    ['/company/process', { act: 'kill' }],
  ] as const) {
    expect((await sandbox.call('POST', path, body)).status).toBe(404);
  }
  expect((await sandbox.call('POST', '/company/call', { from: 'nobody' })).status).toBe(400);
  expect((await sandbox.call('GET', '/company/statuses')).status).toBe(404);
  expect((await sandbox.call('GET', '/company/calls/1/path')).status).toBe(404);
  expect((await sandbox.call('GET', '/company/calls')).body).toEqual({ calls: [] });
});
