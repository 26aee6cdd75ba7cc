import type { InlineKeyboardMarkup } from 'grammy/types';
import { callbackDataBytesMax, inlineButtonsMax } from './limits.ts';
import { isObject, jsonOf, type Params } from './params.ts';
import { badRequest, done, type Reply } from './reply.ts';

export interface Markup {
  /** Null: no keyboard under the message. */
  inline: InlineKeyboardMarkup | null;
  /** The words in the text box of a forced reply; null: none is asked for. */
  forceReply: string | null;
}

const none: Markup = { inline: null, forceReply: null };

/**
 * Reads `reply_markup`: an inline keyboard or a forced reply. Keyboards that replace the phone's
 * own are not part of the local Telegram and are refused, so that nobody misses them silently.
 */
export function readMarkup(params: Params): Reply<Markup> {
  const given = jsonOf(params, 'reply_markup');
  if (given === undefined) return done(none);
  if (given === null) return badRequest("can't parse reply keyboard markup JSON object");
  if (!isObject(given)) return badRequest('object expected as reply markup');
  if (given.keyboard !== undefined) {
    return badRequest('reply keyboards are not part of the local Telegram');
  }
  if (given.force_reply === true) {
    return done({ inline: null, forceReply: String(given.input_field_placeholder ?? '') });
  }
  if (given.inline_keyboard === undefined) return done(none);
  return readInlineKeyboard(given.inline_keyboard);
}

function readInlineKeyboard(rows: unknown): Reply<Markup> {
  const arrays = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays';
  if (!Array.isArray(rows)) return badRequest(arrays);
  const keyboard: InlineKeyboardMarkup['inline_keyboard'] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) return badRequest(arrays);
    for (const button of row) {
      const wrong = wrongWithButton(button);
      if (wrong !== null) return badRequest(wrong);
    }
    if (row.length > 0) keyboard.push(row);
  }
  if (keyboard.flat().length > inlineButtonsMax) return badRequest('reply markup is too long');
  return done({
    inline: keyboard.length === 0 ? null : { inline_keyboard: keyboard },
    forceReply: null,
  });
}

function wrongWithButton(button: unknown): string | null {
  const cannot = "can't parse inline keyboard button: ";
  if (!isObject(button)) return `${cannot}InlineKeyboardButton must be an Object`;
  const { text, url, callback_data: data, copy_text: copied } = button;
  if (typeof text !== 'string') return `${cannot}Can't find field "text"`;
  if (text.trim() === '') return 'BUTTON_TEXT_INVALID';
  if (typeof url === 'string' && url !== '') {
    return /^(https?|tg|mailto|tel):./i.test(url) && URL.canParse(url)
      ? null
      : `inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`;
  }
  if (typeof data === 'string' && data !== '') {
    return Buffer.byteLength(data) > callbackDataBytesMax ? 'BUTTON_DATA_INVALID' : null;
  }
  if (isObject(copied) && typeof copied.text === 'string') return null;
  return data === ''
    ? 'BUTTON_DATA_INVALID'
    : `${cannot}Text buttons are unallowed in the inline keyboard`;
}
