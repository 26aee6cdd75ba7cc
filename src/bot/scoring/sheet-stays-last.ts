import { movedTo, placeOf } from '../../app/scoring/sheet-places.ts';
import type { Ctx } from '../context.ts';
import type { StaysLast } from '../recordings/listening.ts';
import { sendScreen } from '../screen.ts';
import { sheetNow } from './sheet.ts';
import { asideAt, sheetStandsAt } from './sheet-place.ts';

/** A sheet on which Listen was pressed. */
export const sheetStaysLast: StaysLast = {
  isLeft: (ctx, messageId) =>
    ctx.chat !== undefined && movedTo(ctx.app, ctx.chat.id, messageId) !== null,
  async follow(ctx, callId, messageId) {
    if (sheetStandsOn(ctx, callId) === messageId) await sheetFollows(ctx, callId);
  },
};

function sheetStandsOn(ctx: Ctx, callId: number): number | null {
  const now = sheetNow(ctx, callId);
  return now && ctx.chat ? placeOf(ctx.app, ctx.chat.id, now.sheet.reviewId) : null;
}

/** Sends the sheet of a call below what came meanwhile, as it is now, and takes the old one out of the chat. */
export async function sheetFollows(ctx: Ctx, callId: number): Promise<void> {
  const now = sheetNow(ctx, callId);
  if (!now || sheetStandsOn(ctx, callId) === null) return;
  const shown = asideAt(ctx, now.sheet) ?? now.screen;
  await sheetStandsAt(ctx, now.sheet, await sendScreen(ctx, shown), 'deleted');
}
