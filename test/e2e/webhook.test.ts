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
  expect(await service.end()).toBe(0);
  expect(service.complaints()).toEqual([]);
});
