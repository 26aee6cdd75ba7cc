import { readdirSync, readFileSync } from 'node:fs';
import { Api, GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import {
  isRefusal,
  knownMethods,
  type Outcome,
  telegramRefusal,
  unlessBug,
} from '../../src/bot/telegram-refusals.ts';

const bot = new URL('../../src/bot/', import.meta.url);
const source = readdirSync(bot, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(new URL(path, bot), 'utf8'))
  .join('\n');

const apiMethods = Object.getOwnPropertyNames(Api.prototype).filter(
  (name) => name !== 'constructor',
);
/** What a context's own method calls: `reply` sendMessage, `replyWithVoice` sendVoice, others by their names. */
const calledBy = (name: string) =>
  name.replace(/^reply$/, 'sendMessage').replace(/^replyWith/, 'send');

test('every method of Telegram that the bot calls is in the table of refusals, and no other', () => {
  const called = [...source.matchAll(/\b(?:api|ctx|conversation)\s*\.\s*(\w+)\(/g)]
    .map(([, name = '']) => calledBy(name))
    .filter((name) => apiMethods.includes(name));
  // The library itself asks who the bot is and what came in.
  const used = new Set([...called, 'getMe', 'getUpdates']);
  expect([...used].sort()).toEqual([...knownMethods].sort());
});

const refusal = (method: string, error_code: number, description: string, parameters = {}) =>
  new GrammyError('refused', { ok: false, error_code, description, parameters }, method, {});

const sends = ['sendMessage', 'sendVoice', 'sendAudio', 'sendPhoto', 'sendDocument'];
const sounds = ['sendVoice', 'sendAudio'];
const files = [...sounds, 'sendPhoto', 'sendDocument'];
const edits = ['editMessageText', 'editMessageMedia'];
const toChat = [...sends, ...edits, 'deleteMessage', 'setMyCommands', 'deleteMyCommands'];

/** As the Bot API server words them (tdlib/telegram-bot-api Client.cpp, tdlib/td MessagesManager.cpp). */
const documented: [methods: readonly string[], code: number, says: string, outcome: Outcome][] = [
  [knownMethods, 429, 'Too Many Requests: retry after 7', 'wait'],
  [knownMethods, 500, 'Internal Server Error: restart', 'wait'],
  [knownMethods, 502, 'Bad Gateway', 'wait'],
  [knownMethods, 504, 'Gateway Timeout', 'wait'],
  [knownMethods, 401, 'Unauthorized', 'token refused'],
  [knownMethods, 401, 'Unauthorized: invalid token specified', 'token refused'],
  [knownMethods, 404, 'Not Found', 'token refused'],
  [knownMethods, 421, 'Misdirected Request: unallowed token specified', 'token refused'],
  [knownMethods, 400, 'Bad Request: Logged out', 'token refused'],
  [knownMethods, 400, 'Logged out', 'token refused'],
  [knownMethods, 400, 'Bad Request: the bot has already been closed', 'token refused'],
  [
    ['getUpdates'],
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    'token shared',
  ],
  [['getUpdates'], 409, 'Conflict: terminated by setWebhook request', 'token shared'],
  [
    ['getUpdates'],
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    'token shared',
  ],
  [['setWebhook'], 409, 'Conflict: terminated by other setWebhook', 'token shared'],
  [['setWebhook'], 400, 'Bad Request: bad webhook: Failed to resolve host', 'bug'],
  [['setWebhook'], 400, 'Bad Request: invalid webhook URL specified', 'bug'],
  [['setWebhook'], 400, 'Bad Request: secret token contains unallowed characters', 'bug'],
  [toChat, 403, 'Forbidden: bot was blocked by the user', 'blocked'],
  [toChat, 403, 'Forbidden: user is deactivated', 'blocked'],
  [toChat, 403, "Forbidden: bot can't initiate conversation with a user", 'blocked'],
  [toChat, 403, "Forbidden: the bot can't send messages to the bot", 'blocked'],
  [toChat, 403, 'Forbidden: the group chat was deleted', 'blocked'],
  [toChat, 400, 'Bad Request: chat not found', 'blocked'],
  [toChat, 400, 'Bad Request: private chat not found', 'blocked'],
  [toChat, 400, 'Bad Request: PEER_ID_INVALID', 'blocked'],
  [toChat, 400, 'Bad Request: have no write access to the chat', 'blocked'],
  [edits, 400, 'Bad Request: message to edit not found', 'gone'],
  [edits, 400, 'Bad Request: MESSAGE_ID_INVALID', 'gone'],
  [edits, 400, "Bad Request: message can't be edited", 'late'],
  [edits, 400, "Bad Request: message media can't be edited", 'late'],
  [edits, 400, 'Bad Request: there is no text in the message to edit', 'late'],
  [edits, 400, 'Bad Request: there is no media in the message to edit', 'late'],
  [
    edits,
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    'unchanged',
  ],
  [['deleteMessage'], 400, 'Bad Request: message to delete not found', 'gone'],
  [['deleteMessage'], 400, 'Bad Request: MESSAGE_ID_INVALID', 'gone'],
  [['deleteMessage'], 400, "Bad Request: message can't be deleted", 'late'],
  [['deleteMessage'], 400, "Bad Request: message can't be deleted for everyone", 'late'],
  [['answerInlineQuery'], 400, 'Bad Request: USER_BOT_INVALID', 'gone'],
  [
    ['answerCallbackQuery', 'answerInlineQuery'],
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    'late',
  ],
  [sounds, 400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'no voices'],
  [sounds, 403, 'Forbidden: VOICE_MESSAGES_FORBIDDEN', 'no voices'],
  [sounds, 400, 'Bad Request: user restricted receiving of voice note messages', 'no voices'],
  [files, 413, 'Request Entity Too Large', 'too big'],
  [files, 400, 'Bad Request: wrong file identifier/HTTP URL specified', 'gone'],
  [files, 400, "Bad Request: wrong remote file identifier specified: can't unserialize it", 'gone'],
  [files, 400, 'Bad Request: wrong file_id or the file is temporarily unavailable', 'gone'],
  [files, 400, "Bad Request: can't use file of type Audio as VoiceNote", 'gone'],
  [files, 400, 'Bad Request: FILE_REFERENCE_EXPIRED', 'gone'],
  [['getFile'], 400, 'Bad Request: invalid file_id', 'gone'],
  [['getFile'], 400, 'Bad Request: file is too big', 'too big'],
  [['getFile'], 400, 'Bad Request: file download has failed or was canceled', 'wait'],
  [toChat, 400, 'Bad Request: chat_id is empty', 'bug'],
  [
    [...sends, ...edits],
    400,
    'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3',
    'bug',
  ],
  [['sendMessage', ...edits], 400, 'Bad Request: message is too long', 'bug'],
  [['sendMessage', ...edits], 400, 'Bad Request: message text is empty', 'bug'],
  [[...sends, ...edits], 400, 'Bad Request: BUTTON_DATA_INVALID', 'bug'],
  [[...sends, ...edits], 400, 'Bad Request: reply markup is too long', 'bug'],
  [files, 400, 'Bad Request: message caption is too long', 'bug'],
  [['setMyCommands'], 400, 'Bad Request: BOT_COMMAND_INVALID', 'bug'],
  [['answerCallbackQuery'], 400, 'Bad Request: MESSAGE_TOO_LONG', 'bug'],
  [knownMethods, 404, 'Not Found: method not found', 'bug'],
];

test.each(documented.flatMap(([methods, ...rest]) => methods.map((method) => [method, ...rest])))(
  '%s, %i %s: %s',
  (method, code, says, outcome) => {
    const error = refusal(String(method), Number(code), String(says));
    expect(telegramRefusal(error)?.outcome).toBe(outcome);
    expect(isRefusal(error)).toBe(outcome !== 'bug');
  },
);

test('each method has a refusal that is asked again and one that is our mistake', () => {
  for (const method of knownMethods) {
    const of = (code: number, says: string) =>
      telegramRefusal(refusal(method, code, says))?.outcome;
    expect([
      of(429, 'Too Many Requests: retry after 3'),
      of(400, 'Bad Request: never heard of'),
    ]).toEqual(['wait', 'bug']);
  }
});

test('how long to wait is what Telegram says; without an answer the message may have arrived', () => {
  const busy = refusal('sendMessage', 429, 'Too Many Requests: retry after 7', { retry_after: 7 });
  expect(telegramRefusal(busy)).toMatchObject({ waitMs: 7000, unanswered: false });
  const down = telegramRefusal(refusal('sendMessage', 502, 'Bad Gateway'));
  expect(down).toMatchObject({ outcome: 'wait', waitMs: null, unanswered: true });
  const lost = telegramRefusal(new HttpError('Network request failed', new Error('reset')));
  expect(lost).toMatchObject({ outcome: 'wait', waitMs: null, unanswered: true });
});

test('what is no refusal of Telegram, or is our mistake, is thrown on', () => {
  const ours = refusal('sendMessage', 400, 'Bad Request: message text is empty');
  expect(telegramRefusal(new TypeError('x'))).toBeNull();
  expect(() => unlessBug(new TypeError('x'))).toThrow(TypeError);
  expect(() => unlessBug(ours)).toThrow(GrammyError);
  expect(unlessBug(refusal('sendMessage', 403, 'Forbidden: bot was blocked by the user'))).toBe(
    undefined,
  );
});
