import { recallScore } from '../../app/scoring/recall-score.ts';
import { submitScore } from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { submitTeaching } from '../../app/teaching/teach.ts';
import { recallButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { afterSheet, currentScreen, redrawn, submittedScreen } from './redrawn.ts';
import { sheetNow } from './sheet.ts';
import { submitButton } from './sheet-buttons.ts';

/** Hands the score in, for credit or to teach; until its notice leaves, one for credit can be taken back. */
export const handIn = [
  submitButton.on((ctx, { callId }) =>
    teachingDraftOf(ctx.app, ctx.member, callId) ? taught(ctx, callId) : scored(ctx, callId),
  ),

  recallButton.on((ctx, { callId }) => {
    if (sheetNow(ctx, callId)) return redrawn(ctx, callId, { ok: true });
    return redrawn(ctx, callId, recallScore(ctx.app, ctx.member, callId));
  }),
];

function scored(ctx: Ctx, callId: number): Reply {
  const done = submitScore(ctx.app, ctx.member, callId);
  if (!done.ok) return refused(ctx, done.refusal, currentScreen(ctx, callId));
  return { screen: submittedScreen(ctx, callId, done.noticeAt) };
}

function taught(ctx: Ctx, callId: number): Reply {
  const done = submitTeaching(ctx.app, ctx.member, callId);
  if (!done.ok) return refused(ctx, done.refusal, currentScreen(ctx, callId));
  return afterSheet(ctx, callId, 'teaching-sent', done.call);
}
