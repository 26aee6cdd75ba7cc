import type { SharedUser } from 'grammy/types';
import type { ChatMessage } from './chat-message.ts';
import { plainText } from './formatted-text.ts';
import { askingFor, isOfKeyboard } from './keyboard.ts';
import { callbackDataBytesMax, startPayloadPattern, textLengthMax } from './limits.ts';
import { mediaContent, storeUpload } from './methods/media.ts';
import { textContent, withoutReply } from './methods/send.ts';
import type { Upload } from './params.ts';
import type { PressAnswer } from './press-queue.ts';
import { type Chat, draftMessage, keepMessage, messageChanged, type World } from './world.ts';

/** Why a person cannot do that; `status` is the HTTP status of the sandbox's answer. */
export interface CannotDo {
  readonly cannot: string;
  readonly status: 400 | 404 | 409;
}

/** The person sends a text, exactly as typed. `replyTo` is the message it answers, if any. */
export function typeText(
  world: World,
  chat: Chat,
  text: string,
  replyTo: number | null,
): ChatMessage | CannotDo {
  const said = plainText(text);
  if (said.text === '') return { cannot: 'message text is empty', status: 400 };
  if (said.text.length > textLengthMax) return { cannot: 'message is too long', status: 400 };
  return sendAsPerson(world, chat, textContent(said), replyTo);
}

/** The person changes the words of a message that they sent. */
export function editText(
  world: World,
  chat: Chat,
  messageId: number,
  text: string,
): ChatMessage | CannotDo {
  const known = chat.messages.get(messageId);
  if (known === undefined || known.from.id !== chat.user.id) {
    return { cannot: 'message not found', status: 404 };
  }
  const said = plainText(text);
  if (known.text === undefined || said.text === '') {
    return { cannot: 'there is no text to be changed', status: 400 };
  }
  if (said.text.length > textLengthMax) return { cannot: 'message is too long', status: 400 };
  if (chat.blocked) return blockedByPerson;
  const edited: ChatMessage = {
    ...known,
    ...textContent(said),
    edit_date: Math.floor(world.clock.now() / 1000),
  };
  chat.messages.set(messageId, edited);
  messageChanged(world, chat, edited);
  world.updates.add(chat.user.id, 'edited_message', edited);
  return edited;
}

/** The person opens `t.me/<bot>?start=<payload>` and presses Start. */
export function pressStart(world: World, chat: Chat, payload: string): ChatMessage | CannotDo {
  if (payload !== '' && !startPayloadPattern.test(payload)) {
    return { cannot: 'START_PARAM_INVALID', status: 400 };
  }
  if (chat.blocked) setBlocked(world, chat, false);
  return typeText(world, chat, payload === '' ? '/start' : `/start ${payload}`, null);
}

/** The person records a voice, or sends another file. */
export function sendUpload(
  world: World,
  chat: Chat,
  upload: Upload,
  kind: 'voice' | 'audio' | 'document' | 'photo',
): ChatMessage | CannotDo {
  if (upload.bytes.length === 0) return { cannot: 'file must be non-empty', status: 400 };
  if (chat.blocked) return blockedByPerson;
  const file = storeUpload(world, upload, kind);
  const noFields = { fields: {}, uploads: new Map() };
  return sendAsPerson(world, chat, mediaContent(file, noFields), null);
}

/** The person picks people by a button that the bot asked for them by. */
export function shareUsers(
  world: World,
  chat: Chat,
  requestId: number,
  userIds: readonly number[],
): ChatMessage | CannotDo {
  const asked = askingFor(chat.keyboards, requestId);
  if (!asked) return { cannot: 'no such button', status: 404 };
  const { max_quantity: most = 1, user_is_bot: bots, request_name: named } = asked;
  if (userIds.length < 1 || userIds.length > most || new Set(userIds).size < userIds.length) {
    return { cannot: `1 to ${most} people may be picked`, status: 400 };
  }
  const users: SharedUser[] = [];
  for (const id of userIds) {
    const user = world.chats.get(id)?.user;
    if (!user) return { cannot: 'no such person', status: 404 };
    if (bots === true) return { cannot: 'only bots may be picked', status: 400 };
    const { first_name, last_name, username } = user;
    const knows = world.version.knows('requestedNames');
    users.push({
      user_id: id,
      ...(knows && named ? { first_name, ...(last_name === undefined ? {} : { last_name }) } : {}),
      ...(knows && asked.request_username && username !== undefined ? { username } : {}),
    });
  }
  return sendAsPerson(world, chat, { users_shared: { request_id: requestId, users } }, null);
}

/** The person taps a button; resolves once the bot has answered, or has not for ten seconds. */
export function pressButton(
  world: World,
  chat: Chat,
  messageId: number,
  data: string,
): Promise<PressAnswer> | CannotDo {
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > callbackDataBytesMax) {
    return { cannot: 'BUTTON_DATA_INVALID', status: 400 };
  }
  const message = chat.messages.get(messageId);
  if (message === undefined || message.from.id !== world.bot.id) {
    return { cannot: 'message not found', status: 404 };
  }
  if (chat.blocked) return blockedByPerson;
  chat.readUpTo = world.lastMessageId;
  const press = world.presses.open(chat.user.id);
  world.updates.add(chat.user.id, 'callback_query', {
    id: press.id,
    from: chat.user,
    message,
    chat_instance: String(-chat.user.id),
    data,
  });
  return press.answer;
}

/** The person blocks the bot, or lets it write again. */
export function setBlocked(world: World, chat: Chat, blocked: boolean): void {
  if (chat.blocked === blocked) return;
  chat.blocked = blocked;
  const member = { user: world.bot, status: 'member' };
  const kicked = { user: world.bot, status: 'kicked', until_date: 0 };
  world.updates.add(chat.user.id, 'my_chat_member', {
    chat: { id: chat.user.id, type: 'private', first_name: chat.user.first_name },
    from: chat.user,
    date: Math.floor(world.clock.now() / 1000),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  });
  world.events.publish({ type: 'chats' });
}

export function markRead(world: World, chat: Chat): void {
  chat.readUpTo = world.lastMessageId;
}

export const blockedByPerson: CannotDo = { cannot: 'the person has blocked the bot', status: 409 };

export function sendAsPerson(
  world: World,
  chat: Chat,
  content: Partial<ChatMessage>,
  replyTo: number | null,
): ChatMessage | CannotDo {
  if (chat.blocked) return blockedByPerson;
  const answered = replyTo === null ? undefined : chat.messages.get(replyTo);
  const message: ChatMessage = {
    ...draftMessage(world, chat, chat.user),
    ...(answered === undefined ? {} : { reply_to_message: withoutReply(answered) }),
    ...content,
  };
  const used = chat.keyboard?.oneTime === true && isOfKeyboard(chat.keyboard, content);
  const looksOtherwise = !chat.started || chat.forceReply !== null || used;
  if (used) chat.keyboard = null;
  chat.started = true;
  chat.forceReply = null;
  chat.readUpTo = message.message_id;
  keepMessage(world, chat, message);
  if (looksOtherwise) world.events.publish({ type: 'chats' });
  world.updates.add(chat.user.id, 'message', message);
  return message;
}
