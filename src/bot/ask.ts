import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Ctx } from './context.ts';
import { isCorrection, saidIn } from './correction.ts';
import { outside } from './outside.ts';
import { type AnswerHandlers, answer, type Given, readAsked } from './questions.ts';
import { refusalWords } from './refusal-words.ts';
import { replaceMessage, type Screen, sendScreen } from './screen.ts';
import { unlessBug } from './telegram-refusals.ts';

/**
 * The one dialogue in which a person types: it waits for a message, hands it to the use case and shows
 * the next screen. What was typed is kept in the product's own tables at once; the dialogue itself
 * holds nothing that would be missed, and any button or command goes past it.
 */
export function askIn(answerHandlers: AnswerHandlers) {
  return async function ask(
    conversation: Conversation<Ctx, Context>,
    _ctx: Context,
    asked: unknown,
  ): Promise<void> {
    const refused: number[] = [];
    for (;;) {
      const heard = await conversation.waitUntil(
        (ctx) => isAnswer(ctx) || isCorrection(ctx, refused),
      );
      const said = saidIn(heard);
      const given = { text: said?.text ?? null, voice: said?.voice?.file_id ?? null };
      const taken = await outside(conversation, (ctx) => take(ctx, answerHandlers, asked, given));
      if (taken) return;
      if (said) refused.push(said.message_id);
    }
  };
}

function isAnswer(ctx: Context): boolean {
  const text = ctx.message?.text;
  return text !== undefined ? !text.startsWith('/') : ctx.message?.voice !== undefined;
}

/** True once the dialogue is over, whether the answer was taken or there is nothing left to answer. */
async function take(
  ctx: Ctx,
  answerHandlers: AnswerHandlers,
  kept: unknown,
  given: Given,
): Promise<boolean> {
  const asked = readAsked(kept);
  if (!asked) {
    await ctx.reply(ctx.words.plain('question-gone'));
    return true;
  }
  const taken = answer(answerHandlers, ctx, asked, given);
  if (!taken.ok) {
    await ctx.reply(refusalWords(ctx, taken.refusal));
    return taken.refusal !== 'too_long' && taken.refusal !== 'reason_missing';
  }
  const at = given.text === null ? null : asked.messageId;
  await replaceScreen(ctx, at, taken.screen);
  if (taken.below) await sendScreen(ctx, taken.below);
  return taken.again !== true;
}

/**
 * Puts the next screen where the question stood and takes the typed message away, so that the working
 * screen stays last. After a voice, which stays in the chat, the screen comes below it.
 *
 * @returns the message on which the screen stands
 */
export async function replaceScreen(
  ctx: Ctx,
  messageId: number | null,
  next: Screen,
): Promise<number> {
  if (messageId === null || !ctx.chat) return sendScreen(ctx, next);
  await ctx.deleteMessage().catch(unlessBug);
  return replaceMessage(ctx, ctx.chat.id, messageId, next);
}
