import type { ChatMessage } from '../chat-message.ts';
import { deleteWithinMs } from '../limits.ts';
import { jsonOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import { removeMessages, type World } from '../world.ts';
import { knownChat, type MethodCall, namedMessage } from './method.ts';

const deletedAtOnceMax = 100;
const tooOld = badRequest("message can't be deleted for everyone");

/** `deleteMessage`: in a private chat either side's message goes, but only within 48 hours. */
export function deleteMessage(call: MethodCall): Reply<true> {
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
  if (!Array.isArray(ids) || ids.length === 0) {
    return badRequest('message identifiers are not specified');
  }
  if (ids.length > deletedAtOnceMax) return badRequest('too many message identifiers specified');
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
