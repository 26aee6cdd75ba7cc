import { scoringSheet } from '../../app/scoring/read-sheet.ts';
import {
  answerItem,
  answerRestDone,
  commentLastFailed,
  showItem,
} from '../../app/scoring/score-call.ts';
import type { Verdict } from '../../domain/checklist.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { currentScreen, redrawn } from './redrawn.ts';
import {
  failButton,
  frequentButton,
  itemButton,
  naButton,
  passButton,
  restButton,
} from './sheet-buttons.ts';

function verdictOn(verdict: Verdict) {
  return (ctx: Ctx, { callId, item }: { callId: number; item: string }): Reply =>
    redrawn(ctx, callId, answerItem(ctx.app, ctx.member, callId, { itemCode: item, verdict }));
}

/** Item by item, back and forth. */
export const goThroughItems = [
  passButton.on(verdictOn('pass')),
  failButton.on(verdictOn('fail')),
  naButton.on(verdictOn('na')),

  frequentButton.on((ctx, { callId, item, at }) => {
    const sheet = scoringSheet(ctx.app, ctx.member, callId);
    const text = sheet?.lastFailed?.code === item ? sheet.frequent[at] : undefined;
    if (text === undefined) return refused(ctx, 'stale', currentScreen(ctx, callId));
    return redrawn(ctx, callId, commentLastFailed(ctx.app, ctx.member, callId, text));
  }),

  itemButton.on((ctx, { callId, item }) =>
    redrawn(ctx, callId, showItem(ctx.app, ctx.member, callId, item)),
  ),

  restButton.on((ctx, { callId }) =>
    redrawn(ctx, callId, answerRestDone(ctx.app, ctx.member, callId)),
  ),
];
