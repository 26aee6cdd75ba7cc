import { movedTo, placeOf, placeSheet } from '../../app/scoring/sheet-places.ts';
import type { Ctx } from '../context.ts';
import { editScreen, inContext, type Screen, screen } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';

/** The sheet of which review a screen is, and of which call. */
export interface SheetOf {
  reviewId: number;
  callId: number;
}

/** The sheet stands on this message from now on; where it stood before says so, without its buttons. */
export async function sheetStandsAt(ctx: Ctx, sheet: SheetOf, messageId: number): Promise<void> {
  if (!ctx.chat) return;
  const before = placeSheet(ctx.app, ctx.chat.id, sheet.reviewId, messageId);
  if (before === null) return;
  const moved = movedScreen(ctx, sheet.callId, before, messageId);
  // Where this fails, the next press there is told the same.
  await editScreen(inContext(ctx), ctx.chat.id, before, moved).catch(unlessBug);
}

function movedScreen({ words }: Ctx, callId: number, from: number, to: number): Screen {
  const way = to > from ? 'below' : 'above';
  return screen([words.t(`scoring-moved-${way}`, { number: String(callId) })]);
}

/**
 * What a message says from which the sheet has moved away; null where none has. `reviewId`: of the review
 * whose sheet it claims to be, which stands on one message only, whatever came before; null: of none.
 */
export function movedFrom(
  ctx: Ctx,
  messageId: number,
  { callId, reviewId }: { callId: number; reviewId: number | null },
): Screen | null {
  if (!ctx.chat) return null;
  const { app, chat } = ctx;
  const now =
    movedTo(app, chat.id, messageId) ??
    (reviewId === null ? null : placeOf(app, chat.id, reviewId));
  return now === null || now === messageId ? null : movedScreen(ctx, callId, messageId, now);
}
