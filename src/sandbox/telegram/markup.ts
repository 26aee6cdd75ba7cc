import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { asKept, wrongWithStyle } from './button-style.ts';
import { type Keyboard, readKeyboard } from './keyboard.ts';
import { callbackDataBytesMax, copiedTextLengthMax, inlineButtonsMax } from './limits.ts';
import { givenOf, notServed, unservedOfInlineButton } from './methods/unserved.ts';
import { isObject, jsonOf, type Params } from './params.ts';
import { badRequest, done, type Reply } from './reply.ts';
import type { Knows } from './server-version.ts';

export interface Markup {
  /** Null: no keyboard under the message. */
  inline: InlineKeyboardMarkup | null;
  /** The words in the text box of a forced reply; null: none is asked for. */
  forceReply: string | null;
  /** The keyboard in the place of the phone's own; `removed`: the one that was there goes; null: it stays. */
  keyboard: Keyboard | 'removed' | null;
}

const none: Markup = { inline: null, forceReply: null, keyboard: null };

/** Reads `reply_markup`: an inline keyboard, one in the place of the phone's own, its removal, or a forced reply. */
export function readMarkup(params: Params, knows: Knows): Reply<Markup> {
  const given = jsonOf(params, 'reply_markup');
  if (given === undefined) return done(none);
  if (given === null) return badRequest("can't parse reply keyboard markup JSON object");
  if (!isObject(given)) return badRequest('object expected as reply markup');
  if (given.keyboard !== undefined) {
    const keyboard = readKeyboard(given, knows);
    return keyboard.ok ? done({ ...none, keyboard: keyboard.result }) : keyboard;
  }
  if (given.inline_keyboard !== undefined) return readInlineKeyboard(given.inline_keyboard, knows);
  if (given.remove_keyboard === true) return done({ ...none, keyboard: 'removed' });
  if (given.force_reply !== true) return done(none);
  return done({ ...none, forceReply: String(given.input_field_placeholder ?? '') });
}

function readInlineKeyboard(rows: unknown, knows: Knows): Reply<Markup> {
  const arrays = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays';
  if (!Array.isArray(rows)) return badRequest(arrays);
  const keyboard: InlineKeyboardMarkup['inline_keyboard'] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) return badRequest(arrays);
    const kept: InlineKeyboardButton[] = [];
    for (const button of row) {
      const strange = isObject(button) ? givenOf(button, unservedOfInlineButton) : null;
      if (strange !== null) return notServed(`${strange} of an inline keyboard button`);
      const wrong = wrongWithButton(button, knows);
      if (wrong !== null) return badRequest(wrong);
      kept.push(asKept(button, knows));
    }
    if (kept.length > 0) keyboard.push(kept);
  }
  if (keyboard.flat().length > inlineButtonsMax) return badRequest('reply markup is too long');
  return done({
    ...none,
    inline: keyboard.length === 0 ? null : { inline_keyboard: keyboard },
  });
}

function wrongWithButton(button: unknown, knows: Knows): string | null {
  const cannot = "can't parse inline keyboard button: ";
  if (!isObject(button)) return `${cannot}InlineKeyboardButton must be an Object`;
  const { text, url, callback_data: data, copy_text: copied, disabled, style } = button;
  if (typeof text !== 'string') return `${cannot}Can't find field "text"`;
  const wrongStyle = wrongWithStyle(style, knows);
  if (wrongStyle !== null) return cannot + wrongStyle;
  if (text === '') return 'inline keyboard button text must be non-empty';
  if (text.trim() === '') return 'BUTTON_TEXT_INVALID';
  if (typeof url === 'string' && url !== '') {
    return /^(https?|tg|mailto|tel):./i.test(url) && URL.canParse(url)
      ? null
      : `inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`;
  }
  if (typeof data === 'string' && data !== '') {
    return Buffer.byteLength(data) > callbackDataBytesMax ? 'BUTTON_DATA_INVALID' : null;
  }
  for (const name of ['switch_inline_query', 'switch_inline_query_current_chat']) {
    const query = button[name];
    if (query !== undefined) {
      return typeof query === 'string' ? null : `${cannot}Field "${name}" must be of type String`;
    }
  }
  if (button.switch_inline_query_chosen_chat !== undefined) {
    return isObject(button.switch_inline_query_chosen_chat)
      ? null
      : `${cannot}Field "switch_inline_query_chosen_chat" must be of type Object`;
  }
  if (knows('copyText') && isObject(copied)) {
    if (typeof copied.text !== 'string') return `${cannot}Can't find field "text"`;
    const fits = copied.text.length >= 1 && copied.text.length <= copiedTextLengthMax;
    return fits ? null : 'BUTTON_COPY_TEXT_INVALID';
  }
  if (knows('disabledButtons') && isObject(disabled)) return null;
  return data === ''
    ? 'BUTTON_DATA_INVALID'
    : `${cannot}Text buttons are unallowed in the inline keyboard`;
}
