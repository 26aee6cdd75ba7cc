import { type ButtonHandler, id } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { movedFrom } from '../sheet-place.ts';

/** What is pressed on a sheet, none of which acts from a message that the sheet has moved away from. */
export function onSheet(handlers: readonly ButtonHandler[]): ButtonHandler[] {
  return handlers.map((handler) => ({
    ...handler,
    press(ctx, parts) {
      const moved = movedAway(ctx, id.read(parts[0] ?? ''));
      return moved ? refused(ctx, 'sheet_moved', moved) : handler.press(ctx, parts);
    },
  }));
}

function movedAway(ctx: Ctx, callId: number | undefined) {
  const at = ctx.callbackQuery?.message?.message_id;
  return at === undefined || callId === undefined ? null : movedFrom(ctx, at, callId);
}
