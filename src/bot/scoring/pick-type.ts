import { scoringSheet } from '../../app/scoring/read-sheet.ts';
import { chooseType } from '../../app/scoring/score-call.ts';
import { refused } from '../reply.ts';
import { currentScreen, redrawn } from './redrawn.ts';
import { typeChoice } from './sheet.ts';
import { typeButton, typesButton } from './sheet-buttons.ts';
import { typeScreen } from './type-screen.ts';

/** The type of the call decides on which checklist it is scored. */
export const pickType = [
  typeButton.on((ctx, { callId, type }) =>
    redrawn(ctx, callId, chooseType(ctx.app, ctx.member, callId, type)),
  ),

  typesButton.on((ctx, { callId }) => {
    const sheet = scoringSheet(ctx.app, ctx.member, callId);
    return sheet
      ? { screen: typeScreen(ctx.words, sheet, typeChoice(ctx, callId)) }
      : refused(ctx, 'stale', currentScreen(ctx, callId));
  }),
];
