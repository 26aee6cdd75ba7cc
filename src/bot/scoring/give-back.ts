import { releaseCall } from '../../app/calls/release-call.ts';
import { releaseOutcome } from '../../app/calls/returned-call.ts';
import { scoringSheet } from '../../app/scoring/read-sheet.ts';
import { releaseReasons } from '../../domain/call.ts';
import { teaches } from '../../domain/purpose.ts';
import { giveBackButton } from '../call-buttons.ts';
import { refused } from '../reply.ts';
import { screen } from '../screen.ts';
import { afterSheet, currentScreen } from './redrawn.ts';
import { giveBackAsButton, sheetButton } from './sheet-buttons.ts';

/** A call that cannot be scored goes back, with a listed reason. */
export const release = [
  giveBackButton.on((ctx, { callId }) => {
    const sheet = scoringSheet(ctx.app, ctx.member, callId);
    if (!sheet) return refused(ctx, 'stale', currentScreen(ctx, callId));
    const end = teaches(sheet.review) ? 'teaching' : releaseOutcome(ctx.app, callId);
    return {
      screen: screen(
        [
          `<b>${ctx.words.t('call-title', { number: String(callId) })}</b>`,
          ctx.words.t(`give-back-ask-${end}`),
        ],
        [
          ...releaseReasons.map((reason) => [
            giveBackAsButton.button(ctx.words.plain(`give-back-${reason}`), { callId, reason }),
          ]),
          [sheetButton.button(ctx.words.plain('button-back'), { callId })],
        ],
      ),
    };
  }),

  giveBackAsButton.on((ctx, { callId, reason }) => {
    const done = releaseCall(ctx.app, ctx.member, callId, reason);
    if (!done.ok) return refused(ctx, done.refusal, currentScreen(ctx, callId));
    return afterSheet(ctx, callId, 'given-back');
  }),
];
