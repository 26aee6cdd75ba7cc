import { recommend } from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { speakWords } from '../../app/teaching/teach.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { Ctx } from '../context.ts';
import { saidIn } from '../correction.ts';
import { refused } from '../reply.ts';
import { screen } from '../screen.ts';
import { currentScreen } from './redrawn.ts';
import { sheetNow } from './sheet.ts';
import { overviewButton, recommendButton } from './sheet-buttons.ts';

/** The words to the seller: asked for, the next message is them. */
export const recommendation = [
  recommendButton.on((ctx, { callId }) => {
    if (!sheetNow(ctx, callId)) return refused(ctx, 'stale', currentScreen(ctx, callId));
    return {
      screen: screen(
        [
          `<b>${ctx.words.t('call-title', { number: String(callId) })}</b>`,
          ctx.words.t('scoring-recommend-ask'),
        ],
        [[overviewButton.button(ctx.words.plain('button-back'), { callId })]],
      ),
    };
  }),
];

/** Keeps the words that were asked for; whoever teaches may also speak them. */
export function keepRecommendation(ctx: Ctx, callId: number): Outcome<object> {
  const { text, voice } = saidIn(ctx) ?? {};
  if (text !== undefined) return recommend(ctx.app, ctx.member, callId, text);
  const mayBeSpoken = teachingDraftOf(ctx.app, ctx.member, callId) !== null;
  if (!voice || !mayBeSpoken) return refuse('reason_missing');
  return speakWords(ctx.app, ctx.member, callId, voice.file_id);
}
