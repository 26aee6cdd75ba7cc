import { expect, test } from 'vitest';
import { openSandbox } from './sandbox-bot.ts';

const chat_id = 101;

/** Asks like every program can, whatever types a library would have it send. */
async function asker() {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return async (method: string, body: object | FormData): Promise<string> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${sandbox.url}/bot7000001:local-token/${method}`, {
      method: 'POST',
      ...(isForm ? {} : { headers: { 'content-type': 'application/json' } }),
      body: isForm ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as { ok: boolean; description?: string };
    return answer.ok ? 'ok' : (answer.description ?? '').replace(/^Bad Request: /, '');
  };
}

/** The first bytes of a PNG of that size, filled up to `bytes`. */
function png(width: number, height: number, bytes = 24): FormData {
  const data = Buffer.alloc(bytes);
  data.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  data.writeUInt32BE(width, 16);
  data.writeUInt32BE(height, 20);
  const form = new FormData();
  form.set('chat_id', String(chat_id));
  form.set('photo', new Blob([data]), 'a.png');
  return form;
}

const mb = 1024 * 1024;

test.each([
  ['10 MB', png(10, 10, 10 * mb), 'ok'],
  [
    'a byte more',
    png(10, 10, 10 * mb + 1),
    'file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
  ],
  ['sides of 10,000 together', png(5000, 5000), 'ok'],
  ['a pixel more', png(5000, 5001), 'PHOTO_INVALID_DIMENSIONS'],
  ['one side twenty times the other', png(200, 10), 'ok'],
  ['a pixel longer', png(201, 10), 'PHOTO_INVALID_DIMENSIONS'],
])('a photo: %s', async (_, form, answer) => {
  expect(await (await asker())('sendPhoto', form)).toBe(answer);
});

test('a caption has at most 1024 UTF-16 units once its markup is out', async () => {
  const ask = await asker();
  const say = (caption: string) => {
    const form = png(10, 10);
    form.set('caption', caption);
    form.set('parse_mode', 'HTML');
    return ask('sendPhoto', form);
  };
  expect(await say(`<b>${'ж'.repeat(1024)}</b>`)).toBe('ok');
  expect(await say('ж'.repeat(1025))).toBe('message caption is too long');
});

test('a text to be copied has 1 to 256 characters', async () => {
  const ask = await asker();
  const say = (text: string) =>
    ask('sendMessage', {
      chat_id,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'x', copy_text: { text } }]] },
    });
  expect(await say('ж'.repeat(256))).toBe('ok');
  expect(await say('ж'.repeat(257))).toBe('BUTTON_COPY_TEXT_INVALID');
});

test('a text before its markup is out has at most 32,768 bytes', async () => {
  const ask = await asker();
  const say = (text: string) => ask('sendMessage', { chat_id, text, parse_mode: 'HTML' });
  expect(await say(`${'<b></b>'.repeat(4681)}x`)).toBe('ok');
  expect(await say(`${'<b></b>'.repeat(4681)}xx`)).toBe('text is too long');
});

const noParam = { chat_id, text: 'x' };
test.each([
  ['editMessageText', { text: 'x' }, 'message identifier is not specified'],
  ['editMessageText', { chat_id, text: 'x' }, 'message to edit not found'],
  ['editMessageText', { message_id: 1, text: 'x' }, 'chat_id is empty'],
  ['deleteMessage', { message_id: 1 }, 'chat identifier is not specified'],
  ['deleteMessage', { chat_id }, 'message identifier is not specified'],
  ['deleteMessage', { chat_id, message_id: 99 }, 'message to delete not found'],
  ['deleteMessages', { chat_id }, 'message identifiers are not specified'],
  ['deleteMessages', { chat_id, message_ids: 7 }, 'expected an Array of message identifiers'],
  ['deleteMessages', { chat_id, message_ids: '[1' }, "can't parse message_ids JSON object"],
  ['deleteMessages', { chat_id, message_ids: [true] }, 'message identifier must be a Number'],
  ['deleteMessages', { chat_id, message_ids: ['x'] }, "can't parse message identifier as a Number"],
  ['deleteMessages', { chat_id, message_ids: [0] }, 'invalid message identifier specified'],
  [
    'deleteMessages',
    { chat_id, message_ids: Array.from({ length: 101 }, (_, at) => at + 1) },
    'too many message identifiers specified',
  ],
  [
    'sendMessage',
    { ...noParam, reply_parameters: { message_id: 99 } },
    'message to be replied not found',
  ],
  [
    'sendMessage',
    { ...noParam, reply_parameters: '[' },
    "can't parse reply parameters JSON object",
  ],
  ['sendMessage', { ...noParam, reply_parameters: [] }, 'object expected as reply parameters'],
  [
    'sendMessage',
    { ...noParam, reply_parameters: { allow_sending_without_reply: true } },
    `can't find field "message_id"`,
  ],
  [
    'sendMessage',
    { ...noParam, link_preview_options: '[' },
    "can't parse link preview options JSON object",
  ],
  [
    'sendMessage',
    { ...noParam, link_preview_options: [] },
    'object expected as link preview options',
  ],
  ['sendMessage', { ...noParam, parse_mode: 'Text' }, 'unsupported parse_mode'],
  ['sendPhoto', { chat_id }, 'there is no photo in the request'],
  ['sendChatAction', { chat_id, action: 'dance' }, 'wrong parameter action in request'],
  ['getFile', {}, 'file_id not specified'],
  ['getFile', { file_id: 'x' }, 'invalid file_id'],
  ['getChat', { chat_id: 999 }, 'chat not found'],
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    'query is too old and response timeout expired or query ID is invalid',
  ],
  ['editMessageMedia', { chat_id, message_id: 1 }, 'parameter "media" is required'],
  [
    'editMessageMedia',
    { chat_id, message_id: 1, media: { type: 'poem' } },
    `can't parse InputMedia: type "poem" is unsupported`,
  ],
  ['setMyCommands', {}, 'ok'],
  ['setMyCommands', { commands: '[' }, "can't parse commands JSON object"],
  [
    'setMyCommands',
    { commands: [{ command: 'a' }] },
    `can't parse BotCommand: Can't find field "description"`,
  ],
  [
    'setMyCommands',
    { scope: { type: 'chat' } },
    `can't parse BotCommandScope: Can't find field "chat_id"`,
  ],
  [
    'setMyCommands',
    { scope: { type: 'home' } },
    "can't parse BotCommandScope: Unsupported type specified",
  ],
  ['setWebhook', { url: 'nowhere' }, 'invalid webhook URL specified'],
])('%s with %j: %s', async (method, body, answer) => {
  expect(await (await asker())(method, body)).toBe(answer);
});

test('a button that shares in another chat stands under its message', async () => {
  const ask = await asker();
  const say = (button: object) =>
    ask('sendMessage', {
      ...noParam,
      reply_markup: { inline_keyboard: [[{ text: 'x', ...button }]] },
    });
  expect(await say({ switch_inline_query: 'y' })).toBe('ok');
  expect(await say({ switch_inline_query_chosen_chat: { query: 'y' } })).toBe('ok');
  expect(await say({ switch_inline_query: 7 })).toBe(
    `can't parse inline keyboard button: Field "switch_inline_query" must be of type String`,
  );
});

test('what turned previews off before still does, and an edit turns them on again', async () => {
  const { bot, type } = await openSandbox();
  await type('/start');
  const sent = await bot.api.raw.sendMessage({
    ...noParam,
    ...{ disable_web_page_preview: true },
  });
  expect(sent.link_preview_options).toEqual({ is_disabled: true });
  const { message_id } = sent;
  const edited = await bot.api.editMessageText(chat_id, message_id, 'x');
  expect(edited).not.toHaveProperty('link_preview_options');
});
