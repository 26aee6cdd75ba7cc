import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Process, serviceProcess } from './process.ts';

let service: Process;
const secret = 'a-secret-that-telegram-brings-along-32';
beforeAll(async () => {
  service = await serviceProcess({ POLICY_QUIET_HOURS: '', POLICY_MIN_LISTEN_SHARE: '0' });
  service.with({
    BOT_MODE: 'webhook',
    WEBHOOK_URL: service.apiUrl,
    WEBHOOK_SECRET: secret,
  });
  await service.start();
});
afterAll(() => service.close());

test('with a webhook the chat works as with polling, and only Telegram may call it', async () => {
  const olga = service.chats.person('Ольга');
  await olga.reads(/В очереди 2 звонка/);
  await olga.press('Следующий звонок');
  await olga.press('Исходящий: холодный');
  await olga.press('Не выполнено');
  await olga.say('0:07 молча');
  expect(await olga.last()).toMatch(/1\/14[\s\S]*«0:07 молча»/);

  const update = { update_id: 9_000_001, message: { message_id: 1, text: '/next' } };
  for (const headers of [{}, { 'x-telegram-bot-api-secret-token': 'guessed' }]) {
    const response = await fetch(`${service.apiUrl}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(update),
    });
    expect(response.status).toBe(401);
  }
  for (const [body, status] of [
    ['{', 400],
    [JSON.stringify({ ...update, more: 'x'.repeat(1024 * 1024) }), 413],
  ] as const) {
    const response = await fetch(`${service.apiUrl}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body,
    });
    expect(response.status).toBe(status);
  }
  expect(service.complaints()).toEqual([]);
});

test('what cannot be read is taken from Telegram, counted, said once, and changes nothing', async () => {
  const olga = service.chats.person('Ольга');
  const before = await olga.sees();
  const from = { id: olga.telegramId, is_bot: false, first_name: 'Ольга' };
  const message = { message_id: 1, date: 0, chat: { id: from.id, type: 'private' }, from };
  const update = { update_id: 9_000_002, message: { ...message, text: '/next' } };
  const malformed = [
    { ...update, update_id: '9000002' },
    { ...update, update_id: '9000003' },
    null,
    [update],
    { ...update, message: { ...update.message, chat: '/next' } },
    { update_id: 9_000_004, callback_query: { id: 1, from, data: 'next' } },
    { update_id: 9_000_005, poll: { id: '1' } },
  ].map((one) => JSON.stringify(one));
  const levels = 10_000;
  const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
  malformed.push(JSON.stringify(update).replace('"text"', `"entities_of":${deep},"text"`));
  for (const body of malformed) {
    const response = await fetch(`${service.apiUrl}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body,
    });
    expect([response.status, await response.text()], body).toEqual([200, '']);
  }
  await olga.quiet();
  expect(await olga.sees()).toEqual(before);
  const metrics = await (await fetch(`${service.apiUrl}/metrics`)).text();
  expect(metrics.match(/razbor_updates_unreadable_total\{.*/g)?.toSorted()).toEqual([
    'razbor_updates_unreadable_total{problem="callback_query.id"} 1',
    'razbor_updates_unreadable_total{problem="message.chat"} 1',
    'razbor_updates_unreadable_total{problem="other"} 1',
    'razbor_updates_unreadable_total{problem="update"} 2',
    'razbor_updates_unreadable_total{problem="update.depth"} 1',
    'razbor_updates_unreadable_total{problem="update.update_id"} 2',
  ]);
  expect(await service.end()).toBe(0);
  const said = service.complaints().map((line) => JSON.parse(line).err.message);
  expect(said.toSorted()).toEqual([
    'an update cannot be read: callback_query.id',
    'an update cannot be read: message.chat',
    'an update cannot be read: update',
    'an update cannot be read: update.depth',
    'an update cannot be read: update.update_id',
  ]);
});
