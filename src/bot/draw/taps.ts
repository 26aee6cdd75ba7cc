import type { App } from '../../app/app.ts';
import { drawOverviewOf } from '../../app/draw/read-draw.ts';
import { type OwnTap, readTap, tapDraw } from '../../app/draw/tap-draw.ts';
import { isQuietNow } from '../../app/notices/notify.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { buttonKind, type Field, id } from '../buttons.ts';
import { drawWhen } from '../notices/draw-when.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { type Screen, screen } from '../screen.ts';
import { instant, secondOfDay, type Words } from '../words.ts';
import { tapPictures } from './entropy-lines.ts';

const picture: Field<number> = {
  write: String,
  read: (text) => (/^\d$/.test(text) && Number(text) in tapPictures ? Number(text) : undefined),
};
const tapButton = buttonKind('tap', ['seller'], { drawId: id, picture });

const inRow = 3;

/** A seller of the frozen pool is asked for a tap, whatever the hour. */
export function tapsNotice(
  app: App,
  words: Words,
  member: Member,
  { payload }: PendingNotice<'draw_taps'>,
): Rendered {
  const asked = readTap(app, member, payload.drawId);
  if (!asked.ok) return { do: 'drop' };
  return { do: 'send', silent: isQuietNow(app), screen: tapScreen(app, words, asked.tap) };
}

function tapScreen(app: App, words: Words, { drawId, until, own }: OwnTap): Screen {
  if (own) {
    const at = secondOfDay(words, own.tappedAt);
    const tapped = { picture: tapPictures[own.choice] ?? '', at };
    return screen([title(app, words, drawId), words.t('draw-tapped', tapped)]);
  }
  const buttons = tapPictures.map((label, at) => tapButton.button(label, { drawId, picture: at }));
  return screen(
    [title(app, words, drawId), words.t('draw-taps-why', { at: instant(words, until, 't') })],
    [buttons.slice(0, inRow), buttons.slice(inRow)],
  );
}

function title(app: App, words: Words, drawId: number): string | null {
  const draw = drawOverviewOf(app, drawId);
  return draw && `<b>${words.t('draw-taps', { date: drawWhen(words, draw) })}</b>`;
}

export const tapHandlers = [
  tapButton.on((ctx, { drawId, picture: choice }) => {
    const { app, words, member } = ctx;
    const tapped = tapDraw(app, member, drawId, choice);
    if (tapped.ok) return { screen: tapScreen(app, words, tapped.tap) };
    const over = screen([title(app, words, drawId), words.t('draw-taps-over')]);
    return refused(ctx, tapped.refusal, tapped.refusal === 'taps_over' ? over : null);
  }),
];
