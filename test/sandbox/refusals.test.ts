import { expect, test } from 'vitest';
import { ivan, openSandbox, type Sandbox } from './sandbox-bot.ts';

const hour = 3_600_000;

function refused(error_code: number, description: string) {
  return expect.objectContaining({ error_code, description });
}

async function startedSandbox(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return sandbox;
}

test('a wrong token is unauthorized and an unknown method not found', async () => {
  const { url } = await openSandbox();
  const wrong = await fetch(`${url}/bot1:wrong/getMe`);
  expect(wrong.status).toBe(401);
  expect(await wrong.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  const unknown = await fetch(`${url}/bot7000001:local-token/getNothing`);
  expect(await unknown.json()).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
});

test('a method is found whatever the case of its name, by GET as by POST', async () => {
  const { url } = await openSandbox();
  const answer = await fetch(`${url}/bot7000001:local-token/GETME?x=1`);
  expect(await answer.json()).toMatchObject({ ok: true, result: { username: 'razbor_bot' } });
});

test('the bot cannot write to someone unknown, not started, or who blocked it', async () => {
  const sandbox = await openSandbox();
  const { api } = sandbox.bot;
  await expect(api.sendMessage(999, 'x')).rejects.toEqual(
    refused(400, 'Bad Request: chat not found'),
  );
  await expect(api.sendMessage(101, 'x')).rejects.toEqual(
    refused(403, "Forbidden: bot can't initiate conversation with a user"),
  );
  await sandbox.type('/start');
  await api.sendMessage(101, 'x');
  await sandbox.call('POST', '/chats/101/block', { blocked: true });
  await expect(api.sendMessage(101, 'x')).rejects.toEqual(
    refused(403, 'Forbidden: bot was blocked by the user'),
  );
  expect((await sandbox.call('POST', '/chats/101/messages', { text: 'x' })).status).toBe(409);
  await sandbox.call('POST', '/chats/101/block', { blocked: false });
  await api.sendMessage(101, 'x');
});

test('a text has 1 to 4096 UTF-16 units once its markup is out', async () => {
  const { bot } = await startedSandbox();
  const html = { parse_mode: 'HTML' } as const;
  const longest = await bot.api.sendMessage(101, `<b>${'ж'.repeat(4096)}</b>`, html);
  expect(longest.text).toHaveLength(4096);
  await expect(bot.api.sendMessage(101, 'ж'.repeat(4097))).rejects.toEqual(
    refused(400, 'Bad Request: message is too long'),
  );
  await expect(bot.api.sendMessage(101, '😀'.repeat(2049))).rejects.toEqual(
    refused(400, 'Bad Request: message is too long'),
  );
  await expect(bot.api.sendMessage(101, '')).rejects.toEqual(
    refused(400, 'Bad Request: message text is empty'),
  );
  await expect(bot.api.sendMessage(101, '<b> </b>', html)).rejects.toEqual(
    refused(400, 'Bad Request: text must be non-empty'),
  );
});

test('callback data has 1 to 64 bytes, and a keyboard at most 100 buttons', async () => {
  const { bot } = await startedSandbox();
  const send = (buttons: number, data: string) =>
    bot.api.sendMessage(101, 'x', {
      reply_markup: {
        inline_keyboard: Array.from({ length: buttons }, () => [
          { text: 'x', callback_data: data },
        ]),
      },
    });
  await send(1, 'ж'.repeat(32));
  await expect(send(1, `${'ж'.repeat(32)}a`)).rejects.toEqual(
    refused(400, 'Bad Request: BUTTON_DATA_INVALID'),
  );
  await send(100, 'a');
  await expect(send(101, 'a')).rejects.toEqual(
    refused(400, 'Bad Request: reply markup is too long'),
  );
});

test('an answer to a tap has at most 200 characters', async () => {
  const sandbox = await startedSandbox();
  const { api } = sandbox.bot;
  const { message_id } = await api.sendMessage(101, 'x');
  const pressed = sandbox.press(message_id, 'x');
  await sandbox.messages();
  const updates = await api.getUpdates({ timeout: 5, offset: 2 });
  const id = updates[0]?.callback_query?.id ?? '';
  await expect(api.answerCallbackQuery(id, { text: 'x'.repeat(201) })).rejects.toEqual(
    refused(400, 'Bad Request: MESSAGE_TOO_LONG'),
  );
  await api.answerCallbackQuery(id, { text: 'x'.repeat(200) });
  expect(await pressed).toMatchObject({ answered: true });
});

test('an edit that changes nothing is refused, for a text as for a keyboard', async () => {
  const { bot } = await startedSandbox();
  const notModified = refused(
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
  const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
  const { message_id } = await bot.api.sendMessage(101, 'x', { reply_markup });
  await expect(bot.api.editMessageText(101, message_id, 'x', { reply_markup })).rejects.toEqual(
    notModified,
  );
  await expect(bot.api.editMessageReplyMarkup(101, message_id, { reply_markup })).rejects.toEqual(
    notModified,
  );
  await bot.api.editMessageReplyMarkup(101, message_id);
  await expect(bot.api.editMessageReplyMarkup(101, message_id)).rejects.toEqual(notModified);
});

test('only a message of the bot that is still there can be edited', async () => {
  const sandbox = await startedSandbox();
  const { api } = sandbox.bot;
  await expect(api.editMessageText(101, 999, 'y')).rejects.toEqual(
    refused(400, 'Bad Request: message to edit not found'),
  );
  const typed = await sandbox.type('моё');
  await expect(api.editMessageText(101, typed.message_id, 'y')).rejects.toEqual(
    refused(400, "Bad Request: message can't be edited"),
  );
});

test('a message is deleted within 48 hours and not after', async () => {
  const sandbox = await startedSandbox();
  const { api } = sandbox.bot;
  const typed = await sandbox.type('к удалению');
  const kept = await api.sendMessage(101, 'останется');
  await api.deleteMessage(101, typed.message_id);
  await expect(api.deleteMessage(101, typed.message_id)).rejects.toEqual(
    refused(400, 'Bad Request: message to delete not found'),
  );
  const { now } = (await sandbox.call('GET', '/clock')).body as { now: number };
  await sandbox.call('POST', '/clock', { now: now + 48 * hour - 1000 });
  const late = await api.sendMessage(101, 'ещё');
  await api.deleteMessages(101, [late.message_id, 999]);
  await sandbox.call('POST', '/clock', { now: now + 48 * hour });
  await expect(api.deleteMessage(101, kept.message_id)).rejects.toEqual(
    refused(400, "Bad Request: message can't be deleted for everyone"),
  );
  expect((await sandbox.messages()).map(({ text }) => text)).toEqual(['/start', 'останется']);
});

test('commands of a chat are refused before the person has started', async () => {
  const { bot } = await openSandbox(ivan);
  const scope = { type: 'chat', chat_id: 101 } as const;
  const commands = [{ command: 'next', description: 'x' }];
  await expect(bot.api.setMyCommands(commands, { scope })).rejects.toEqual(
    refused(400, 'Bad Request: chat not found'),
  );
  await expect(bot.api.setMyCommands([{ command: 'Следующий', description: 'x' }])).rejects.toEqual(
    refused(400, 'Bad Request: BOT_COMMAND_INVALID'),
  );
});
