import type { Ctx } from '../context.ts';
import { enterByWords } from '../scoring/reenter-scoring.ts';

/** What was sent outside any question: words go to the sheet that is open, else a way on is shown. */
export async function typed(ctx: Ctx): Promise<void> {
  if (!(await enterByWords(ctx))) await ctx.reply(ctx.words.plain('typed-unknown'));
}
