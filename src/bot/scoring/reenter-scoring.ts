import type { NextFunction } from 'grammy';
import { openSheets } from '../../app/scoring/read-sheet.ts';
import type { Ctx } from '../context.ts';
import { screen, sendScreen } from '../screen.ts';
import { enterScoring, scoring } from './enter-scoring.ts';
import { isWords, pressedSheet } from './for-sheet.ts';
import { sheetButton } from './sheet-buttons.ts';

/**
 * A press on a sheet that is not the one being scored, or whose conversation is gone (it is of another
 * version, or another sheet was worked on meanwhile): scoring goes on there, with that very press.
 */
export async function enterByPress(ctx: Ctx, next: NextFunction): Promise<void> {
  const callId = pressedSheet(ctx);
  if (callId === null) await next();
  else await enterScoring(ctx, callId);
}

/**
 * Words while nothing is being scored: they belong to the sheet that is open, where there is one. Of
 * several the person says which. False where none is open.
 */
export async function enterByWords(ctx: Ctx): Promise<boolean> {
  if (!isWords(ctx) || ctx.conversation.active(scoring)) return false;
  const [only, ...others] = openSheets(ctx.app, ctx.member);
  if (only === undefined) return false;
  if (others.length === 0) await enterScoring(ctx, only);
  else await sendScreen(ctx, whichSheet(ctx, [only, ...others]));
  return true;
}

const sheetsMax = 5;

function whichSheet({ words }: Ctx, callIds: readonly number[]) {
  return screen(
    [words.t('scoring-which-sheet')],
    callIds
      .slice(0, sheetsMax)
      .map((callId) => [
        sheetButton.button(words.plain('call-title', { number: String(callId) }), { callId }),
      ]),
  );
}
