import { blindSheet } from '../../app/scoring/blind-sheet.ts';
import { beginSelfCheck, checkFirst, checksFirst } from '../../app/scoring/self-check.ts';
import { selfCheckButton, selfComparedButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { menuButton, selfFirstButton } from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import { type Screen, screen } from '../screen.ts';
import { blindScreen } from './blind-sheet.ts';
import { selfComparedScreen } from './self-screens.ts';

function settingScreen({ words }: Ctx, wanted: boolean): Screen {
  return screen(
    [
      `<b>${words.t('self-title')}</b> · ${words.t(wanted ? 'self-on' : 'self-off')}`,
      '',
      words.t('self-about'),
    ],
    [
      [
        selfFirstButton.button(words.plain(wanted ? 'button-self-off' : 'button-self-on'), {
          wanted: !wanted,
        }),
      ],
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

export const selfCheckHandlers = [
  selfCheckButton.on((ctx, { callId }) => {
    const done = beginSelfCheck(ctx.app, ctx.member, callId);
    if (!done.ok) return refused(ctx, done.refusal, selfComparedScreen(ctx, callId));
    const sheet = blindSheet(ctx.app, ctx.member, done.scoreId);
    return sheet ? { screen: blindScreen(ctx.words, sheet) } : refused(ctx, 'not_found');
  }),

  selfComparedButton.on((ctx, { callId }) => {
    const now = selfComparedScreen(ctx, callId);
    return now ? { screen: now } : refused(ctx, 'not_found');
  }),

  selfFirstButton.on((ctx, { wanted }) => {
    if (wanted !== undefined) checkFirst(ctx.app, ctx.member, wanted);
    return { screen: settingScreen(ctx, checksFirst(ctx.app, ctx.member)) };
  }),
];
