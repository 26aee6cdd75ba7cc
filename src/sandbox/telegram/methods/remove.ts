import type { ChatMessage } from '../chat-message.ts';
import { deleteWithinMs } from '../limits.ts';
import { integerOf, jsonOf, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import { removeMessages, type World } from '../world.ts';
import { knownChat, type MethodCall, namedMessage } from './method.ts';

const deletedAtOnceMax = 100;
const tooOld = badRequest("message can't be deleted for everyone");

/** `deleteMessage`: in a private chat either side's message goes, but only within 48 hours. */
export function deleteMessage(call: MethodCall): Reply<true> {
  if (textOf(call.params, 'chat_id') === '') {
    return badRequest('chat identifier is not specified');
  }
  const id = integerOf(call.params, 'message_id');
  if (id === null || id <= 0) return badRequest('message identifier is not specified');
  const known = knownChat(call);
  if (!known.ok) return known;
  const chat = known.result;
  const named = namedMessage(call, chat, 'delete');
  if (!named.ok) return named;
  if (!isDeletable(call.world, named.result)) return tooOld;
  removeMessages(call.world, chat, [named.result.message_id]);
  return done(true);
}

/** `deleteMessages`: those that are not found are passed over. */
export function deleteMessages(call: MethodCall): Reply<true> {
  const ids = jsonOf(call.params, 'message_ids');
  if (ids === undefined) return badRequest('message identifiers are not specified');
  if (ids === null) return badRequest("can't parse message_ids JSON object");
  if (!Array.isArray(ids)) return badRequest('expected an Array of message identifiers');
  if (ids.length === 0) return badRequest('message identifiers are not specified');
  if (ids.length > deletedAtOnceMax) return badRequest('too many message identifiers specified');
  for (const id of ids) {
    if (typeof id !== 'number' && typeof id !== 'string') {
      return badRequest('message identifier must be a Number');
    }
    if (!/^-?\d{1,10}$/.test(String(id))) {
      return badRequest("can't parse message identifier as a Number");
    }
    if (Number(id) <= 0) return badRequest('invalid message identifier specified');
  }
  const known = knownChat(call);
  if (!known.ok) return known;
  const chat = known.result;
  const found = ids.flatMap((id) => chat.messages.get(Number(id)) ?? []);
  if (!found.every((message) => isDeletable(call.world, message))) return tooOld;
  removeMessages(
    call.world,
    chat,
    found.map(({ message_id }) => message_id),
  );
  return done(true);
}

function isDeletable(world: World, message: ChatMessage): boolean {
  return world.clock.now() - message.date * 1000 < deleteWithinMs;
}
