import { expect, test } from 'vitest';
import { knownMeans } from '../../src/bot/telegram-means.ts';

type Payload = Record<string, unknown>;

const done = { ok: true, result: true };
const refused = (description: string) => ({ ok: false, error_code: 400, description });
const tagRefused = refused(
  'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 3',
);
const textButton = refused(
  "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
);

/** Calls by way of what is known; `reaching` is what came to the server, which answers in order, else done. */
function server(...answers: object[]) {
  const unknown: string[] = [];
  const means = knownMeans((name) => unknown.push(name));
  const reaching: Payload[] = [];
  const prev = async (_: string, payload: Payload) => {
    reaching.push(payload);
    return answers.shift() ?? done;
  };
  const call = (payload: Payload, method = 'sendMessage') =>
    means(prev as never, method as never, payload as never) as Promise<unknown>;
  return { call, reaching, unknown };
}

const keyboard = (...rows: object[][]) => ({ reply_markup: { inline_keyboard: rows } });
const press = { text: 'Да', callback_data: 'yes', style: 'success' };

test('a server that knows everything is sent everything, once', async () => {
  const { call, reaching, unknown } = server();
  const payload = { text: '<tg-time unix="1">x</tg-time>', ...keyboard([press]) };
  expect(await call(payload)).toEqual(done);
  expect(reaching).toEqual([payload]);
  expect(unknown).toEqual([]);
});

test('what is refused is sent again at once without it, and left out from then on', async () => {
  const { call, reaching, unknown } = server(tagRefused);
  const text = 'до <tg-time unix="1795000000" format="dt">25.11 19:12</tg-time>, <b>да</b>';
  expect(await call({ text })).toEqual(done);
  await call({ caption: text }, 'sendVoice');
  await call({ media: { type: 'photo', caption: text } }, 'editMessageMedia');
  const plain = 'до 25.11 19:12, <b>да</b>';
  expect(reaching).toEqual([
    { text },
    { text: plain },
    { caption: plain },
    { media: { type: 'photo', caption: plain } },
  ]);
  expect(unknown).toEqual(['date_time']);
});

test('of two means refused in the same words the newer goes first, each once', async () => {
  const { call, reaching, unknown } = server(textButton, textButton);
  const copy = { text: 'Копировать', copy_text: { text: '1' } };
  const spent = { text: 'Нужен совет', disabled: {} };
  expect(await call({ text: 'x', ...keyboard([press, spent], [copy]) })).toEqual(done);
  expect(reaching.slice(1)).toEqual([
    { text: 'x', ...keyboard([press], [copy]) },
    { text: 'x', ...keyboard([press]) },
  ]);
  expect(unknown).toEqual(['disabled buttons', 'copy_text']);
});

test.each([
  [
    'invalid button style specified',
    keyboard([press]),
    keyboard([{ text: 'Да', callback_data: 'yes' }]),
  ],
  ['EFFECT_ID_INVALID', { message_effect_id: '5046509860389126442' }, {}],
  [
    'Expected equal sign in declaration of an attribute of the tag "blockquote" at byte offset 0',
    { text: '<blockquote expandable>a <i>b</i></blockquote>' },
    { text: 'a <i>b</i>' },
  ],
  [
    'BOT_INLINE_DISABLED',
    keyboard([press], [{ text: 'Найти', switch_inline_query_current_chat: '' }]),
    keyboard([press]),
  ],
])('%s', async (words, given, left) => {
  const { call, reaching } = server(refused(`Bad Request: ${words}`));
  expect(await call({ chat_id: 1, ...given })).toEqual(done);
  expect(reaching[1]).toEqual({ chat_id: 1, ...left });
});

test('any other refusal stands as it is, and is not tried again', async () => {
  const other = refused('Bad Request: message is too long');
  const { call, reaching, unknown } = server(other, textButton);
  expect(await call({ text: 'x', ...keyboard([press]) })).toEqual(other);
  // Refused in the words of means that the call does not use: our mistake, and none of theirs.
  expect(await call({ text: 'x', ...keyboard([press]) })).toEqual(textButton);
  expect(reaching).toHaveLength(2);
  expect(unknown).toEqual([]);
});
