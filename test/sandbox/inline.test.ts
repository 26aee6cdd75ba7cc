import type { InlineQueryResult } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { openSandbox, until } from './sandbox-bot.ts';

const article = (id: string, more: object = {}) =>
  ({
    type: 'article',
    id,
    title: `Call ${id}`,
    input_message_content: { message_text: `/call ${id}` },
    ...more,
  }) as InlineQueryResult;

async function started() {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  const seen: object[] = [];
  const answers: { with: (id: string) => Promise<unknown> } = { with: async () => undefined };
  sandbox.bot.on('inline_query', (ctx) => {
    seen.push(ctx.inlineQuery);
    return answers.with(ctx.inlineQuery.id);
  });
  sandbox.poll();
  const asks = (query: string, offset = '') =>
    sandbox.call('POST', '/chats/101/inline', { query, offset });
  return { ...sandbox, asks, seen, answers };
}

test('what is typed reaches the bot as Telegram brings it, and its answer is shown', async () => {
  const { asks, seen, answers, bot } = await started();
  answers.with = (id) =>
    bot.api.answerInlineQuery(id, [article('7', { description: 'Иван' })], {
      next_offset: '50',
      button: { text: 'Open', start_parameter: 'search' },
    });
  const { body } = await asks(`${'я'.repeat(300)}`, '10');
  expect(seen).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      from: expect.objectContaining({ id: 101 }),
      chat_type: 'sender',
      query: 'я'.repeat(256),
      offset: '10',
    },
  ]);
  expect(body).toEqual({
    queryId: expect.stringMatching(/^\d+$/),
    answered: true,
    results: [{ id: '7', title: 'Call 7', description: 'Иван' }],
    nextOffset: '50',
    button: { text: 'Open', startParameter: 'search' },
  });
});

test('what is picked is the person’s own message by way of the bot, with its commands found', async () => {
  const { asks, answers, bot, call, messages } = await started();
  answers.with = (id) => bot.api.answerInlineQuery(id, [article('7')]);
  const { queryId } = (await asks('')).body;
  expect((await call('POST', '/chats/101/pick', { queryId, resultId: '8' })).status).toBe(404);
  expect((await call('POST', '/chats/101/pick', { queryId, resultId: '7' })).status).toBe(201);
  expect((await messages()).at(-1)).toMatchObject({
    from_bot: false,
    text: '/call 7',
    entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    via_bot: { username: 'razbor_bot' },
  });
});

describe('an answer is refused in the words of Telegram', () => {
  const long = (bytes: number) => 'x'.repeat(bytes);
  const button = (more: object) => ({ button: { text: 'x', ...more } });
  test.each<[object, string]>([
    [
      { results: Array.from({ length: 51 }, (_, at) => article(String(at))) },
      'too many inline query results specified',
    ],
    [{ results: 5 }, 'expected an Array of inline query results'],
    [{ results: [5] }, "can't parse inline query result: Inline query result must be an object"],
    [
      { results: [{ type: 'article' }] },
      'can\'t parse inline query result: Can\'t find field "id"',
    ],
    [
      { results: [{ type: 'article', id: '1', title: 'x' }] },
      'can\'t parse inline query result: Can\'t find field "message_text"',
    ],
    [{ results: [article('')] }, 'RESULT_ID_EMPTY'],
    [{ results: [article(long(65))] }, 'RESULT_ID_INVALID'],
    [{ results: [article('1'), article('1')] }, 'RESULT_ID_DUPLICATE'],
    [{ results: [article('1', { title: ' ' })] }, 'ARTICLE_TITLE_EMPTY'],
    [{ next_offset: long(65) }, 'NEXT_OFFSET_INVALID'],
    [
      button({}),
      "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
    ],
    [button({ start_parameter: '' }), "can't use empty start_parameter"],
    [button({ start_parameter: long(65) }), 'too long start_parameter specified'],
    [button({ start_parameter: 'я' }), 'unallowed characters in start_parameter are used'],
    [
      { inline_query_id: '1' },
      'query is too old and response timeout expired or query ID is invalid',
    ],
  ])('%j', async (more, words) => {
    const { asks, answers, bot } = await started();
    let refused: unknown;
    answers.with = async (id) => {
      const wrong = { inline_query_id: id, results: [article(long(64))], ...more };
      refused = await bot.api.raw.answerInlineQuery(wrong).catch((error: unknown) => error);
      // What is as long as it may be is taken.
      await bot.api.answerInlineQuery(id, [article(long(64))], { next_offset: long(64) });
    };
    expect((await asks('x')).body.answered).toBe(true);
    expect(refused).toMatchObject({ error_code: 400, description: `Bad Request: ${words}` });
  });

  test('one that comes twice, or half a minute after', async () => {
    const { telegram, bot, call, type } = await openSandbox();
    await type('/start');
    void call('POST', '/chats/101/inline', { query: 'x' });
    const [update] = await until(async () => {
      const found = await bot.api.getUpdates({ allowed_updates: ['inline_query'] });
      const queries = found.filter((one) => one.inline_query);
      return queries.length > 0 ? queries : undefined;
    });
    const id = update?.inline_query?.id ?? '';
    await bot.api.answerInlineQuery(id, []);
    const tooOld = { description: expect.stringContaining('query is too old') };
    await expect(bot.api.answerInlineQuery(id, [])).rejects.toMatchObject(tooOld);
    const late = telegram.world.inlineQueries.open(101);
    telegram.world.inlineQueries.close();
    await call('POST', '/clock', { now: telegram.world.clock.now() + 30_001 });
    await expect(bot.api.answerInlineQuery(late.id, [])).rejects.toMatchObject(tooOld);
  });
});

test('where inline mode is off, nothing is asked, getMe says so, and an answer is refused', async () => {
  const { asks, bot, call } = await started();
  expect((await bot.api.getMe()).supports_inline_queries).toBe(true);
  await call('PUT', '/server', { inlineMode: false });
  expect((await bot.api.getMe()).supports_inline_queries).toBe(false);
  expect(await asks('x')).toEqual({ status: 400, body: { error: 'BOT_INLINE_DISABLED' } });
  await expect(bot.api.answerInlineQuery('1', [])).rejects.toMatchObject({
    description: 'Bad Request: USER_BOT_INVALID',
  });
});

test('who has blocked the bot types nothing to it', async () => {
  const { asks, call } = await started();
  await call('POST', '/chats/101/block', { blocked: true });
  expect((await asks('x')).status).toBe(409);
});
