import type { InlineKeyboardMarkup } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox-bot.ts';

async function startedSandbox(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return sandbox;
}

const refused = (description: string) =>
  expect.objectContaining({ error_code: 400, description: `Bad Request: ${description}` });

const below = (...buttons: object[]) => ({
  reply_markup: { inline_keyboard: [buttons] } as InlineKeyboardMarkup,
});
const unallowed =
  "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";

describe('buttons', () => {
  test('keep their style, and those that copy, search or do nothing what they are', async () => {
    const { bot, messages } = await startedSandbox();
    const buttons = [
      { text: 'a', callback_data: 'a', style: 'success' },
      { text: 'b', copy_text: { text: 'ж'.repeat(256) } },
      { text: 'c', switch_inline_query_current_chat: '' },
      { text: 'd', disabled: {} },
    ];
    await bot.api.sendMessage(101, 'x', below(...buttons));
    expect((await messages()).at(-1)?.reply_markup).toEqual(below(...buttons).reply_markup);
  });

  test.each([
    [
      { text: 'a', callback_data: 'a', style: 'green' },
      "can't parse inline keyboard button: invalid button style specified",
    ],
    [{ text: 'a', copy_text: { text: '' } }, 'BUTTON_COPY_TEXT_INVALID'],
    [{ text: 'a', copy_text: { text: 'ж'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
    [{ text: 'a', disabled: true }, unallowed],
  ])('%j is refused in the words of Telegram', async (button, words) => {
    const { bot } = await startedSandbox();
    await expect(bot.api.sendMessage(101, 'x', below(button))).rejects.toEqual(refused(words));
  });
});

describe('a server of an earlier version', () => {
  test.each([
    ['10.2', below({ text: 'a', disabled: {} }), 'x', unallowed],
    ['7.10', below({ text: 'a', copy_text: { text: 'a' } }), 'x', unallowed],
    [
      '9.4',
      {},
      'x <tg-time unix="1">y</tg-time>',
      'can\'t parse entities: Unsupported start tag "tg-time" at byte offset 2',
    ],
    [
      '7.3',
      {},
      '<blockquote expandable>y</blockquote>',
      'can\'t parse entities: Expected equal sign in declaration of an attribute of the tag "blockquote" at byte offset 0',
    ],
  ])('%s refuses what came after it', async (botApi, more, text, words) => {
    const { bot, call } = await startedSandbox();
    const html = { parse_mode: 'HTML' as const };
    await bot.api.sendMessage(101, text, { ...more, ...html });
    await call('PUT', '/server', { botApi });
    await expect(bot.api.sendMessage(101, text, { ...more, ...html })).rejects.toEqual(
      refused(words),
    );
  });

  test('9.3 leaves styles out, whatever they are', async () => {
    const { bot, call, messages } = await startedSandbox();
    await call('PUT', '/server', { botApi: '9.3' });
    await bot.api.sendMessage(101, 'x', below({ text: 'a', callback_data: 'a', style: 'no' }));
    expect((await messages()).at(-1)?.reply_markup).toEqual(
      below({ text: 'a', callback_data: 'a' }).reply_markup,
    );
  });

  test('7.3 looks at no effect', async () => {
    const { bot, call } = await startedSandbox();
    const effect = { message_effect_id: 'none' };
    await expect(bot.api.sendMessage(101, 'x', effect)).rejects.toEqual(
      refused('EFFECT_ID_INVALID'),
    );
    await call('PUT', '/server', { botApi: '7.3' });
    expect(await bot.api.sendMessage(101, 'x', effect)).not.toHaveProperty('effect_id');
  });
});

test('a time is an entity with its instant and format', async () => {
  const { bot } = await startedSandbox();
  const text = '<b>до</b> <tg-time unix="1795000000" format="dt">25.11 19:12</tg-time>';
  const sent = await bot.api.sendMessage(101, text, { parse_mode: 'HTML' });
  expect(sent.text).toBe('до 25.11 19:12');
  expect(sent.entities?.[1]).toEqual({
    type: 'date_time',
    offset: 3,
    length: 11,
    unix_time: 1795000000,
    date_time_format: 'dt',
  });
  const wrong = '<tg-time unix="1795000000" format="x">y</tg-time>';
  await expect(bot.api.sendMessage(101, wrong, { parse_mode: 'HTML' })).rejects.toEqual(
    refused("can't parse entities: Invalid date format used"),
  );
});
