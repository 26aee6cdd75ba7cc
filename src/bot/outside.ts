import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Ctx } from './context.ts';

/**
 * What a conversation has done outside of itself, once. What that throws is thrown on as it is: the plugin hands
 * on a copy, of which a refusal of Telegram has lost its code and an error of the database its words.
 */
export function outside<Done>(
  conversation: Conversation<Ctx, Context>,
  task: (ctx: Ctx) => Done | Promise<Done>,
): Promise<Done> {
  let thrown: unknown;
  return conversation.external({
    task,
    beforeStoreError: (error) => {
      thrown = error;
      return String(error);
    },
    afterLoadError: (kept) => thrown ?? new Error(String(kept)),
  });
}
