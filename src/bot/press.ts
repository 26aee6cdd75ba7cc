import { type ButtonHandler, handlersByVerb, verbAndParts } from './buttons.ts';
import type { Ctx } from './context.ts';
import { type Reply, refused, respond } from './reply.ts';

/**
 * Works every inline button there is, by the verb of its data. Whose a button is, is asked before its
 * handler. What the data says is untrusted: each handler asks the use case, which asks the status table.
 */
export function pressing(handlers: readonly ButtonHandler[]) {
  const byVerb = handlersByVerb(handlers);
  const work = (ctx: Ctx, data: string): Reply | Promise<Reply> => {
    const [verb, parts] = verbAndParts(data);
    return byVerb.get(verb)?.press(ctx, parts) ?? refused(ctx, 'unknown_button');
  };
  return async (ctx: Ctx, data: string): Promise<void> => {
    await ctx.beforePress();
    await respond(ctx, await work(ctx, data));
  };
}
