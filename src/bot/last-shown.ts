import { createHash } from 'node:crypto';
import type { Transformer } from 'grammy';

/** So many messages are remembered; what was not touched for longest is forgotten first. */
const messagesMax = 5000;

/**
 * Keeps in mind what each message shows, by what this process sent last, and leaves out an edit that
 * would change nothing. Where it is in doubt (another process, a restart, a failed edit), the edit is sent.
 *
 * One for all that writes into the chats: installed beneath the menus, so that it sees the buttons as
 * Telegram would.
 */
export function lastShown(): Transformer {
  const shown = new Map<string, string>();
  /** Edits under way: the next one of the same message waits to know what it shows. */
  const editing = new Map<string, Promise<unknown>>();
  const remember = (message: string, print: string) => {
    shown.delete(message);
    shown.set(message, print);
    const oldest = shown.keys().next();
    if (shown.size > messagesMax && !oldest.done) shown.delete(oldest.value);
  };

  return async (prev, method, payload, signal) => {
    const of = payload as Content;
    if (method === 'sendMessage') {
      const answer = await prev(method, payload, signal);
      if (answer.ok) {
        const { message_id: id } = answer.result as unknown as { message_id: number };
        remember(messageOf(of.chat_id, id), fingerprintOf(of));
      }
      return answer;
    }
    const known = of.chat_id !== undefined && of.message_id !== undefined;
    if (!known || !changing.has(method)) return prev(method, payload, signal);
    const message = messageOf(of.chat_id, of.message_id);
    if (method !== 'editMessageText') {
      shown.delete(message);
      return prev(method, payload, signal);
    }
    const print = fingerprintOf(of);
    const edit = async () => {
      if (shown.get(message) === print) return { ok: true, result: true } as never;
      // Nothing is known of it until Telegram has answered.
      shown.delete(message);
      const answer = await prev(method, payload, signal);
      if (answer.ok) remember(message, print);
      return answer;
    };
    const before = editing.get(message) ?? Promise.resolve();
    const mine = before.then(edit, edit);
    editing.set(message, mine);
    return mine.finally(() => {
      if (editing.get(message) === mine) editing.delete(message);
    });
  };
}

/** What changes a message that stands in a chat already. */
const changing = new Set([
  'editMessageText',
  'editMessageCaption',
  'editMessageMedia',
  'editMessageReplyMarkup',
  'deleteMessage',
]);

interface Content {
  chat_id?: number | string;
  message_id?: number;
  text?: string;
  parse_mode?: string;
  reply_markup?: unknown;
}

const messageOf = (chatId: Content['chat_id'], messageId: Content['message_id']) =>
  `${chatId}:${messageId}`;

/** A message that is no longer than Telegram allows, in 22 characters. */
function fingerprintOf({ text, parse_mode, reply_markup }: Content): string {
  const rows = (reply_markup as { inline_keyboard?: unknown[][] } | undefined)?.inline_keyboard;
  const buttons = (rows ?? []).filter((row) => row.length > 0);
  return createHash('md5')
    .update(JSON.stringify([text, parse_mode, buttons]))
    .digest('base64');
}
