import { conversations, createConversation } from '@grammyjs/conversations';
import Database from 'better-sqlite3';
import { Bot, type BotError, type Context, GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import type { Ctx } from '../../src/bot/context.ts';
import { outside } from '../../src/bot/outside.ts';

const refused = new GrammyError(
  'sendMessage failed',
  { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  'sendMessage',
  {},
);

test.each([
  ['a refusal of Telegram', refused],
  ['an error of the database', new Database.SqliteError('database or disk is full', 'SQLITE_FULL')],
])('%s in a conversation is thrown on as it is', async (_, error) => {
  const bot = new Bot<Ctx>('1:token', {
    botInfo: { id: 1, is_bot: true, first_name: 'bot', username: 'bot' } as never,
  });
  bot.use(conversations<Ctx, Context>());
  bot.use(
    createConversation<Ctx, Context>(
      (conversation) => outside(conversation, () => Promise.reject(error)),
      'fails',
    ),
  );
  bot.on('message', (ctx) => ctx.conversation.enter('fails'));
  const chat = { id: 5, type: 'private', first_name: 'Anna' } as const;
  const from = { id: 5, is_bot: false, first_name: 'Anna' };
  const update = { update_id: 1, message: { message_id: 1, date: 0, chat, from, text: 'x' } };
  const thrown = await bot.handleUpdate(update).catch((caught: BotError) => caught.error);
  expect(thrown).toBe(error);
});
