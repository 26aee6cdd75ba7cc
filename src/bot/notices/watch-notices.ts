import type { App } from '../../app/app.ts';
import { viewFor, viewOf } from '../../app/calls/read-call.ts';
import { drawOverviewOf } from '../../app/draw/read-draw.ts';
import { type PendingNotice, shortSellersOf } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { cardButton, nextButton } from '../call-buttons.ts';
import { undeliveredButton } from '../menu-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { cut, fitting, screen } from '../screen.ts';
import { callLine, callLink, callNumbers, shortName, type Words } from '../words.ts';
import { drawWhen } from './draw-when.ts';

const drop: Rendered = { do: 'drop' };
const namesMax = 30;

/** A controller's time for a call ran out; nothing to say once somebody else has it. */
export function leaseExpired(
  app: App,
  words: Words,
  notice: PendingNotice<'lease_expired'>,
): Rendered {
  const view = viewOf(app, notice.callId);
  if (view?.status !== 'listening_credit' || view.reviewerId !== null) return drop;
  return {
    do: 'send',
    silent: true,
    screen: screen(
      [words.t('lease-expired', { number: callLink(view.id) })],
      [[nextButton.button(words.plain('button-go-on'), {})]],
    ),
  };
}

/** A call came back, with why: to its teacher, or to the seller whose question stays open; not to who was one. */
export function callReturned(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'advice_returned' | 'call_returned'>,
): Rendered {
  const view = viewFor(app, member, notice.callId);
  if (!view) return drop;
  const [key, why] =
    notice.kind === 'advice_returned'
      ? ['advice-returned', notice.payload.reason]
      : ['call-returned', 'idle'];
  const reason = words.plain(`give-back-${why}`);
  return {
    do: 'send',
    screen: screen(
      [words.t(key, { number: callLink(view.id), reason }), callLine(words, view)],
      [[cardButton.button(words.plain('button-card'), { callId: view.id })]],
    ),
  };
}

/** Sellers of whom fewer calls could be drawn than the policy wants. */
export function drawShort(app: App, words: Words, notice: PendingNotice<'draw_short'>): Rendered {
  const draw = drawOverviewOf(app, notice.payload.drawId);
  const short = shortSellersOf(app, notice);
  if (!draw || short.length === 0) return drop;
  return {
    do: 'send',
    silent: true,
    screen: fitting((most) =>
      screen([
        `<b>${words.t(draw.shares.length === 0 ? 'draw-empty' : 'draw-short', { date: drawWhen(words, draw) })}</b>`,
        ...(draw.shares.length === 0 ? [] : short)
          .slice(0, namesMax)
          .map(({ name, drawn }) => words.t('draw-short-line', { name: cut(name, most), drawn })),
        draw.shares.length > 0 &&
          short.length > namesMax &&
          words.t('and-more', { count: short.length - namesMax }),
        words.t('draw-short-once'),
      ]),
    ),
  };
}

/** A seller whom no message reaches, and which scores: their head tells them in person, as long as they head them. */
export function unreachable(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'unreachable' | 'unreachable_more'>,
): Rendered {
  const calls = (notice.payload.calls ?? [notice.callId]).filter((id) => viewFor(app, member, id));
  const view = viewOf(app, calls[0] ?? 0);
  if (!view || view.sellerId === null) return drop;
  const shown = screen(
    [
      words.t('unreachable', {
        name: shortName(view.sellerName),
        count: calls.length,
        numbers: callNumbers(words, calls),
      }),
    ],
    [
      calls.length === 1
        ? [cardButton.button(words.plain('button-card'), { callId: view.id })]
        : [],
      [undeliveredButton.button(shortName(view.sellerName), { sellerId: view.sellerId })],
    ],
  );
  if (notice.kind === 'unreachable') return { do: 'send', screen: shown };
  return notice.earlier ? { do: 'edit', screen: shown, at: notice.earlier } : drop;
}
