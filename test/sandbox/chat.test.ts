import { InlineKeyboard } from 'grammy';
import { expect, test } from 'vitest';
import { ivan, openSandbox, startAt } from './sandbox-bot.ts';

test('a command reaches the bot, and its answer stands in the chat', async () => {
  const sandbox = await openSandbox();
  sandbox.bot.command('help', (ctx) => ctx.reply(`Помощь для ${ctx.from?.first_name}`));
  sandbox.poll();
  await sandbox.type('/help');
  const answer = await sandbox.answer();
  expect(answer).toMatchObject({ text: 'Помощь для Иван', date: startAt / 1000, from_bot: true });
});

test('pressing Start on a deep link sends its payload', async () => {
  const sandbox = await openSandbox({ ...ivan, startPayload: 'invite_1-A' });
  sandbox.bot.command('start', (ctx) => ctx.reply(`Приглашение ${ctx.match}`));
  sandbox.poll();
  const { chats } = (await sandbox.call('GET', '/chats')).body;
  expect(chats).toMatchObject([{ started: false, startPayload: 'invite_1-A' }]);
  await sandbox.call('POST', '/chats/101/messages', { startPayload: 'invite_1-A' });
  expect((await sandbox.answer()).text).toBe('Приглашение invite_1-A');
});

test('a deep link with a payload that Telegram forbids is refused', async () => {
  const sandbox = await openSandbox();
  for (const startPayload of ['a b', 'привет', 'x'.repeat(65)]) {
    const refused = await sandbox.call('POST', '/chats/101/messages', { startPayload });
    expect(refused).toEqual({ status: 400, body: { error: 'START_PARAM_INVALID' } });
  }
  const longest = { startPayload: 'x'.repeat(64) };
  expect((await sandbox.call('POST', '/chats/101/messages', longest)).status).toBe(201);
});

test('a press edits the message, shows a toast, and is answered to the person', async () => {
  const sandbox = await openSandbox();
  const { bot } = sandbox;
  bot.command('start', (ctx) =>
    ctx.reply('Согласны?', { reply_markup: new InlineKeyboard().text('Да', 'yes:1') }),
  );
  bot.callbackQuery('yes:1', async (ctx) => {
    await ctx.editMessageText('Согласны');
    await ctx.answerCallbackQuery({ text: 'Записано', show_alert: true });
  });
  sandbox.poll();
  await sandbox.type('/start');
  const asked = await sandbox.answer();
  const pressed = await sandbox.press(asked.message_id, 'yes:1');
  expect(pressed).toEqual({ answered: true, text: 'Записано', showAlert: true });
  const [, edited] = await sandbox.messages();
  expect(edited).toMatchObject({ message_id: asked.message_id, text: 'Согласны' });
  expect(edited?.edit_date).toBe(startAt / 1000);
  expect(edited).not.toHaveProperty('reply_markup');
});

test('forged button data reaches the bot as it would from a forger', async () => {
  const sandbox = await openSandbox();
  sandbox.bot.command('start', (ctx) => ctx.reply('Без кнопок'));
  sandbox.bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery(ctx.callbackQuery.data));
  sandbox.poll();
  await sandbox.type('/start');
  const { message_id } = await sandbox.answer();
  const pressed = await sandbox.press(message_id, 'approve:999');
  expect(pressed).toMatchObject({ answered: true, text: 'approve:999' });
  const path = '/chats/101/press';
  const tooLong = { messageId: message_id, callbackData: 'ж'.repeat(33) };
  expect((await sandbox.call('POST', path, tooLong)).status).toBe(400);
  const gone = { messageId: 999, callbackData: 'x' };
  expect((await sandbox.call('POST', path, gone)).status).toBe(404);
});

test('a callback is answered once; an unknown one is too old', async () => {
  const sandbox = await openSandbox();
  sandbox.bot.command('start', (ctx) => ctx.reply('x'));
  sandbox.bot.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery('первый');
    await ctx.answerCallbackQuery('второй');
  });
  sandbox.poll();
  await sandbox.type('/start');
  const { message_id } = await sandbox.answer();
  expect(await sandbox.press(message_id, 'x')).toMatchObject({ text: 'первый' });
  await expect(sandbox.bot.api.answerCallbackQuery('123')).rejects.toMatchObject({
    error_code: 400,
    description:
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
  });
});

test('the bot sees a pressed message as it was when it was pressed', async () => {
  const sandbox = await openSandbox();
  const { bot } = sandbox;
  await sandbox.type('/start');
  const { message_id } = await bot.api.sendMessage(101, 'до');
  const pressed = sandbox.press(message_id, 'x');
  await sandbox.call('POST', '/chats/101/read', {});
  await bot.api.editMessageText(101, message_id, 'после');
  const updates = await bot.api.getUpdates({ offset: 0 });
  const query = updates.find((update) => update.callback_query)?.callback_query;
  expect(query?.message).toMatchObject({ text: 'до' });
  await bot.api.answerCallbackQuery(query?.id ?? '');
  expect(await pressed).toEqual({ answered: true });
});

test('a forced reply puts words into the text box, and the answer is a reply', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  const asked = await sandbox.bot.api.sendMessage(101, 'Почему?', {
    reply_markup: { force_reply: true, input_field_placeholder: 'Одним сообщением' },
  });
  const { chats } = (await sandbox.call('GET', '/chats')).body;
  expect(chats).toMatchObject([
    { forceReply: { messageId: asked.message_id, placeholder: 'Одним сообщением' } },
  ]);
  const body = { text: 'Потому', replyTo: asked.message_id };
  const typed = await sandbox.call('POST', '/chats/101/messages', body);
  expect(typed.body).toMatchObject({ message: { reply_to_message: { text: 'Почему?' } } });
});

test('unread messages are counted until the person looks', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  await sandbox.bot.api.sendMessage(101, 'раз');
  await sandbox.bot.api.sendMessage(101, 'два');
  expect((await sandbox.call('GET', '/chats')).body.chats).toMatchObject([{ unread: 2 }]);
  await sandbox.call('POST', '/chats/101/read', {});
  expect((await sandbox.call('GET', '/chats')).body.chats).toMatchObject([{ unread: 0 }]);
});

test('the menu shows the commands of the narrowest scope, in the language of the person', async () => {
  const sandbox = await openSandbox();
  const { api } = sandbox.bot;
  await sandbox.type('/start');
  const one = (command: string) => [{ command, description: 'x' }];
  const menu = async () => {
    const { chats } = (await sandbox.call('GET', '/chats')).body;
    return (chats as { commands: { command: string }[] }[])[0]?.commands.map((c) => c.command);
  };
  await api.setMyCommands(one('common'));
  expect(await menu()).toEqual(['common']);
  await api.setMyCommands(one('russian'), { language_code: 'ru' });
  expect(await menu()).toEqual(['russian']);
  const scope = { type: 'chat', chat_id: 101 } as const;
  await api.setMyCommands(one('seller'), { scope });
  expect(await menu()).toEqual(['seller']);
  expect(await api.getMyCommands({ scope })).toEqual(one('seller'));
  await api.deleteMyCommands({ scope });
  expect(await menu()).toEqual(['russian']);
});
