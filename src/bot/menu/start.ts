import type { NextFunction } from 'grammy';
import type { App } from '../../app/app.ts';
import { nameFirstAdmin } from '../../app/people/first-admin.ts';
import { acceptInvite, type Binding, bindAwaited } from '../../app/people/invite-person.ts';
import { memberOf } from '../../app/people/members.ts';
import { openCalls } from '../calls/calls-filters.ts';
import type { Ctx } from '../context.ts';
import { listStart } from '../menu-buttons.ts';
import { refusalWords } from '../refusal-words.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { type Words, wordsIn } from '../words.ts';
import { dropCommands } from './commands.ts';
import { openMenu } from './menu.ts';
import { welcomeOnce } from './welcome.ts';

/** The first words of the bot to somebody: binds an invitation, welcomes, opens the menu. */
export async function start(ctx: Ctx): Promise<void> {
  const token = typeof ctx.match === 'string' ? ctx.match.trim() : '';
  if (token === listStart) return openCalls(ctx, '');
  if (token && ctx.member.telegramId === ctx.from?.id) {
    const bound = acceptInvite(ctx.app, token, ctx.from.id);
    if (!bound.ok && bound.refusal !== 'invite_used') {
      await ctx.reply(refusedWords({ app: ctx.app, words: ctx.words }, bound));
    }
  }
  await welcomeOnce(ctx);
  await openMenu(ctx);
}

/**
 * Lets in only the company's own people, in private chats: others get one true sentence. An invitation
 * is taken here, since whoever brings it is not known yet.
 */
export function authenticate(app: App) {
  return async (ctx: Ctx, next: NextFunction): Promise<void> => {
    if (!ctx.from || ctx.chat?.type !== 'private') return;
    const known = memberOf(app, ctx.from.id) ?? (await invited(app, ctx));
    if (!known) return;
    const { first_name: first, last_name: last } = ctx.from;
    ctx.member = nameFirstAdmin(app, known, [first, last]);
    ctx.words = wordsIn(known.language, app.policy().timeZone);
    await next();
  };
}

async function invited(app: App, ctx: Ctx) {
  const words = wordsIn(ctx.from?.language_code === 'en' ? 'en' : 'ru', app.policy().timeZone);
  const token = /^\/start(?:@\S+)?\s+(\S+)$/.exec(ctx.message?.text ?? '')?.[1];
  if (!ctx.from) return null;
  const bound = token ? acceptInvite(app, token, ctx.from.id) : null;
  // A contact who was picked is known by their account, whatever they write.
  if (bound?.ok || (ctx.message && bindAwaited(app, ctx.from.id)))
    return memberOf(app, ctx.from.id);
  await refuseUnknown(ctx, bound ? refusedWords({ app, words }, bound) : words.plain('stranger'));
  return null;
}

function refusedWords(
  known: { app: App; words: Words },
  refused: Exclude<Binding, { ok: true }>,
): string {
  const { refusal } = refused;
  return refusalWords(
    refusal === 'invite_wait' ? { ...known, waitMs: refused.waitMs } : known,
    refusal,
  );
}

/** Only who writes or presses is answered; that it does not arrive, as a stranger blocked the bot, is no error. */
async function refuseUnknown(ctx: Ctx, text: string): Promise<void> {
  if (ctx.callbackQuery) {
    const { data: button } = ctx.callbackQuery;
    ctx.onRefused({ telegramId: ctx.from?.id, button, refusal: 'stranger' });
    await ctx.answerCallbackQuery({ text, show_alert: true }).catch(unlessBug);
  } else if (ctx.message) await ctx.reply(text).catch(unlessBug);
  else return;
  await dropCommands(ctx);
}
