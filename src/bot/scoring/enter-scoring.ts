import type { Ctx } from '../context.ts';

/** The name of the conversation in which calls are scored. */
export const scoring = 'score';

/** Scores this call from now on. One is scored at a time: what is typed belongs to it. */
export async function enterScoring(ctx: Ctx, callId: number): Promise<void> {
  await ctx.conversation.exit(scoring);
  await ctx.conversation.enter(scoring, callId);
}
