import type { InlineKeyboardButton } from 'grammy/types';
import { knowCopy } from '../../app/notices/know-copy.ts';
import type { Ctx } from '../context.ts';
import { renderNotice } from '../notices.ts';
import { editScreen, inContext, type Screen } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';

/**
 * What the buttons of a screen do, which its language does not change: a menu's name, place and payload,
 * or a typed button's data.
 */
export function buttonsOf({ rows, menu }: Screen): string {
  const datas = rows.flatMap((row, at) =>
    row.map((button, column) => {
      if (!('callback_data' in button)) return '';
      const place = [menu?.id, at.toString(16), column.toString(16), menu?.payload].join('/');
      return menu ? place : button.callback_data;
    }),
  );
  return inOneText(datas);
}

/** The same of a message as it stands in the chat; what a menu offered then is left out. */
function buttonsAt(rows: readonly (readonly InlineKeyboardButton[])[]): string {
  const datas = rows
    .flat()
    .map((button) => ('callback_data' in button ? button.callback_data : ''));
  return inOneText(datas.map((data) => data.split('/').slice(0, 4).join('/')));
}

/** Buttons that only copy something, or do nothing, a server may have left out (telegram-means.ts). */
const inOneText = (datas: readonly string[]) => datas.filter(Boolean).join(' ');

/**
 * A notice may stand in a chat twice where Telegram's answer was lost. The first press on the message
 * that nobody knew of makes it known; it is drawn as things stand now, before the press is worked. Such a
 * message was never edited: that tells it from a screen that came to show the same.
 */
export async function keepCopies(ctx: Ctx): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (message && 'reply_markup' in message && message.edit_date === undefined) {
    const at = { chatId: message.chat.id, messageId: message.message_id };
    const buttons = buttonsAt(message.reply_markup?.inline_keyboard ?? []);
    const notice = knowCopy(ctx.app, { ...at, sentAt: message.date * 1000 }, buttons);
    const now = notice && renderNotice(ctx.app, ctx.words, ctx.member, notice, ctx.app.now());
    if (now?.do === 'edit') {
      // Where this fails the press is worked all the same, and a later change draws it.
      await editScreen(inContext(ctx), at.chatId, at.messageId, now.screen).catch(unlessBug);
    }
  }
}
