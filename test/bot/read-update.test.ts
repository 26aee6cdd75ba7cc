import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { API_CONSTANTS } from 'grammy';
import { expect, test } from 'vitest';
import { allowedUpdates, readUpdate } from '../../src/bot/read-update.ts';

const from = { id: 7, is_bot: false, first_name: 'Анна' };
const chat = { id: 7, type: 'private', first_name: 'Анна' };
const message = { message_id: 1, date: 0, chat, from, text: '/next' };
const callback_query = {
  id: '1',
  from,
  chat_instance: '1',
  message: { ...message, reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] } },
  data: 'next',
};
const inline_query = { id: '1', from, chat_type: 'sender', query: 'иван', offset: '' };
const my_chat_member = {
  chat,
  from,
  date: 0,
  old_chat_member: { user: from, status: 'member' },
  new_chat_member: { user: from, status: 'kicked' },
};

const sound: object[] = [
  { update_id: 1, message },
  { update_id: 1, message: { ...message, text: undefined, voice: { file_id: 'v', duration: 1 } } },
  { update_id: 1, message: { ...message, document: { file_id: 'd', file_name: 'a.csv' } } },
  { update_id: 1, edited_message: { ...message, edit_date: 1 } },
  { update_id: 1, callback_query },
  {
    update_id: 1,
    callback_query: { ...callback_query, message: { chat, message_id: 1, date: 0 } },
  },
  { update_id: 1, callback_query: { id: '1', from, game_short_name: 'x' } },
  { update_id: 1, inline_query },
  { update_id: 1, inline_query: { ...inline_query, chat_type: undefined } },
  { update_id: 1, my_chat_member },
];

test.each(sound)('%j is read as it is', (update) => {
  const read = readUpdate(update);
  expect(read).toEqual({ ok: true, update });
});

test.each<[unknown, string]>([
  [null, 'update'],
  ['{', 'update'],
  [[], 'update'],
  [{ message }, 'update.update_id'],
  [{ update_id: '7', message }, 'update.update_id'],
  [{ update_id: 1.5, message }, 'update.update_id'],
  [{ update_id: 0, message }, 'update.update_id'],
  [{ update_id: 1 }, 'other'],
  [{ update_id: 1, poll: { id: '1' } }, 'other'],
  [{ update_id: 1, message: 'next' }, 'message'],
  [{ update_id: 1, message: { ...message, chat: null } }, 'message.chat'],
  [{ update_id: 1, message: { ...message, from: { id: 'Анна' } } }, 'message.from.id'],
  [{ update_id: 1, message: { ...message, text: 5 } }, 'message.text'],
  [{ update_id: 1, message: { ...message, entities: [{ type: 1 }] } }, 'message.entities.*.type'],
  [{ update_id: 1, callback_query: { ...callback_query, data: ['a'] } }, 'callback_query.data'],
  [
    { update_id: 1, callback_query: { ...callback_query, message: { chat } } },
    'callback_query.message.message_id',
  ],
  [{ update_id: 1, inline_query: { ...inline_query, query: 5 } }, 'inline_query.query'],
  [{ update_id: 1, inline_query: { ...inline_query, offset: null } }, 'inline_query.offset'],
  [{ update_id: 1, my_chat_member: { chat, from } }, 'my_chat_member.new_chat_member'],
])('of %j it is said that its %s cannot be read, and nothing it holds', (given, problem) => {
  expect(readUpdate(given)).toEqual({ ok: false, problem });
});

test('whatever stands in the place of any part, the answer is a value', () => {
  const at = (value: unknown, path: readonly number[], other: unknown): unknown => {
    const [step, ...rest] = path;
    if (step === undefined || typeof value !== 'object' || value === null) return other;
    const keys = Object.keys(value);
    const key = keys[step % keys.length];
    if (key === undefined) return other;
    const changed = at((value as Record<string, unknown>)[key], rest, other);
    return Array.isArray(value)
      ? value.map((part, index) => (String(index) === key ? changed : part))
      : { ...value, [key]: changed };
  };
  const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...sound), path, fc.jsonValue(), (update, steps, other) => {
      const read = readUpdate(at(update, steps, other));
      expect(read.ok ? typeof read.update.update_id : typeof read.problem).toMatch(
        /^(number|string)$/,
      );
    }),
  );
});

test('exactly those kinds are asked for that the bot looks at', () => {
  const root = new URL('../../src/bot/', import.meta.url);
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'read-update.ts')
    .map((path) => readFileSync(new URL(path, root), 'utf8'))
    .join('\n');
  const camel = (name: string) => name.replace(/_(\w)/g, (_, sign: string) => sign.toUpperCase());
  const looked = API_CONSTANTS.ALL_UPDATE_TYPES.filter((kind) =>
    new RegExp(`\\b(?:ctx|update|heard)\\.${camel(kind)}\\b|'${kind}[':]`).test(source),
  );
  expect(allowedUpdates.toSorted()).toEqual(looked.toSorted());
});

test('what was typed holds no sign that nobody sees, and is no longer than Telegram takes', () => {
  const said = (text: string) => {
    const from = { id: 7, is_bot: false, first_name: 'A' };
    const message = { message_id: 1, date: 0, chat: { id: 7, type: 'private' }, from, text };
    const read = readUpdate({ update_id: 1, message });
    return read.ok ? read.update.message?.text : read.problem;
  };
  expect(said('0:07 he\u0000said\u001b\u202e\nno\tword')).toBe('0:07 he said \nno\tword');
  expect(said('\ufeffне с\u00adказ\u200bал \u200d')).toBe('не сказал ');
  expect(said('👩\u200d💻 می\u200cخواهم')).toBe('👩\u200d💻 می\u200cخواهم');
  expect(said('x'.repeat(8192))).toHaveLength(8192);
  expect(said('x'.repeat(8193))).toBe('message.text');
});

test('nor do the names that Telegram hands on, of people and of files', () => {
  const first_name = 'А\u200bн\u00adна\u202e\u0000';
  const from = { id: 7, is_bot: false, first_name, last_name: '\u2066Ры\u2060бакова\ufeff' };
  const document = { file_id: 'd', file_name: 'вызовы\u202ecsv.exe' };
  const message = { message_id: 1, date: 0, chat: { id: 7, type: 'private' }, from, document };
  expect(readUpdate({ update_id: 1, message })).toMatchObject({
    update: {
      message: {
        from: { first_name: 'Анна ', last_name: 'Рыбакова' },
        document: { file_name: 'вызовыcsv.exe' },
      },
    },
  });
});
