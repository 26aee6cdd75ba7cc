import { isDeepStrictEqual } from 'node:util';
import type { ChatMessage } from '../chat-message.ts';
import { readMarkup } from '../markup.ts';
import { integerOf, isObject, jsonOf, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import { messageChanged } from '../world.ts';
import { mediaContent, readSource } from './media.ts';
import { type MethodCall, namedMessage, openChat } from './method.ts';
import { captionContent, readCaption, readMessageText, readPreview, textContent } from './send.ts';
import { notServed, unservedMedia } from './unserved.ts';

const notModified = badRequest(
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
);

/** What an edit may change. Undefined takes a part away, as leaving it out does at Telegram. */
type Edit = Pick<ChatMessage, 'text' | 'entities' | 'caption' | 'caption_entities'>;

/** `editMessageText`. */
export function editMessageText(call: MethodCall): Reply<ChatMessage> {
  const text = readMessageText(call.params, call.world.version.knows);
  if (!text.ok) return text;
  const preview = readPreview(call.params);
  if (!preview.ok) return preview;
  return edit(call, (message) =>
    message.text === undefined
      ? badRequest('there is no text in the message to edit')
      : done({ ...withoutText(message), ...textContent(text.result), ...preview.result }),
  );
}

/** `editMessageCaption`. */
export function editMessageCaption(call: MethodCall): Reply<ChatMessage> {
  const caption = readCaption(call.params, call.world.version.knows);
  if (!caption.ok) return caption;
  return edit(call, (message) =>
    message.text === undefined
      ? done({ ...withoutCaption(message), ...captionContent(caption.result) })
      : badRequest('there is no caption in the message to edit'),
  );
}

const mediaKinds = ['photo', 'audio', 'document'] as const;

/** `editMessageMedia`: another file in the place of one, or in the place of a text. */
export function editMessageMedia(call: MethodCall): Reply<ChatMessage> {
  const { world, params } = call;
  const media = jsonOf(params, 'media');
  if (media === undefined) return badRequest('parameter "media" is required');
  if (media === null) return badRequest("can't parse input media JSON object");
  const cannot = "can't parse InputMedia: ";
  if (!isObject(media)) return badRequest(`${cannot}expected an Object`);
  const { type } = media;
  if (typeof type !== 'string') return badRequest(`${cannot}Can't find field "type"`);
  if (unservedMedia.includes(type)) return notServed(`media of type ${type}`);
  const kind = mediaKinds.find((known) => known === type);
  if (kind === undefined) return badRequest(`${cannot}type "${type}" is unsupported`);
  // It names its file, and holds its caption, as a call that sends one does.
  const sent = { ...params, fields: { ...media, [kind]: media.media } };
  const caption = readCaption(sent, world.version.knows);
  if (!caption.ok) return caption;
  const source = readSource(world, sent, kind);
  if (!source.ok) return source;
  return edit(call, (message) =>
    message.voice !== undefined
      ? badRequest("message can't be edited")
      : done({
          ...withoutMedia(withoutText(withoutCaption(message))),
          ...mediaContent(source.result(), sent),
          ...captionContent(caption.result),
        }),
  );
}

/** `editMessageReplyMarkup`. */
export function editMessageReplyMarkup(call: MethodCall): Reply<ChatMessage> {
  return edit(call, (message) => done(message));
}

function edit(
  call: MethodCall,
  change: (message: ChatMessage) => Reply<ChatMessage>,
): Reply<ChatMessage> {
  const { world } = call;
  const markup = readMarkup(call.params, world.version.knows);
  if (!markup.ok) return markup;
  if (markup.result.keyboard !== null || markup.result.forceReply !== null) {
    return badRequest('inline keyboard expected');
  }
  if (textOf(call.params, 'chat_id') === '' && !integerOf(call.params, 'message_id')) {
    return badRequest('message identifier is not specified');
  }
  const open = openChat(call);
  if (!open.ok) return open;
  const chat = open.result;
  const named = namedMessage(call, chat, 'edit');
  if (!named.ok) return named;
  const before = named.result;
  if (before.from.id !== world.bot.id) return badRequest("message can't be edited");
  const changed = change(before);
  if (!changed.ok) return changed;
  const { reply_markup: _, ...after } = changed.result;
  const edited: ChatMessage =
    markup.result.inline === null ? after : { ...after, reply_markup: markup.result.inline };
  if (isDeepStrictEqual(shownPart(edited), shownPart(before))) return notModified;
  edited.edit_date = Math.floor(world.clock.now() / 1000);
  chat.messages.set(edited.message_id, edited);
  messageChanged(world, chat, edited);
  return done(edited);
}

function shownPart(message: ChatMessage): unknown {
  const { text, entities, caption, caption_entities, reply_markup, link_preview_options } = message;
  const { photo, audio, document } = message;
  // Through JSON, so that a missing field equals an undefined one.
  const words = { text, entities, caption, caption_entities, reply_markup, link_preview_options };
  return JSON.parse(JSON.stringify({ ...words, photo, audio, document }));
}

function withoutText({
  text: _,
  entities: __,
  link_preview_options: ___,
  ...rest
}: ChatMessage): ChatMessage & Edit {
  return rest;
}

function withoutMedia({ photo: _, audio: __, document: ___, ...rest }: ChatMessage): ChatMessage {
  return rest;
}

function withoutCaption({
  caption: _,
  caption_entities: __,
  ...rest
}: ChatMessage): ChatMessage & Edit {
  return rest;
}
