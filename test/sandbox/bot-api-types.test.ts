import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { servedMethods } from '../../src/sandbox/telegram/methods/table.ts';
import {
  unservedInlineResults,
  unservedMedia,
  unservedOfInlineButton,
  unservedOfInlineResult,
  unservedOfKey,
  unservedOfReply,
  unservedOfResultsButton,
  unservedParameters,
} from '../../src/sandbox/telegram/methods/unserved.ts';
import { openSandbox } from './sandbox-bot.ts';

/** The types of the Bot API that grammY brings along. */
const require = createRequire(import.meta.url);
const folder = dirname(createRequire(require.resolve('grammy')).resolve('@grammyjs/types'));
const read = (name: string) => readFileSync(join(folder, `${name}.d.ts`), 'utf8');

/** Every method of the declarations, with its parameters. */
function declaredMethods(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  const text = read('methods');
  let parameters: string[] = [];
  for (const line of text.slice(text.indexOf('export type ApiMethods')).split('\n')) {
    const method = /^ {4}(\w+)\(/.exec(line)?.[1];
    if (method !== undefined) {
      parameters = [];
      methods.set(method, parameters);
    }
    const parameter = /^ {8}(\w+)\??: /.exec(line)?.[1];
    if (parameter !== undefined) parameters.push(parameter);
  }
  return methods;
}

/** The fields that the declarations of a file give to what is called so. */
function fieldsOf(file: string, name: string): string[] {
  const declarations = new RegExp(
    `^export (?:interface|declare namespace|type) ${name}\\b[^{]*\\{([\\s\\S]*?)^\\}`,
    'gm',
  );
  const bodies = [...read(file).matchAll(declarations)].map(([, body = '']) => body);
  const lines = bodies.join('\n').replace(/\/\*\*[\s\S]*?\*\//g, '');
  return [...new Set([...lines.matchAll(/^\s+(\w+)\??:/gm)].map(([, field = '']) => field))];
}

const declared = declaredMethods();

const sending = ['chat_id', 'protect_content', 'message_effect_id', 'reply_parameters'];
const sends = [...sending, 'reply_markup', 'reply_to_message_id'];
const caption = ['caption', 'parse_mode', 'caption_entities'];
const edits = ['chat_id', 'message_id', 'reply_markup'];
/** What a served method does with its parameters here as it does at Telegram. */
const served: Record<string, string[]> = {
  getMe: [],
  getUpdates: ['offset', 'limit', 'timeout', 'allowed_updates'],
  setWebhook: ['url', 'max_connections', 'allowed_updates', 'drop_pending_updates', 'secret_token'],
  deleteWebhook: ['drop_pending_updates'],
  getWebhookInfo: [],
  sendMessage: [...sends, 'text', 'parse_mode', 'entities', 'link_preview_options'],
  sendVoice: [...sends, ...caption, 'voice', 'duration'],
  sendAudio: [...sends, ...caption, 'audio', 'duration', 'performer', 'title'],
  sendDocument: [...sends, ...caption, 'document'],
  sendPhoto: [...sends, ...caption, 'photo'],
  editMessageText: [...edits, 'text', 'parse_mode', 'entities', 'link_preview_options'],
  editMessageCaption: [...edits, ...caption],
  editMessageMedia: [...edits, 'media'],
  editMessageReplyMarkup: edits,
  deleteMessage: ['chat_id', 'message_id'],
  deleteMessages: ['chat_id', 'message_ids'],
  answerCallbackQuery: ['callback_query_id', 'text', 'show_alert'],
  answerInlineQuery: ['inline_query_id', 'results', 'next_offset', 'button'],
  sendChatAction: ['chat_id', 'action'],
  getFile: ['file_id'],
  getChat: ['chat_id'],
  setMyCommands: ['commands', 'scope', 'language_code'],
  getMyCommands: ['scope', 'language_code'],
  deleteMyCommands: ['scope', 'language_code'],
};
const sound = ['disable_notification', 'allow_paid_broadcast'];
/** What is taken and has no effect, since a chat of two on one machine has nothing for it. */
const withoutEffect: Record<string, string[]> = {
  sendMessage: sound,
  sendVoice: sound,
  sendAudio: [...sound, 'thumbnail'],
  sendDocument: [...sound, 'thumbnail', 'disable_content_type_detection'],
  sendPhoto: [...sound, 'show_caption_above_media', 'has_spoiler'],
  editMessageCaption: ['show_caption_above_media'],
  answerCallbackQuery: ['cache_time'],
  answerInlineQuery: ['cache_time', 'is_personal'],
  setMyName: ['name', 'language_code'],
  setMyDescription: ['description', 'language_code'],
  setMyShortDescription: ['short_description', 'language_code'],
  setMyDefaultAdministratorRights: ['rights', 'for_channels'],
  setChatMenuButton: ['chat_id', 'menu_button'],
};

async function startedSandbox() {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return sandbox;
}

async function ask(url: string, method: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${url}/bot7000001:local-token/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

test('the declarations are read: the methods that everybody uses are among them', () => {
  expect(declared.size).toBeGreaterThan(180);
  expect(declared.get('deleteMessages')).toEqual(['chat_id', 'message_ids']);
  expect(fieldsOf('message', 'ReplyParameters')).toContain('quote');
});

test('every method of the Bot API is served, or says that it is not', async () => {
  const { url } = await openSandbox();
  const unserved = [...declared.keys()].filter((name) => !servedMethods.includes(name));
  expect(servedMethods.filter((name) => !declared.has(name))).toEqual([]);
  const answers = await Promise.all(
    unserved.map(async (name) => [name, await ask(url, name.toLowerCase(), {})] as const),
  );
  expect(answers).toEqual(
    unserved.map((name) => [
      name,
      {
        ok: false,
        error_code: 404,
        description: `Not Found: this local Telegram does not serve ${name}`,
      },
    ]),
  );
});

test.each(servedMethods)('every parameter of %s is served, without effect, or refused', (name) => {
  const known = [
    ...(served[name] ?? []),
    ...(withoutEffect[name] ?? []),
    ...(unservedParameters[name] ?? []),
  ];
  expect(known.sort()).toEqual([...(declared.get(name) ?? [])].sort());
});

test('a parameter that is not served is named, and is no matter where it says nothing', async () => {
  const { url } = await startedSandbox();
  for (const [method, names] of Object.entries(unservedParameters)) {
    for (const name of names) {
      expect(await ask(url, method, { chat_id: 101, text: 'x', [name]: 'any' })).toEqual({
        ok: false,
        error_code: 400,
        description: `Bad Request: this local Telegram does not serve ${name} of ${method}`,
      });
    }
  }
  const nothing = {
    message_thread_id: 0,
    business_connection_id: '',
    suggested_post_parameters: null,
  };
  expect(await ask(url, 'sendMessage', { chat_id: 101, text: 'x', ...nothing })).toMatchObject({
    ok: true,
  });
});

test('so is a field of what is replied to, of a button and of a medium', async () => {
  const { url } = await startedSandbox();
  const refusal = (what: string) => ({
    ok: false,
    error_code: 400,
    description: `Bad Request: this local Telegram does not serve ${what}`,
  });
  const say = (more: object) => ask(url, 'sendMessage', { chat_id: 101, text: 'x', ...more });

  expect(fieldsOf('message', 'ReplyParameters').sort()).toEqual(
    ['message_id', 'allow_sending_without_reply', ...unservedOfReply].sort(),
  );
  for (const name of unservedOfReply) {
    expect(await say({ reply_parameters: { message_id: 1, [name]: '7' } })).toEqual(
      refusal(`${name} of reply_parameters`),
    );
  }
  expect(await say({ reply_parameters: { message_id: 1, chat_id: 101 } })).toMatchObject({
    ok: true,
  });

  const inline = ['text', 'style', 'url', 'callback_data', 'copy_text', 'disabled'];
  expect(fieldsOf('markup', 'InlineKeyboardButton').sort()).toEqual(
    expect.arrayContaining([...inline, ...unservedOfInlineButton].sort()),
  );
  for (const name of unservedOfInlineButton) {
    const button = { text: 'x', [name]: { url: 'https://example.org' } };
    expect(await say({ reply_markup: { inline_keyboard: [[button]] } })).toEqual(
      refusal(`${name} of an inline keyboard button`),
    );
  }

  expect(fieldsOf('markup', 'KeyboardButton').sort()).toEqual(
    expect.arrayContaining(['text', 'style', 'request_users', ...unservedOfKey].sort()),
  );
  for (const name of unservedOfKey) {
    expect(await say({ reply_markup: { keyboard: [[{ text: 'x', [name]: true }]] } })).toEqual(
      refusal(`${name} of a keyboard button`),
    );
  }

  for (const type of unservedMedia) {
    const media = { type, media: 'attach://x' };
    expect(await ask(url, 'editMessageMedia', { chat_id: 101, message_id: 1, media })).toEqual(
      refusal(`media of type ${type}`),
    );
  }
  expect(await ask(url, 'sendPhoto', { chat_id: 101, photo: 'https://example.org/a.png' })).toEqual(
    refusal('HTTP URLs as photo: upload the file'),
  );
});

test('so is a kind of an inline result, a field of what it sends, and of the button above it', async () => {
  const { url } = await startedSandbox();
  const refusal = (what: string) => ({
    ok: false,
    error_code: 400,
    description: `Bad Request: this local Telegram does not serve ${what}`,
  });
  const answer = (result: object, more: object = {}) =>
    ask(url, 'answerInlineQuery', { inline_query_id: '1', results: [result], ...more });
  const article = { type: 'article', id: '1', title: 'x' };

  const kinds = [...read('inline').matchAll(/^ {4}type: "(\w+)";/gm)].map(([, kind = '']) => kind);
  expect([...new Set(kinds)].sort()).toEqual(['article', ...unservedInlineResults].sort());
  for (const type of unservedInlineResults) {
    expect(await answer({ ...article, type })).toEqual(
      refusal(`${type} of an inline query result`),
    );
  }
  const contents = /^export type InputMessageContent = (.*);$/m.exec(read('inline'))?.[1] ?? '';
  const others = contents.split(' | ').filter((name) => name !== 'InputTextMessageContent');
  for (const name of others) {
    // Each is known by a field of its own.
    expect(
      fieldsOf('inline', name).filter((one) => unservedOfInlineResult.includes(one)),
    ).not.toEqual([]);
  }
  for (const name of unservedOfInlineResult) {
    const content = { input_message_content: { [name]: 'x' } };
    expect(await answer({ ...article, ...content })).toEqual(
      refusal(`${name} of an inline query result`),
    );
  }
  expect(fieldsOf('inline', 'InlineQueryResultsButton').sort()).toEqual(
    ['text', 'start_parameter', ...unservedOfResultsButton].sort(),
  );
  expect(await answer(article, { button: { text: 'x', web_app: { url: 'x' } } })).toEqual(
    refusal('web_app of an inline query results button'),
  );
});
