import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Ctx } from '../context.ts';
import { isCorrection, saidIn } from '../correction.ts';
import { outside } from '../outside.ts';
import { isForSheet, isSaid, pressedSheet } from './for-sheet.ts';
import { beginSheet, type Next, takeRecommendation, takeTurn } from './sheet-turn.ts';

/**
 * One call is scored, for credit or to teach: its type is picked, its items are gone through, the overview
 * read, words to the seller added, and the score handed in (scoring-steps.ts), or the call given back.
 *
 * Where in this it stands says the draft, in the product's own tables. So each turn is the same: it waits
 * for what is pressed on the sheet or said, saves that through the use case, draws the sheet as the draft
 * now has it, and rewinds to the top: the conversation's own state never grows.
 *
 * What it is entered with, a press on its sheet or words, is its first turn; else the sheet is sent.
 */
export async function score(
  conversation: Conversation<Ctx, Context>,
  entered: Context,
  callId: number,
): Promise<void> {
  const top = conversation.checkpoint();
  let next = await outside(conversation, (ctx) =>
    ctx.update.update_id === entered.update.update_id ? beginSheet(ctx, callId) : 'turn',
  );
  let said = entered;
  if (next === 'turn') {
    said = await conversation.waitUntil((ctx) => isForSheet(ctx, callId), { next: true });
    next = await outside(conversation, (ctx) => takeTurn(ctx, callId));
  }
  if (next === 'refused') next = await corrected(conversation, callId, said);
  if (next === 'recommendation') next = await recommendation(conversation, callId);
  if (next === 'not here') await conversation.halt({ next: true });
  if (next !== 'over') await conversation.rewind(top);
}

/** The turn after words that could not be taken: they may be changed where they stand. */
async function corrected(
  conversation: Conversation<Ctx, Context>,
  callId: number,
  said: Context,
): Promise<Next> {
  const refused = idsOf(said);
  for (;;) {
    const heard = await conversation.waitUntil(
      (ctx) => isForSheet(ctx, callId) || isCorrection(ctx, refused),
      { next: true },
    );
    const next = await outside(conversation, (ctx) => takeTurn(ctx, callId));
    if (next !== 'refused') return next;
    refused.push(...idsOf(heard));
  }
}

/** Waits for the words to the seller. Another button of the sheet leads on; a command ends it all. */
async function recommendation(
  conversation: Conversation<Ctx, Context>,
  callId: number,
): Promise<Next> {
  const refused: number[] = [];
  for (;;) {
    const heard = await conversation.waitUntil(
      (ctx) => pressedSheet(ctx) === callId || isSaid(ctx) || isCorrection(ctx, refused),
      { next: true },
    );
    if (heard.message?.text?.startsWith('/')) await conversation.halt({ next: true });
    const next = await outside(conversation, (ctx) => takeRecommendation(ctx, callId));
    if (next !== 'recommendation') return next;
    refused.push(...idsOf(heard));
  }
}

const idsOf = (said: Context) => [saidIn(said)?.message_id ?? []].flat();
