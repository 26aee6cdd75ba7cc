import { recommend } from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { speakWords } from '../../app/teaching/teach.ts';
import type { Taker } from '../ask.ts';
import { refused } from '../reply.ts';
import { screen } from '../screen.ts';
import { currentScreen } from './redrawn.ts';
import { sheetNow } from './sheet.ts';
import { overviewButton, recommendButton } from './sheet-buttons.ts';

/** Asks for the words to the seller. */
export const askRecommendation = [
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
      ask: { kind: 'recommendation', about: String(callId) },
    };
  }),
];

export const takeRecommendation: Taker = (ctx, about, { text, voice }) => {
  const callId = Number(about);
  const spoken = text === null && voice !== null && teachingDraftOf(ctx.app, ctx.member, callId);
  if (text === null && !spoken) return { ok: false, refusal: 'reason_missing' };
  const done = spoken
    ? speakWords(ctx.app, ctx.member, callId, voice)
    : recommend(ctx.app, ctx.member, callId, text ?? '');
  if (!done.ok) return done;
  const now = sheetNow(ctx, callId);
  return now ? { ok: true, ...now } : { ok: false, refusal: 'stale' };
};
