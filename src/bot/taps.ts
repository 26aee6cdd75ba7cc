import { markedMessage, markMessage } from '../app/people/members.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Question } from './ask.ts';
import type { Ctx } from './context.ts';
import { refusalWords } from './refusal-words.ts';
import { mayUse, type Needs } from './roles.ts';
import { replaceMessage, type Screen, sendScreen } from './screen.ts';
import { type SheetOf, sheetStandsAt } from './sheet-place.ts';

/** What a tap comes to: the screen that takes the place of the tapped one, and a short answer. */
export interface Shown {
  screen?: Screen;
  /** A new message below, for a new fact. */
  below?: Screen;
  /** Plain text, at most 200 characters. */
  toast?: string;
  alert?: boolean;
  /** Why nothing was done. */
  refusal?: string;
  /** The screen is a scoring sheet: it stands on this message from now on. */
  sheet?: SheetOf;
  /** What the person's next message answers. */
  ask?: Question;
  /** Done after the answer and the screen, such as sending a recording. */
  after?: () => Promise<unknown>;
}

export type Tap = (ctx: Ctx, ...args: string[]) => Shown | Promise<Shown>;
/** Taps by the verb in front of their button's data (`verb:argument:…`). */
export type Taps = Readonly<Record<string, Tap>>;

/** A refusal in words, with the screen as it is now. */
export function refused(ctx: Ctx, refusal: Refusal | string, screen?: Screen | null): Shown {
  return { refusal, toast: refusalWords(ctx, refusal), ...(screen ? { screen } : {}) };
}

/** Refusals that no button of one's own leads to: a forged tap, somebody else's button, a right lost. */
const telling = new Set(['not_found', 'not_allowed', 'unknown_button']);

/**
 * Works every inline button there is. Whose a button is, is asked here, before its handler. What the data
 * says is untrusted: each handler asks the use case, which asks the status table. Every tap is answered,
 * those that nobody knows as well.
 */
export function onTap<Name extends string>(
  taps: Readonly<Record<Name, Tap>>,
  roles: Readonly<Record<Name, Needs>>,
) {
  const isKnown = (verb: string): verb is Name => Object.hasOwn(taps, verb);
  const work = (ctx: Ctx, verb: string, args: string[]): Shown | Promise<Shown> => {
    if (!isKnown(verb)) return refused(ctx, 'unknown_button');
    if (!mayUse(roles[verb], ctx.member.roles)) return refused(ctx, 'not_allowed');
    return taps[verb](ctx, ...args);
  };
  return async (ctx: Ctx): Promise<void> => {
    const [verb = '', ...args] = (ctx.callbackQuery?.data ?? '').split(':');
    const shown = await work(ctx, verb, args);
    if (shown.refusal && telling.has(shown.refusal)) {
      ctx.onRefused({
        personId: ctx.member.id,
        tap: ctx.callbackQuery?.data,
        refusal: shown.refusal,
      });
    }
    const [shownAt] = await Promise.all([show(ctx, shown), answer(ctx, shown)]);
    await settleQuestion(ctx, shown);
    if (shown.sheet && shownAt !== null) await sheetStandsAt(ctx, shown.sheet, shownAt);
    await shown.after?.();
  };
}

async function answer(ctx: Ctx, { toast, alert }: Shown): Promise<void> {
  const options = toast ? { text: toast.slice(0, 200), show_alert: alert ?? false } : {};
  // An answer that comes too late for Telegram is no reason to fail: the screen says the same.
  await ctx.answerCallbackQuery(options).catch(() => undefined);
}

/** Edits the tapped message, or sends the screen anew where that is gone; answers where it stands. */
async function show(ctx: Ctx, { screen, below }: Shown): Promise<number | null> {
  const at = ctx.callbackQuery?.message;
  const shownAt =
    screen && at ? await replaceMessage(ctx, at.chat.id, at.message_id, screen) : null;
  if (below) await sendScreen(ctx, below);
  return shownAt;
}

/**
 * Asks, or lets go of the question asked before: whoever goes on by a button of its own screen, or
 * scores meanwhile, no longer answers it. Buttons of other messages leave it open.
 */
async function settleQuestion(ctx: Ctx, shown: Shown): Promise<void> {
  if (shown.ask) {
    await ask(ctx, shown.ask);
    return;
  }
  if (!shown.screen || !ctx.chat || !ctx.conversation.active('ask')) return;
  const asked = markedMessage(ctx.app, ctx.chat.id, 'question');
  const here = asked === ctx.callbackQuery?.message?.message_id;
  if (here || shown.sheet) await ctx.conversation.exitAll();
}

async function ask(ctx: Ctx, question: Question): Promise<void> {
  const at = ctx.callbackQuery?.message;
  if (at) markMessage(ctx.app, at.chat.id, 'question', at.message_id);
  await ctx.conversation.exitAll();
  await ctx.conversation.enter('ask', { ...question, messageId: at?.message_id ?? null });
}
