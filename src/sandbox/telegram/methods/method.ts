import type { ChatMessage } from '../chat-message.ts';
import { integerOf, type Params, textOf } from '../params.ts';
import { badRequest, done, forbidden, type Reply } from '../reply.ts';
import type { Chat, World } from '../world.ts';

/** What a method is given beside the world: its arguments and the caller's patience. */
export interface MethodCall {
  readonly world: World;
  readonly params: Params;
  /** Aborted when the caller hangs up or the server closes. */
  readonly gone: AbortSignal;
}

export type Method = (call: MethodCall) => Reply | Promise<Reply>;

/** The chat that `chat_id` names, whether or not the bot may write there. */
export function knownChat({ world, params }: MethodCall): Reply<Chat> {
  if (textOf(params, 'chat_id') === '') return badRequest('chat_id is empty');
  const id = integerOf(params, 'chat_id');
  const chat = id === null ? undefined : world.chats.get(id);
  return chat === undefined ? badRequest('chat not found') : done(chat);
}

/** The chat that `chat_id` names, where the bot may write: started and not blocked. */
export function openChat(call: MethodCall): Reply<Chat> {
  const found = knownChat(call);
  if (!found.ok) return found;
  const chat = found.result;
  if (!chat.started) return forbidden("bot can't initiate conversation with a user");
  if (chat.blocked) return forbidden('bot was blocked by the user');
  return done(chat);
}

/** The message that `message_id` names; `purpose` ends Telegram's words "message to … not found". */
export function namedMessage(
  { params }: MethodCall,
  chat: Chat,
  purpose: 'edit' | 'delete',
): Reply<ChatMessage> {
  const id = integerOf(params, 'message_id');
  const message = chat.messages.get(id ?? 0);
  return message === undefined ? badRequest(`message to ${purpose} not found`) : done(message);
}
