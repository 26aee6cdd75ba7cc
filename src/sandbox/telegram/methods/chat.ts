import { textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import { knownChat, type MethodCall, openChat } from './method.ts';

const chatActions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_audio',
  'record_voice',
  'upload_audio',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

/** `getMe`. */
export function getMe({ world }: MethodCall): Reply {
  return done({
    ...world.bot,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: world.inlineMode.isOn,
    can_connect_to_business: false,
    has_main_web_app: false,
  });
}

/** `getChat`: only of someone who has started the bot. */
export function getChat(call: MethodCall): Reply {
  const known = knownChat(call);
  if (!known.ok) return known;
  const { started, user } = known.result;
  if (!started) return badRequest('chat not found');
  const { is_bot: _, language_code: __, ...names } = user;
  return done({ ...names, type: 'private', accent_color_id: 0, max_reaction_count: 11 });
}

/** `sendChatAction`: the page shows it for five seconds or until the next message. */
export function sendChatAction(call: MethodCall): Reply<true> {
  const action = textOf(call.params, 'action');
  if (!chatActions.includes(action)) return badRequest('wrong parameter action in request');
  const open = openChat(call);
  if (!open.ok) return open;
  call.world.events.publish({ type: 'typing', userId: open.result.user.id, action });
  return done(true);
}
