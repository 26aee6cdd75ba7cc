import { markedMessage } from '../../app/members.ts';
import { replaceScreen } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { takeComment } from '../controller/scoring.ts';

/** Words typed outside any question: the comment of the last ❌ while scoring, else a way on. */
export async function typed(ctx: Ctx): Promise<void> {
  const text = ctx.message?.text;
  const commented = text === undefined ? null : takeComment(ctx, text);
  if (!commented || !ctx.chat) {
    await ctx.reply(ctx.words.plain('typed-unknown'));
    return;
  }
  if (commented.toast) await ctx.reply(commented.toast);
  if (commented.screen) {
    await replaceScreen(ctx, markedMessage(ctx.app, ctx.chat.id, 'sheet'), commented.screen);
  }
}
