import type { ChatMessage } from '../chat-message.ts';
import { type FormattedText, readFormattedText } from '../formatted-text.ts';
import { captionLengthMax, textLengthMax } from '../limits.ts';
import { readMarkup } from '../markup.ts';
import { flagOf, isObject, jsonOf, type Params, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import type { Knows } from '../server-version.ts';
import { type Chat, draftMessage, keepMessage, showKeyboard } from '../world.ts';
import { type MethodCall, openChat } from './method.ts';
import { givenOf, notServed, unservedOfReply } from './unserved.ts';

/** `sendMessage`. */
export function sendMessage(call: MethodCall): Reply<ChatMessage> {
  const text = readMessageText(call.params, call.world.version.knows);
  if (!text.ok) return text;
  const preview = readPreview(call.params);
  if (!preview.ok) return preview;
  return sendContent(call, () => {
    return { ...textContent(text.result), ...preview.result };
  });
}

/** `link_preview_options`, or what stood for it before. */
export function readPreview(params: Params): Reply<Pick<ChatMessage, 'link_preview_options'>> {
  const given = jsonOf(params, 'link_preview_options');
  if (given === undefined) {
    const isDisabled = flagOf(params, 'disable_web_page_preview');
    return done(isDisabled ? { link_preview_options: { is_disabled: true } } : {});
  }
  if (given === null) return badRequest("can't parse link preview options JSON object");
  if (!isObject(given)) return badRequest('object expected as link preview options');
  return done({ link_preview_options: given });
}

/** Everything that sending has in common; `content` is asked for once the chat is known to be open. */
export function sendContent(
  call: MethodCall,
  content: (chat: Chat) => Partial<ChatMessage> | ReturnType<typeof badRequest>,
): Reply<ChatMessage> {
  const { world, params } = call;
  const markup = readMarkup(params, world.version.knows);
  if (!markup.ok) return markup;
  const open = openChat(call);
  if (!open.ok) return open;
  const chat = open.result;
  const repliedTo = readRepliedTo(params, chat);
  if (!repliedTo.ok) return repliedTo;
  const effect = readEffect(call);
  if (!effect.ok) return effect;
  const said = content(chat);
  if ('ok' in said) return said;
  const message: ChatMessage = {
    ...draftMessage(world, chat, world.bot),
    ...(repliedTo.result === null ? {} : { reply_to_message: withoutReply(repliedTo.result) }),
    ...said,
    ...(flagOf(params, 'protect_content') ? { has_protected_content: true } : {}),
    ...(effect.result === null ? {} : { effect_id: effect.result }),
    ...(markup.result.inline === null ? {} : { reply_markup: markup.result.inline }),
  };
  if (markup.result.forceReply !== null) {
    chat.forceReply = { messageId: message.message_id, placeholder: markup.result.forceReply };
    world.events.publish({ type: 'chats' });
  }
  if (markup.result.keyboard !== null) showKeyboard(world, chat, markup.result.keyboard);
  keepMessage(world, chat, message);
  return done(message);
}

/** Telegram has a list of effects; this server takes whatever looks like one. An older one looks at none. */
function readEffect({ world, params }: MethodCall): Reply<string | null> {
  const id = textOf(params, 'message_effect_id');
  if (id === '' || id === '0' || !world.version.knows('effects')) return done(null);
  return /^\d{10,19}$/.test(id) ? done(id) : badRequest('EFFECT_ID_INVALID');
}

/** A message's text: 1 to 4096 UTF-16 units once the markup is out. */
export function readMessageText(params: Params, knows: Knows): Reply<FormattedText> {
  if (textOf(params, 'text') === '') return badRequest('message text is empty');
  const read = readFormattedText(params, { text: 'text', entities: 'entities' }, knows);
  if (!read.ok) return read;
  if (read.result.text === '') return badRequest('text must be non-empty');
  return read.result.text.length > textLengthMax ? badRequest('message is too long') : read;
}

/** A caption: up to 1024 UTF-16 units, or none. */
export function readCaption(params: Params, knows: Knows): Reply<FormattedText> {
  const fields = { text: 'caption', entities: 'caption_entities' };
  const read = readFormattedText(params, fields, knows);
  if (!read.ok) return read;
  return read.result.text.length > captionLengthMax
    ? badRequest('message caption is too long')
    : read;
}

export function textContent({ text, entities }: FormattedText): Partial<ChatMessage> {
  return { text, ...(entities.length === 0 ? {} : { entities }) };
}

export function captionContent({ text, entities }: FormattedText): Partial<ChatMessage> {
  if (text === '') return {};
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

function readRepliedTo(params: Params, chat: Chat): Reply<ChatMessage | null> {
  const given = jsonOf(params, 'reply_parameters');
  if (given === null) return badRequest("can't parse reply parameters JSON object");
  if (given !== undefined && !isObject(given)) {
    return badRequest('object expected as reply parameters');
  }
  if (given !== undefined && Object.keys(given).length > 0) {
    const { chat_id: where, ...rest } = given;
    const other = where === undefined || String(where) === String(chat.user.id) ? rest : given;
    const strange = givenOf(other, unservedOfReply);
    if (strange !== null) return notServed(`${strange} of reply_parameters`);
    if (given.message_id === undefined) return badRequest('can\'t find field "message_id"');
  }
  const legacy = Number(textOf(params, 'reply_to_message_id') || 0);
  const id = isObject(given) ? Number(given.message_id) : legacy;
  if (!id) return done(null);
  const message = chat.messages.get(id);
  if (message !== undefined) return done(message);
  const lenient = isObject(given)
    ? given.allow_sending_without_reply === true
    : flagOf(params, 'allow_sending_without_reply');
  return lenient ? done(null) : badRequest('message to be replied not found');
}

/** A reply carries what it answers, but not what that answered in its turn. */
export function withoutReply(message: ChatMessage): ChatMessage {
  const { reply_to_message: _, ...rest } = message;
  return rest;
}
