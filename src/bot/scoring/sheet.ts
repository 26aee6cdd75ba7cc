import { viewOf } from '../../app/calls/read-call.ts';
import { callTypes } from '../../app/company/publish-checklist.ts';
import { scoringSheet } from '../../app/scoring/read-sheet.ts';
import type { Ctx } from '../context.ts';
import type { Screen } from '../screen.ts';
import { scoringScreen } from './scoring-screen.ts';
import type { SheetOf } from './sheet-place.ts';
import type { TypeChoice } from './type-screen.ts';

/** The sheet of a call that this person has in hand, as it is now. */
export function sheetNow(ctx: Ctx, callId: number): { screen: Screen; sheet: SheetOf } | null {
  const sheet = scoringSheet(ctx.app, ctx.member, callId);
  return (
    sheet && {
      screen: scoringScreen(ctx.words, sheet, () => typeChoice(ctx, callId)),
      sheet: { reviewId: sheet.review.id, callId },
    }
  );
}

/** What the type of a call is picked by. */
export function typeChoice(ctx: Ctx, callId: number): TypeChoice {
  const view = viewOf(ctx.app, callId);
  if (!view) throw new Error(`call ${callId} is held but not there`);
  return { view, types: callTypes(ctx.app) };
}
