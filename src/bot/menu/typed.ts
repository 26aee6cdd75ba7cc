import { markedMessage } from '../../app/people/members.ts';
import { replaceScreen } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { takeComment, takeVoice } from '../scoring/scoring.ts';
import { sheetStandsAt } from '../sheet-place.ts';

/** Words said outside any question: they belong to the sheet that is open, else a way on is shown. */
export async function typed(ctx: Ctx): Promise<void> {
  const { text, voice } = ctx.message ?? {};
  const taken =
    text !== undefined ? takeComment(ctx, text) : voice ? takeVoice(ctx, voice.file_id) : null;
  if (!taken || !ctx.chat) {
    await ctx.reply(ctx.words.plain('typed-unknown'));
    return;
  }
  if (taken.toast) await ctx.reply(taken.toast);
  if (!taken.screen) return;
  // A voice stays in the chat, so that its sheet comes below it.
  const sheetAt = voice ? null : markedMessage(ctx.app, ctx.chat.id, 'sheet');
  const at = await replaceScreen(ctx, sheetAt, taken.screen);
  if (taken.sheet) await sheetStandsAt(ctx, taken.sheet, at);
}
