import { type CallView, callCard } from '../../app/calls/read-call.ts';
import { withdrawAdvice } from '../../app/calls/release-call.ts';
import { askAdvice, asksLeft } from '../../app/teaching/ask-advice.ts';
import { buttonKind, id } from '../buttons.ts';
import { askButton, cardHereButton, withdrawButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { callsButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { type Screen, screen } from '../screen.ts';
import { callLine, type Words } from '../words.ts';

const askPlainButton = buttonKind('ask-send', byCall, { callId: id });
const withdrawYesButton = buttonKind('withdraw-yes', byCall, { callId: id });

/** What to ask: typed in one message, or nothing at all; `left`: how many requests there are this week. */
function askScreen(words: Words, view: CallView, left: number): Screen {
  const callId = view.id;
  return screen(
    [
      `<b>${words.t('ask-title', { number: String(callId) })}</b>`,
      callLine(words, view),
      '',
      words.t('ask-how', { left }),
    ],
    [
      [askPlainButton.button(words.plain('button-ask-plain'), { callId })],
      [cardHereButton.button(words.plain('button-cancel'), { callId })],
    ],
  );
}

function askedScreen(ctx: Ctx, callId: number): Screen {
  const { words } = ctx;
  return screen(
    [`<b>${words.t('ask-title', { number: String(callId) })}</b>`, words.t('ask-sent')],
    [
      [
        withdrawButton.button(words.plain('button-withdraw'), { callId }),
        callsButton.button(words.plain('menu-calls'), {}),
      ],
    ],
  );
}

export const askHandlers = [
  askButton.on((ctx, { callId }) => {
    const found = callCard(ctx.app, ctx.member, callId);
    if (!found.ok) return refused(ctx, found.refusal);
    if (!found.card.offered.includes('ask')) return refused(ctx, 'wrong_status');
    const left = asksLeft(ctx.app, ctx.member);
    if (left === 0) return refused(ctx, 'limit_asks');
    return {
      screen: askScreen(ctx.words, found.card.view, left),
      ask: { kind: 'advice_question', about: { callId } },
    };
  }),

  askPlainButton.on((ctx, { callId }) => {
    const done = askAdvice(ctx.app, ctx.member, callId, null);
    if (!done.ok) return refused(ctx, done.refusal);
    return { screen: askedScreen(ctx, callId), toast: ctx.words.plain('ask-sent-toast') };
  }),

  withdrawButton.on((ctx, { callId }) => {
    const found = callCard(ctx.app, ctx.member, callId);
    if (!found.ok) return refused(ctx, found.refusal);
    if (!found.card.offered.includes('give_back')) return refused(ctx, 'already_begun');
    const { words } = ctx;
    return {
      screen: screen(
        [`<b>${words.t('ask-title', { number: String(callId) })}</b>`, words.t('withdraw-ask')],
        [
          [
            withdrawYesButton.button(words.plain('button-withdraw-yes'), { callId }),
            cardHereButton.button(words.plain('button-back'), { callId }),
          ],
        ],
      ),
    };
  }),

  withdrawYesButton.on((ctx, { callId }) => {
    const done = withdrawAdvice(ctx.app, ctx.member, callId);
    if (!done.ok) return refused(ctx, done.refusal);
    return {
      screen: screen(
        [
          `<b>${ctx.words.t('ask-title', { number: String(callId) })}</b>`,
          ctx.words.t('withdrawn'),
        ],
        [[callsButton.button(ctx.words.plain('menu-calls'), {})]],
      ),
    };
  }),
];

export const questionAnswerHandler: AnswerHandler<'advice_question'> = (
  ctx,
  { callId },
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = askAdvice(ctx.app, ctx.member, callId, text);
  return done.ok ? { ok: true, screen: askedScreen(ctx, callId) } : done;
};
