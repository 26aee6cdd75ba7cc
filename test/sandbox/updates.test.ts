import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookCallback } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { openSandbox, until } from './sandbox-bot.ts';

interface Delivery {
  headers: IncomingHttpHeaders;
  update: { update_id: number; message?: { text: string } };
}

/** A webhook that answers with these statuses in turn, then 200, and the body given. */
async function listenAsWebhook(statuses: number[] = [], body = '') {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      deliveries.push({ headers: request.headers, update: JSON.parse(text) });
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, deliveries };
}

test('an update is given again until a later offset confirms it', async () => {
  const { bot, type } = await openSandbox();
  await type('раз');
  await type('два');
  const [first, second] = await bot.api.getUpdates();
  expect([first?.message?.text, second?.message?.text]).toEqual(['раз', 'два']);
  expect(await bot.api.getUpdates({ offset: first?.update_id ?? 0, limit: 1 })).toEqual([first]);
  expect(await bot.api.getUpdates({ offset: second?.update_id ?? 0 })).toEqual([second]);
  expect(await bot.api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).toEqual([]);
});

test('a long poll ends as soon as something happens', async () => {
  const { bot, type } = await openSandbox();
  const polled = bot.api.getUpdates({ timeout: 30 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await type('привет');
  expect(await polled).toMatchObject([{ message: { text: 'привет' } }]);
});

test('a second poll ends the first with a conflict', async () => {
  const { bot } = await openSandbox();
  const first = bot.api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await bot.api.getUpdates({ timeout: 1 });
  expect(await first).toMatchObject({
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
});

test('only the kinds of updates that were asked for are kept', async () => {
  const { bot, type, call } = await openSandbox();
  await bot.api.getUpdates({ allowed_updates: ['callback_query'] });
  await type('не дойдёт');
  await call('POST', '/chats/101/press', { messageId: 1, callbackData: 'x' });
  const { message_id } = await bot.api.sendMessage(101, 'x');
  const pressed = call('POST', '/chats/101/press', { messageId: message_id, callbackData: 'x' });
  const updates = await bot.api.getUpdates({ timeout: 5 });
  expect(updates).toMatchObject([{ callback_query: { data: 'x' } }]);
  await bot.api.answerCallbackQuery(updates[0]?.callback_query?.id ?? '');
  await pressed;
});

test('closing ends a hanging poll at once', async () => {
  const { bot, telegram } = await openSandbox();
  const polled = bot.api.getUpdates({ timeout: 30 }).catch(() => 'ended');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closedAt = performance.now();
  await telegram.close();
  expect(await polled).toBe('ended');
  expect(performance.now() - closedAt).toBeLessThan(2000);
});

test('a webhook is given each update with the secret, and getUpdates is refused meanwhile', async () => {
  const { bot, type } = await openSandbox();
  const webhook = await listenAsWebhook();
  await type('до вебхука');
  await bot.api.setWebhook(webhook.url, { secret_token: 'S3cret_-' });
  await type('привет');
  await until(async () => webhook.deliveries[1]);
  expect(webhook.deliveries.map(({ update }) => update.message?.text)).toEqual([
    'до вебхука',
    'привет',
  ]);
  expect(webhook.deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('S3cret_-');
  await expect(bot.api.getUpdates()).rejects.toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await bot.api.deleteWebhook();
  expect(await bot.api.getUpdates()).toEqual([]);
});

test('a webhook that fails is asked again, in order, and its failure is reported', async () => {
  const { bot, type } = await openSandbox();
  const webhook = await listenAsWebhook([500]);
  await bot.api.setWebhook(webhook.url);
  await type('раз');
  await type('два');
  await until(async () => webhook.deliveries[0]);
  const failed = await until(async () => {
    const info = await bot.api.getWebhookInfo();
    return info.last_error_message === undefined ? undefined : info;
  });
  expect(failed).toMatchObject({
    pending_update_count: 2,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  });
  await until(async () => webhook.deliveries[2]);
  expect(webhook.deliveries.map(({ update }) => update.message?.text)).toEqual([
    'раз',
    'раз',
    'два',
  ]);
  await until(async () =>
    (await bot.api.getWebhookInfo()).pending_update_count === 0 ? 1 : undefined,
  );
});

test('a method call in the response of a webhook is carried out', async () => {
  const { bot, type, answer } = await openSandbox();
  const call = JSON.stringify({ method: 'sendMessage', chat_id: 101, text: 'из ответа' });
  const webhook = await listenAsWebhook([], call);
  await bot.api.setWebhook(webhook.url);
  await type('привет');
  expect((await answer()).text).toBe('из ответа');
});

test('a grammY bot works behind a webhook', async () => {
  const { bot, type, answer } = await openSandbox();
  bot.command('start', (ctx) => ctx.reply('через вебхук'));
  const server = createServer(webhookCallback(bot, 'http', { secretToken: 'top' }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: 'top' });
  await type('/start');
  expect((await answer()).text).toBe('через вебхук');
});
