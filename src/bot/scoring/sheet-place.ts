import { movedTo, placeSheet } from '../../app/scoring/sheet-places.ts';
import type { Ctx } from '../context.ts';
import { editScreen, inContext, type Screen, screen } from '../screen.ts';

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
  await editScreen(inContext(ctx), ctx.chat.id, before, moved).catch(() => undefined);
}

function movedScreen({ words }: Ctx, callId: number, from: number, to: number): Screen {
  const way = to > from ? 'below' : 'above';
  return screen([words.t(`scoring-moved-${way}`, { number: String(callId) })]);
}

/** What a message says from which the sheet has moved away; null where none has. */
export function movedFrom(ctx: Ctx, messageId: number, callId: number): Screen | null {
  const now = ctx.chat ? movedTo(ctx.app, ctx.chat.id, messageId) : null;
  return now === null ? null : movedScreen(ctx, callId, messageId, now);
}
