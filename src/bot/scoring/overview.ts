import { showItem } from '../../app/scoring/score-call.ts';
import { redrawn } from './redrawn.ts';
import { overviewButton, sheetButton } from './sheet-buttons.ts';

/** All items at a glance; and the sheet as it is, after a question. */
export const overview = [
  overviewButton.on((ctx, { callId }) =>
    redrawn(ctx, callId, showItem(ctx.app, ctx.member, callId, null)),
  ),

  sheetButton.on((ctx, { callId }) => redrawn(ctx, callId, { ok: true })),
];
