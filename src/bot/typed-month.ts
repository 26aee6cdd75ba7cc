import { type LocalMonth, localDateOf } from '../domain/time.ts';
import { readMonth } from '../domain/typed-dates.ts';
import type { Ctx } from './context.ts';
import { cut } from './screen.ts';

const typedMax = 60;

/** The month that a command names: null where it names none; undefined where it cannot be read, which is said. */
export async function monthTyped(ctx: Ctx): Promise<LocalMonth | null | undefined> {
  const typed = typeof ctx.match === 'string' ? ctx.match.trim() : '';
  if (typed === '') return null;
  const { app, words } = ctx;
  const month = readMonth(typed, localDateOf(app.now(), words.zone));
  if (month !== null) return month;
  await ctx.reply(words.plain('month-unread', { text: cut(typed, typedMax) }));
  return undefined;
}
