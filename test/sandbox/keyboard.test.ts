import type { ReplyKeyboardMarkup } from 'grammy/types';
import { expect, test } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox-bot.ts';

const asking = (more: object = {}, keyboard: object = {}) => ({
  reply_markup: {
    keyboard: [['Нет'], [{ text: 'Кто?', request_users: { request_id: 5, ...more } }]],
    ...keyboard,
  } as ReplyKeyboardMarkup,
});

async function started(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  const { telegram } = sandbox;
  telegram.addPerson({ id: 102, firstName: 'Зоя', lastName: 'Лис', username: 'zoya' });
  telegram.addPerson({ id: 103, firstName: 'Пётр' });
  await sandbox.type('/start');
  return sandbox;
}

const shown = async ({ call }: Sandbox) =>
  ((await call('GET', '/chats')).body.chats as { keyboard: unknown }[])[0]?.keyboard;
const share = ({ call }: Sandbox, requestId: number, ...userIds: number[]) =>
  call('POST', '/chats/101/share', { requestId, userIds });

test('people who are picked come with the names that were asked for, and no others', async () => {
  const sandbox = await started();
  await sandbox.bot.api.sendMessage(
    101,
    'x',
    asking({ max_quantity: 2, request_name: true, request_username: true }),
  );
  expect((await share(sandbox, 5, 102, 103)).status).toBe(201);
  expect((await sandbox.messages()).at(-1)?.users_shared).toEqual({
    request_id: 5,
    users: [
      { user_id: 102, first_name: 'Зоя', last_name: 'Лис', username: 'zoya' },
      { user_id: 103, first_name: 'Пётр' },
    ],
  });
  await sandbox.bot.api.sendMessage(101, 'x', asking());
  await share(sandbox, 5, 102);
  expect((await sandbox.messages()).at(-1)?.users_shared?.users).toEqual([{ user_id: 102 }]);
});

test('nobody is picked by a button that asks for none, nor more than it asks for, nor anybody unknown', async () => {
  const sandbox = await started();
  expect((await share(sandbox, 5, 102)).status).toBe(404);
  await sandbox.bot.api.sendMessage(101, 'x', asking());
  expect((await share(sandbox, 6, 102)).status).toBe(404);
  expect((await share(sandbox, 5)).status).toBe(400);
  expect((await share(sandbox, 5, 102, 103)).status).toBe(400);
  expect((await share(sandbox, 5, 999)).status).toBe(404);
});

test('a keyboard stays until it is taken away, one for once until it is used', async () => {
  const sandbox = await started();
  const { bot } = sandbox;
  await bot.api.sendMessage(101, 'x', asking());
  await sandbox.type('Нет');
  expect(await shown(sandbox)).toMatchObject({ oneTime: false });
  await bot.api.sendMessage(101, 'x', { reply_markup: { remove_keyboard: true } });
  expect(await shown(sandbox)).toBeNull();
  for (const use of [() => sandbox.type('Нет'), () => share(sandbox, 5, 102)]) {
    await bot.api.sendMessage(101, 'x', asking({}, { one_time_keyboard: true }));
    await sandbox.type('другое');
    expect(await shown(sandbox)).not.toBeNull();
    await use();
    expect(await shown(sandbox)).toBeNull();
  }
});

test.each([
  [{ request_id: undefined }, 'can\'t parse keyboard button: Can\'t find field "request_id"'],
  [{ max_quantity: 11 }, 'BUTTON_INVALID'],
  [{ max_quantity: 0 }, 'BUTTON_INVALID'],
])('%j is refused', async (more, words) => {
  const { bot } = await started();
  await expect(bot.api.sendMessage(101, 'x', asking(more))).rejects.toMatchObject({
    error_code: 400,
    description: `Bad Request: ${words}`,
  });
});

test('a server before 7.0 makes words of such a button', async () => {
  const sandbox = await started();
  await sandbox.call('PUT', '/server', { botApi: '6.9' });
  await sandbox.bot.api.sendMessage(101, 'x', asking());
  expect(await shown(sandbox)).toMatchObject({ rows: [[{ text: 'Нет' }], [{ text: 'Кто?' }]] });
  expect((await share(sandbox, 5, 102)).status).toBe(404);
});
