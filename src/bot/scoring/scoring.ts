import { openSheet, scoringSheet } from '../../app/scoring/read-sheet.ts';
import { commentLastFailed, recommend } from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { speakWords } from '../../app/teaching/teach.ts';
import type { Ctx } from '../context.ts';
import type { Reply } from '../reply.ts';
import { giveBack } from './give-back.ts';
import { goThroughItems } from './go-through-items.ts';
import { handIn } from './hand-in.ts';
import { onSheet } from './on-sheet.ts';
import { pickType } from './pick-type.ts';
import { askRecommendation } from './recommendation.ts';
import { redrawn } from './redrawn.ts';

/** What is pressed on a sheet, in the order in which a call is scored. */
export const scoringHandlers = onSheet([
  ...pickType,
  ...goThroughItems,
  ...askRecommendation,
  ...handIn,
  ...giveBack,
]);

/**
 * Typed words while scoring belong to the last ❌; without one, on a teaching sheet, they are the words
 * to the seller. Null where neither is open.
 */
export function takeComment(ctx: Ctx, text: string): Reply | null {
  const callId = openSheet(ctx.app, ctx.member);
  const sheet = callId === null ? null : scoringSheet(ctx.app, ctx.member, callId);
  if (callId === null || !sheet) return null;
  if (sheet.lastFailed) {
    return redrawn(ctx, callId, commentLastFailed(ctx.app, ctx.member, callId, text));
  }
  if (sheet.review.purpose === 'credit') return null;
  return redrawn(ctx, callId, recommend(ctx.app, ctx.member, callId, text));
}

/** A voice while a teaching sheet is open is the answer, spoken; null where none is. */
export function takeVoice(ctx: Ctx, fileId: string): Reply | null {
  const callId = openSheet(ctx.app, ctx.member);
  if (callId === null || !teachingDraftOf(ctx.app, ctx.member, callId)) return null;
  return redrawn(ctx, callId, speakWords(ctx.app, ctx.member, callId, fileId));
}
