import type { KeyboardButton } from 'grammy/types';
import { asKept, wrongWithStyle } from './button-style.ts';
import type { ChatMessage } from './chat-message.ts';
import { requestedUsersMax } from './limits.ts';
import { givenOf, notServed, unservedOfKey } from './methods/unserved.ts';
import { isObject } from './params.ts';
import { badRequest, done, type Reply } from './reply.ts';
import type { Knows } from './server-version.ts';

type KeyboardKey = Exclude<KeyboardButton, string>;

/** A keyboard in the place of the phone's own. */
export interface Keyboard {
  readonly rows: readonly (readonly KeyboardKey[])[];
  readonly oneTime: boolean;
  readonly placeholder: string;
}

/** Reads `ReplyKeyboardMarkup`: buttons that send their text, and those that let somebody be chosen. */
export function readKeyboard(given: Record<string, unknown>, knows: Knows): Reply<Keyboard | null> {
  const arrays = badRequest('field "keyboard" must be an Array of Arrays');
  if (!Array.isArray(given.keyboard)) return arrays;
  const rows: KeyboardKey[][] = [];
  for (const row of given.keyboard) {
    if (!Array.isArray(row)) return arrays;
    const kept: KeyboardKey[] = [];
    for (const button of row) {
      const strange = isObject(button) ? givenOf(button, unservedOfKey) : null;
      if (strange !== null) return notServed(`${strange} of a keyboard button`);
      const read = readKey(button, knows);
      if (typeof read === 'string') return badRequest(read);
      kept.push(read);
    }
    if (kept.length > 0) rows.push(kept);
  }
  if (rows.length === 0) return done(null);
  return done({
    rows,
    oneTime: given.one_time_keyboard === true,
    placeholder: String(given.input_field_placeholder ?? ''),
  });
}

/** The button; else Telegram's words for what is wrong with it. */
function readKey(button: unknown, knows: Knows): KeyboardKey | string {
  const cannot = "can't parse keyboard button: ";
  if (typeof button === 'string') return readKey({ text: button }, knows);
  if (!isObject(button)) return `${cannot}KeyboardButton must be a String or an Object`;
  const { text, style, request_users: users } = button;
  if (typeof text !== 'string') return `${cannot}Can't find field "text"`;
  const wrong = wrongWithStyle(style, knows);
  if (wrong !== null) return cannot + wrong;
  if (text.trim() === '') return 'keyboard button text must be non-empty';
  if (!knows('requestUsers')) {
    const { request_users: _, ...rest } = button;
    return asKept(rest as unknown as KeyboardKey, knows);
  }
  if (users !== undefined) {
    if (!isObject(users)) return `${cannot}Field "request_users" must be of type Object`;
    const { request_id: id, max_quantity: most = 1 } = users;
    if (!isInteger(id)) return `${cannot}Can't find field "request_id"`;
    if (!isInteger(most)) return `${cannot}Field "max_quantity" must be of type Number`;
    if (most < 1 || most > requestedUsersMax) return 'BUTTON_INVALID';
  }
  return asKept(button as unknown as KeyboardKey, knows);
}

/** The newest button that asks for people by this number, wherever its keyboard stands. */
export function askingFor(keyboards: readonly Keyboard[], requestId: number) {
  return keyboards
    .toReversed()
    .flatMap(({ rows }) => rows.flat())
    .flatMap((key) =>
      typeof key === 'object' && 'request_users' in key ? [key.request_users] : [],
    )
    .find(({ request_id: id }) => id === requestId);
}

/** Whether pressing one of its buttons sends this. */
export function isOfKeyboard(
  { rows }: Keyboard,
  { text, users_shared: shared }: Partial<ChatMessage>,
) {
  return rows
    .flat()
    .some((key) =>
      'request_users' in key
        ? key.request_users.request_id === shared?.request_id
        : key.text === text,
    );
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}
