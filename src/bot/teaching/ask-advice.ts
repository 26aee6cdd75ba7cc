import { withdrawAdvice } from '../../app/calls/give-back.ts';
import { callCard } from '../../app/calls/read-call.ts';
import { askAdvice, asksLeft } from '../../app/teaching/ask-advice.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { button, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLine } from '../words.ts';

/** What to ask: typed in one message, or nothing at all. */
function askScreen(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  if (!found.ok) return null;
  const { words } = ctx;
  return screen(
    [
      `<b>${words.t('ask-title', { number: id })}</b>`,
      callLine(words, found.card.view),
      '',
      words.t('ask-how', { left: asksLeft(ctx.app, ctx.member) }),
    ],
    [
      [button(words.plain('button-ask-plain'), 'ask-send', id)],
      [button(words.plain('button-cancel'), 'card-here', id)],
    ],
  );
}

function askedScreen(ctx: Ctx, id: string): Screen {
  const { words } = ctx;
  return screen(
    [`<b>${words.t('ask-title', { number: id })}</b>`, words.t('ask-sent')],
    [
      [
        button(words.plain('button-withdraw'), 'withdraw', id),
        button(words.plain('menu-calls'), 'calls'),
      ],
    ],
  );
}

export const askTaps = {
  ask: (ctx, id = '') => {
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    if (!found.card.offered.includes('ask')) return refused(ctx, 'wrong_status');
    if (asksLeft(ctx.app, ctx.member) === 0) return refused(ctx, 'limit_asks');
    const shown = askScreen(ctx, id);
    return shown ? { screen: shown, ask: { kind: 'advice_question', about: id } } : {};
  },
  'ask-send': (ctx, id = '') => {
    const done = askAdvice(ctx.app, ctx.member, Number(id), null);
    if (!done.ok) return refused(ctx, done.refusal);
    return { screen: askedScreen(ctx, id), toast: ctx.words.plain('ask-sent-toast') };
  },
  withdraw: (ctx, id = '') => {
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    if (!found.card.offered.includes('give_back')) return refused(ctx, 'already_begun');
    const { words } = ctx;
    return {
      screen: screen(
        [`<b>${words.t('ask-title', { number: id })}</b>`, words.t('withdraw-ask')],
        [
          [
            button(words.plain('button-withdraw-yes'), 'withdraw-yes', id),
            button(words.plain('button-back'), 'card-here', id),
          ],
        ],
      ),
    };
  },
  'withdraw-yes': (ctx, id = '') => {
    const done = withdrawAdvice(ctx.app, ctx.member, Number(id));
    if (!done.ok) return refused(ctx, done.refusal);
    return {
      screen: screen(
        [`<b>${ctx.words.t('ask-title', { number: id })}</b>`, ctx.words.t('withdrawn')],
        [[button(ctx.words.plain('menu-calls'), 'calls')]],
      ),
    };
  },
} satisfies Taps;

export const takeQuestion: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = askAdvice(ctx.app, ctx.member, Number(about), text);
  return done.ok ? { ok: true, screen: askedScreen(ctx, about) } : done;
};
