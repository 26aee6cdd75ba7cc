import { setTimeout as later } from 'node:timers/promises';
import { demoPeople } from './company/company.ts';
import type { ChatMessage } from './telegram/chat-message.ts';
import { type CannotDo, markRead } from './telegram/person-acts.ts';
import type { LocalTelegram } from './telegram/server.ts';
import type { Chat } from './telegram/world.ts';

const patienceMs = 10_000;
const lookMs = 15;

/** How often each chat had changed when the bot was last done with it, by its person's Telegram id. */
export type Heard = ReadonlyMap<number, number>;

/**
 * Everybody of the demo writes something that the bot answers with a menu; answers once each has it, or none for ten
 * seconds. It then counts as read: the demo begins with nothing new.
 */
export async function everybodyHears(
  { world }: LocalTelegram,
  write: (chat: Chat) => ChatMessage | CannotDo,
): Promise<Heard> {
  const chats = demoPeople.flatMap(({ telegramId }) => world.chats.get(telegramId) ?? []);
  const waiting = chats.map((chat) => ({ chat, written: write(chat) }));
  const since = performance.now();
  for (const { chat, written } of waiting) {
    if ('cannot' in written) continue;
    while (!hasMenu(chat, written) && performance.now() - since < patienceMs) await later(lookMs);
    markRead(world, chat);
  }
  world.events.publish({ type: 'chats' });
  return new Map(chats.map((chat) => [chat.user.id, chat.changes]));
}

/** The main menu is what the bot says last; its buttons carry the menu's name (@grammyjs/menu). */
function hasMenu({ messages }: Chat, { message_id: writtenId }: ChatMessage): boolean {
  const newest = [...messages.values()].at(-1);
  const keys = newest?.reply_markup?.inline_keyboard?.flat() ?? [];
  const isMenu = keys.some(
    (key) => 'callback_data' in key && key.callback_data.startsWith('menu/'),
  );
  return newest !== undefined && newest.message_id > writtenId && isMenu;
}
