import { confirmReturn } from '../../app/calls/release-call.ts';
import { type ReturnedCase, returnedCase, scoreReturned } from '../../app/calls/returned-call.ts';
import { buttonKind, id } from '../buttons.ts';
import { cardButton, listenButton, returnedButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { type Screen, screen } from '../screen.ts';
import { callLine, callLink, instant, shortName, type Words } from '../words.ts';
import { openCall } from './open-call.ts';

const confirmButton = buttonKind('return-confirm', returnedButton.needs, { callId: id });
const scoreButton = buttonKind('return-score', returnedButton.needs, { callId: id });

/** A drawn call that a controller gave back: whoever oversees it confirms the reason, or scores it. */
export function returnedScreen(words: Words, found: ReturnedCase): Screen {
  const { view, back, mayConfirm, mayScore } = found;
  const number = callLink(view.id);
  const of = { callId: view.id };
  return screen(
    [
      `<b>${words.t('returned-title', { number })}</b>`,
      callLine(words, view),
      words.t('scoring-seller', { name: shortName(view.sellerName) }),
      '',
      ...(back === null
        ? [words.t('returned-settled', { status: words.plain(`status-${view.status}`) })]
        : [
            words.t('returned-by', {
              name: shortName(back.byName),
              reason: words.plain(`give-back-${back.reason}`),
              at: instant(words, back.at),
            }),
            words.t(stateOf(found)),
          ]),
    ],
    [
      [
        listenButton.button(words.plain('button-listen'), of),
        ...(mayConfirm ? [confirmButton.button(words.plain('button-return-confirm'), of)] : []),
      ],
      mayScore ? [scoreButton.button(words.plain('button-return-score'), of)] : [],
      [cardButton.button(words.plain('button-card'), of)],
    ],
  );
}

function stateOf({ view, forControllers, mayScore }: ReturnedCase): string {
  if (view.reviewerId !== null) return 'returned-held';
  if (forControllers) return 'returned-for-controllers';
  return mayScore ? 'returned-score-or-confirm' : 'returned-confirm';
}

function screenNow(ctx: Ctx, callId: number): Screen | null {
  const found = returnedCase(ctx.app, ctx.member, callId);
  return found && returnedScreen(ctx.words, found);
}

export const returnedHandlers = [
  returnedButton.on((ctx, { callId }) => {
    const now = screenNow(ctx, callId);
    return now ? { screen: now } : refused(ctx, 'not_found');
  }),

  confirmButton.on((ctx, { callId }) => {
    const done = confirmReturn(ctx.app, ctx.member, callId);
    const now = screenNow(ctx, callId);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('returned-confirmed') };
  }),

  scoreButton.on((ctx, { callId }) => {
    const done = scoreReturned(ctx.app, ctx.member, callId);
    const now = screenNow(ctx, callId);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), after: () => openCall(ctx, callId) };
  }),
];
