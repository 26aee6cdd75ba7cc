import type { NextFunction } from 'grammy';
import type { Ctx } from './context.ts';

/**
 * One thing at a time in a chat: an update is worked, or what comes of itself changes a screen there
 * (`ctx.takeTurn`). Nothing that has its turn may wait for another one of the same chat.
 */
export function chatTurns(): (ctx: Ctx, next: NextFunction) => Promise<void> {
  const last = new Map<number, Promise<void>>();
  const changedBy = new Map<number, number>();
  const inTurn = (chatId: number, work: () => Promise<void>): Promise<void> => {
    const before = last.get(chatId) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(work);
    last.set(chatId, mine);
    const forget = () => last.get(chatId) === mine && last.delete(chatId);
    mine.then(forget, forget);
    return mine;
  };
  return (ctx, next) => {
    const { chat, update } = ctx;
    if (!chat) return next();
    const asItWas = () => (changedBy.get(chat.id) ?? 0) <= update.update_id;
    ctx.takeTurn = (work) => inTurn(chat.id, () => work(asItWas()));
    return inTurn(chat.id, async () => {
      await next();
      if (ctx.changesScreen || ctx.message) changedBy.set(chat.id, update.update_id);
    });
  };
}
