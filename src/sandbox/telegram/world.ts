import type { User } from 'grammy/types';
import type { ChatMessage } from './chat-message.ts';
import { createCommandBook } from './command-book.ts';
import type { CompanyBehind, PageLanguage } from './company-behind.ts';
import { createEventHub } from './event-hub.ts';
import { createFaults } from './faults.ts';
import { createFileStore } from './file-store.ts';
import { createInlineQueries } from './inline-queries.ts';
import type { Keyboard } from './keyboard.ts';
import { keptCallsMax, keptKeyboardsMax, keptMessagesPerChatMax } from './limits.ts';
import { createPoll } from './poll.ts';
import { createPressQueue } from './press-queue.ts';
import { createRequestLog } from './request-log.ts';
import { createServerVersion } from './server-version.ts';
import { createUpdateQueue } from './update-queue.ts';
import { createWebhook } from './webhook.ts';

/** An instant to move to; `short` is what a phone has room for. */
export interface ClockMark {
  label: Record<PageLanguage, string>;
  short?: Record<PageLanguage, string>;
  at: number;
}

/** The clock that the demo and the tests move. Instants are UTC milliseconds since the epoch. */
export interface SandboxClock {
  now(): number;
  /** Resolves once everything that was due by then has been done. */
  moveTo(now: number): Promise<void>;
  /** The instants that the page offers to move to. */
  marks(): ClockMark[];
  timeZone: string;
}

/** Someone with a Telegram account, who sits at one column of the chat page. */
export interface PersonSpec {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: 'ru' | 'en';
  /** The role shown above the column. */
  caption?: string;
  /** A CSS colour for the avatar. */
  color?: string;
  /** Refuses voice messages, as a person may in Telegram's privacy settings. */
  forbidsVoice?: boolean;
  /** What pressing Start sends after `/start `: the payload of the invitation. */
  startPayload?: string;
}

export interface Chat {
  readonly person: PersonSpec;
  readonly user: User;
  /** The person has pressed Start, or written, at least once. */
  started: boolean;
  blocked: boolean;
  readonly messages: Map<number, ChatMessage>;
  /** The bot's message that asks for a reply, with the words it puts into the text box. */
  forceReply: { messageId: number; placeholder: string } | null;
  /** The keyboard that the bot put into the place of the phone's own. */
  keyboard: Keyboard | null;
  /** Every keyboard that the chat was ever given: its buttons can be pressed again where they stand. */
  readonly keyboards: Keyboard[];
  /** The person has seen everything up to this message. */
  readUpTo: number;
  /** Grows with each message that comes, changes or goes. */
  changes: number;
}

/** One call of a Bot API method, as `GET /sandbox/calls` tells it. */
export interface ApiCall {
  seq: number;
  method: string;
  at: number;
  ok: boolean;
  chatId: number | null;
  error: { code: number; description: string } | null;
}

export type World = ReturnType<typeof createWorld>;

export interface WorldOptions {
  botToken: string;
  botUsername: string;
  clock: SandboxClock;
  company?: CompanyBehind;
}

/** Everything that the local Telegram knows. It lives in memory and is bounded by limits.ts. */
export function createWorld({ botToken, botUsername, clock, company }: WorldOptions) {
  const bot: User = {
    id: Number.parseInt(botToken, 10) || 1,
    is_bot: true,
    first_name: botUsername,
    username: botUsername,
  };
  const events = createEventHub();
  const requests = createRequestLog(botToken);
  const updates = createUpdateQueue(requests.handed);
  return {
    botToken,
    bot,
    clock,
    company: company ?? null,
    chats: new Map<number, Chat>(),
    updates,
    poll: createPoll(updates),
    webhook: createWebhook(clock, updates),
    presses: createPressQueue(clock),
    inlineQueries: createInlineQueries(clock),
    /** Whether the bot's owner has switched inline mode on (@BotFather, /setinline). */
    inlineMode: { isOn: true },
    files: createFileStore(),
    commands: createCommandBook(),
    faults: createFaults(() => events.publish({ type: 'faults' })),
    version: createServerVersion(),
    events,
    calls: [] as ApiCall[],
    requests,
    callsMade: 0,
    /** Message numbers run through all private chats of a bot, as in Telegram. */
    lastMessageId: 0,
  };
}

export function addPerson(world: World, person: PersonSpec): void {
  const user: User = {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName === undefined ? {} : { last_name: person.lastName }),
    ...(person.username === undefined ? {} : { username: person.username }),
    language_code: person.languageCode ?? 'ru',
  };
  const known = world.chats.get(person.id);
  world.chats.set(person.id, {
    started: false,
    blocked: false,
    messages: new Map(),
    forceReply: null,
    keyboard: null,
    keyboards: [],
    readUpTo: 0,
    changes: 0,
    ...known,
    person,
    user,
  });
  world.events.publish({ type: 'chats' });
}

/** A new message of `from` in the chat: numbered and dated, not yet kept. */
export function draftMessage(world: World, chat: Chat, from: User): ChatMessage {
  world.lastMessageId += 1;
  const { id, first_name, last_name, username } = chat.user;
  return {
    message_id: world.lastMessageId,
    from,
    chat: {
      id,
      type: 'private',
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
    },
    date: Math.floor(world.clock.now() / 1000),
  };
}

export function keepMessage(world: World, chat: Chat, message: ChatMessage): void {
  chat.messages.set(message.message_id, message);
  chat.changes += 1;
  if (chat.messages.size > keptMessagesPerChatMax) {
    const oldest = chat.messages.keys().next().value;
    if (oldest !== undefined) removeMessages(world, chat, [oldest]);
  }
  world.events.publish({
    type: 'message',
    userId: chat.user.id,
    message: viewMessage(world, message),
  });
}

/** Puts a keyboard into the place of the phone's own, or takes it away. */
export function showKeyboard(world: World, chat: Chat, keyboard: Keyboard | 'removed'): void {
  chat.keyboard = keyboard === 'removed' ? null : keyboard;
  if (chat.keyboard) chat.keyboards.push(chat.keyboard);
  if (chat.keyboards.length > keptKeyboardsMax) chat.keyboards.shift();
  world.events.publish({ type: 'chats' });
}

/** Tells the page that a kept message has changed. */
export function messageChanged(world: World, chat: Chat, message: ChatMessage): void {
  chat.changes += 1;
  world.events.publish({
    type: 'edited',
    userId: chat.user.id,
    message: viewMessage(world, message),
  });
}

/** Every chat as it was before its first word, and nothing on its way to the bot. */
export function forgetChats(world: World): void {
  world.updates.clear();
  for (const chat of world.chats.values()) {
    chat.forceReply = null;
    chat.keyboard = null;
    removeMessages(world, chat, [...chat.messages.keys()]);
  }
  world.events.publish({ type: 'chats' });
}

export function removeMessages(world: World, chat: Chat, messageIds: readonly number[]): void {
  for (const id of messageIds) chat.messages.delete(id);
  chat.changes += 1;
  world.events.publish({ type: 'deleted', userId: chat.user.id, messageIds });
}

/** A message as the sandbox shows it: Telegram's own fields and whether the bot wrote it. */
export function viewMessage(
  world: World,
  message: ChatMessage,
): ChatMessage & { from_bot: boolean } {
  return { ...message, from_bot: message.from.id === world.bot.id };
}

export function recordCall(world: World, call: Omit<ApiCall, 'seq' | 'at'>): void {
  world.callsMade += 1;
  world.calls.push({ seq: world.callsMade, at: world.clock.now(), ...call });
  if (world.calls.length > keptCallsMax) world.calls.shift();
}
