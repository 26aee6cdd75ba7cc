import { handedInAt } from '../../app/notices/handed-in.ts';
import { recallableUntil, recallScore } from '../../app/scoring/recall-score.ts';
import { submitScore } from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { submitTeaching } from '../../app/teaching/teach.ts';
import { recallButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { editScreen, inContext } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { afterSheet, currentScreen, leftScreen, redrawn, submittedScreen } from './redrawn.ts';
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
  const screen = submittedScreen(ctx, callId, done.noticeAt);
  return { screen, handedIn: callId, after: () => unlessLeft(ctx, callId) };
}

/** Where the notice has left before the screen stood, nobody else changes that. */
async function unlessLeft(ctx: Ctx, callId: number): Promise<void> {
  if (!ctx.chat || recallableUntil(ctx.app, ctx.member, callId) !== null) return;
  const at = handedInAt(ctx.app, ctx.chat.id, callId);
  if (at === null) return;
  const left = leftScreen(ctx.words, ctx.member, callId);
  await editScreen(inContext(ctx), ctx.chat.id, at, left).catch(unlessBug);
}

function taught(ctx: Ctx, callId: number): Reply {
  const done = submitTeaching(ctx.app, ctx.member, callId);
  if (!done.ok) return refused(ctx, done.refusal, currentScreen(ctx, callId));
  return afterSheet(ctx, callId, 'teaching-sent', done.call);
}
