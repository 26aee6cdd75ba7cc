import { viewOf } from '../../app/calls/read-call.ts';
import type { Ctx } from '../context.ts';
import { sendToReviewer } from '../recordings/listening.ts';
import { sendRecording } from '../recordings/send-recording.ts';
import { enterScoring } from './enter-scoring.ts';
import { sheetFollows } from './sheet-stays-last.ts';

/** The sheet is of little use before the recording: so long it waits for one that has to be fetched. */
const beforeSheetMs = 3000;

/** Sends a call's recording, and below it the sheet on which it is scored from now on. */
export async function openCall(ctx: Ctx, callId: number): Promise<void> {
  const view = viewOf(ctx.app, callId);
  if (!view || !ctx.chat) return;
  const sent = await sendToReviewer(
    ctx,
    { callId, patienceMs: beforeSheetMs, whenLate: () => sheetFollows(ctx, callId) },
    sendRecording(ctx, ctx.chat.id, view),
  );
  if (sent?.ok === false) await ctx.reply(ctx.words.plain(`recording-${sent.problem}`));
  await enterScoring(ctx, callId);
}
