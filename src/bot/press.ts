import { type ButtonHandler, handlersByVerb, verbAndParts } from './buttons.ts';
import type { Ctx } from './context.ts';
import { type Reply, refused, respond } from './reply.ts';
import { mayUse, type Needs } from './roles.ts';
import type { Taps } from './taps.ts';

/**
 * Works every inline button there is, by the verb of its data. Whose a button is, is asked before its
 * handler. What the data says is untrusted: each handler asks the use case, which asks the status table.
 */
export function pressing<Name extends string>(
  handlers: readonly ButtonHandler[],
  taps: Taps & Readonly<Record<Name, unknown>>,
  roles: Readonly<Record<Name, Needs>>,
) {
  const byVerb = handlersByVerb(handlers);
  const isOld = (verb: string): verb is Name => Object.hasOwn(taps, verb);
  const work = (ctx: Ctx, data: string): Reply | Promise<Reply> => {
    const [verb, parts] = verbAndParts(data);
    const handler = byVerb.get(verb);
    if (handler) return handler.press(ctx, parts);
    const tap = taps[verb];
    if (!isOld(verb) || !tap) return refused(ctx, 'unknown_button');
    if (!mayUse(roles[verb], ctx.member.roles)) return refused(ctx, 'not_allowed');
    return tap(ctx, ...parts);
  };
  return async (ctx: Ctx, data: string): Promise<void> => {
    await ctx.beforePress();
    await respond(ctx, await work(ctx, data));
  };
}
