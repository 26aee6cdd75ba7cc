import { confirmReturn } from '../../app/calls/give-back.ts';
import { type ReturnedCase, returnedCase, scoreReturned } from '../../app/calls/returned-call.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { button, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLine, callLink, dateTime, shortName, type Words } from '../words.ts';
import { openCall } from './scoring.ts';

/** A drawn call that a controller gave back: whoever oversees it confirms the reason, or scores it. */
export function returnedScreen(words: Words, found: ReturnedCase): Screen {
  const { view, back, mayConfirm, mayScore } = found;
  const number = callLink(view.id);
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
              at: dateTime(words, back.at),
            }),
            words.t(stateOf(found)),
          ]),
    ],
    [
      [
        button(words.plain('button-listen'), 'listen', view.id),
        ...(mayConfirm
          ? [button(words.plain('button-return-confirm'), 'return-confirm', view.id)]
          : []),
      ],
      mayScore ? [button(words.plain('button-return-score'), 'return-score', view.id)] : [],
      [button(words.plain('button-card'), 'card', view.id)],
    ],
  );
}

function stateOf({ view, forControllers, mayScore }: ReturnedCase): string {
  if (view.reviewerId !== null) return 'returned-held';
  if (forControllers) return 'returned-for-controllers';
  return mayScore ? 'returned-score-or-confirm' : 'returned-confirm';
}

function now(ctx: Ctx, id: string): Screen | null {
  const found = returnedCase(ctx.app, ctx.member, Number(id));
  return found && returnedScreen(ctx.words, found);
}

export const returnedTaps = {
  returned: (ctx, id = '') => {
    const shown = now(ctx, id);
    return shown ? { screen: shown } : refused(ctx, 'not_found');
  },
  'return-confirm': (ctx, id = '') => {
    const done = confirmReturn(ctx.app, ctx.member, Number(id));
    const shown = now(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, shown);
    return { ...(shown ? { screen: shown } : {}), toast: ctx.words.plain('returned-confirmed') };
  },
  'return-score': (ctx, id = '') => {
    const done = scoreReturned(ctx.app, ctx.member, Number(id));
    const shown = now(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, shown);
    return { ...(shown ? { screen: shown } : {}), after: () => openCall(ctx, Number(id)) };
  },
} satisfies Taps;
