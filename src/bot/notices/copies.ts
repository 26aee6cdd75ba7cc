import type { NextFunction } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { knowCopy } from '../../app/notices/know-copy.ts';
import type { Ctx } from '../context.ts';
import { renderNotice } from '../notices.ts';
import { editScreen } from '../screen.ts';

/** What the buttons of a message do, which its language does not change. */
export function buttonsPrint(rows: readonly (readonly InlineKeyboardButton[])[]): string {
  return rows
    .flatMap((row) => row.map((one) => ('callback_data' in one ? one.callback_data : '')))
    .join(' ');
}

/**
 * A notice may stand in a chat twice where Telegram's answer was lost. The first press on the message
 * that nobody knew of makes it known; it is drawn as things stand now, before the press is worked. Such a
 * message was never edited: that tells it from a screen that came to show the same.
 */
export async function keepCopies(ctx: Ctx, next: NextFunction): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (message && 'reply_markup' in message && message.edit_date === undefined) {
    const at = { chatId: message.chat.id, messageId: message.message_id };
    const buttons = buttonsPrint(message.reply_markup?.inline_keyboard ?? []);
    const notice = knowCopy(ctx.app, at, buttons);
    const now = notice && renderNotice(ctx.app, ctx.words, ctx.member, notice, ctx.app.now());
    if (now?.do === 'edit') {
      // Where this fails the press is worked all the same, and a later change draws it.
      await editScreen(ctx.api, at.chatId, at.messageId, now.screen).catch(() => undefined);
    }
  }
  await next();
}
