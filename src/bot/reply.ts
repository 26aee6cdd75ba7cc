import { noteHandedIn } from '../app/notices/handed-in.ts';
import { markQuestion, questionMessage } from '../app/people/members.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Ctx } from './context.ts';
import type { Question } from './questions.ts';
import { refusalWords } from './refusal-words.ts';
import { replaceMessage, type Screen, sendScreen } from './screen.ts';
import { unlessBug } from './telegram-refusals.ts';

/** What a press comes to: the screen that takes the place of the pressed one, and a short answer. */
export interface Reply {
  screen?: Screen;
  /** A new message below, for a new fact. */
  below?: Screen;
  /** Plain text, at most 200 characters. */
  toast?: string;
  alert?: boolean;
  /** Why nothing was done. */
  refusal?: string;
  /** What the person's next message answers. */
  ask?: Question;
  /** Of which call the screen says that its score is handed in (app/notices/handed-in.ts). */
  handedIn?: number;
  /** Done after the answer and the screen, such as sending a recording. */
  after?: () => Promise<unknown>;
}

/** A refusal in words, with the screen as it is now. */
export function refused(ctx: Ctx, refusal: Refusal | string, screen?: Screen | null): Reply {
  return { refusal, toast: refusalWords(ctx, refusal), ...(screen ? { screen } : {}) };
}

/** Refusals that no button of one's own leads to: a forged press, somebody else's button, a right lost. */
const telling = new Set(['not_found', 'not_allowed', 'unknown_button']);

/**
 * Answers a press: every one is, the refused ones as well.
 *
 * @returns the message on which the screen stands now; null where there is none
 */
export async function respond(ctx: Ctx, reply: Reply): Promise<number | null> {
  if (reply.refusal && telling.has(reply.refusal)) {
    const { data } = ctx.callbackQuery ?? {};
    ctx.onRefused({ personId: ctx.member.id, button: data, refusal: reply.refusal });
  }
  if (reply.screen) ctx.changesScreen = true;
  const [shownAt] = await Promise.all([show(ctx, reply), answer(ctx, reply)]);
  if (shownAt !== null && ctx.chat) {
    noteHandedIn(ctx.app, ctx.chat.id, shownAt, reply.handedIn ?? null);
  }
  await settleQuestion(ctx, reply);
  await reply.after?.();
  return shownAt;
}

async function answer(ctx: Ctx, { toast, alert }: Reply): Promise<void> {
  const options = toast ? { text: toast.slice(0, 200), show_alert: alert ?? false } : {};
  // An answer that comes too late for Telegram is no reason to fail: the screen says the same.
  await ctx.answerCallbackQuery(options).catch(unlessBug);
}

/** Edits the pressed message, or sends the screen again where that is gone; answers where it stands. */
async function show(ctx: Ctx, { screen, below }: Reply): Promise<number | null> {
  const at = ctx.callbackQuery?.message;
  const shownAt =
    screen && at ? await replaceMessage(ctx, at.chat.id, at.message_id, screen) : null;
  if (below) await sendScreen(ctx, below);
  return shownAt;
}

/**
 * Asks, or lets go of the question asked before: whoever goes on by a button of its own screen no longer
 * answers it. Buttons of other messages leave it open.
 */
async function settleQuestion(ctx: Ctx, reply: Reply): Promise<void> {
  if (reply.ask) {
    await ask(ctx, reply.ask);
    return;
  }
  if (!reply.screen || !ctx.chat || !ctx.conversation.active('ask')) return;
  const asked = questionMessage(ctx.app, ctx.chat.id);
  if (asked === ctx.callbackQuery?.message?.message_id) await ctx.conversation.exit('ask');
}

async function ask(
  ctx: Ctx,
  question: Question,
  messageId = ctx.callbackQuery?.message?.message_id,
): Promise<void> {
  if (ctx.chat && messageId !== undefined) markQuestion(ctx.app, ctx.chat.id, messageId);
  await ctx.conversation.exit('ask');
  await ctx.conversation.enter('ask', { ...question, messageId: messageId ?? null });
}

/** Asks by a screen of its own, which no button led to. */
export async function sendAsking(ctx: Ctx, shown: Screen, question: Question): Promise<void> {
  await ask(ctx, question, await sendScreen(ctx, shown));
}
