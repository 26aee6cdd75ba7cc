import { type Scorer, scorersOf } from '../../app/credit/read-scorers.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { dayMonth, localFigure } from '../words.ts';
import { scorersButton } from './credit-buttons.ts';

const nameMax = 60;

/** Who scored one's calls, and how often it would be by the controllers' shares alone. */
function scorersScreen({ words }: Ctx, scorers: readonly Scorer[], sinceAt: Instant): Screen {
  return screen(
    [
      `<b>${words.t('scorers-title')}</b>`,
      scorers.length === 0
        ? words.t('scorers-none')
        : `<i>${words.t('scorers-about', { since: dayMonth(words, sinceAt) })}</i>`,
      '',
      ...scorers.map(({ name, calls, expected }) =>
        words.t('scorers-line', {
          name: cut(name, nameMax),
          calls,
          expected: localFigure(words, expected.toFixed(1)),
        }),
      ),
    ],
    [[creditButton.button(words.plain('button-back'), {})]],
  );
}

export const scorersHandlers = [
  scorersButton.on((ctx) => {
    const read = scorersOf(ctx.app, ctx.member);
    if (!read.ok) return refused(ctx, read.refusal);
    return { screen: scorersScreen(ctx, read.scorers, read.sinceAt) };
  }),
];
