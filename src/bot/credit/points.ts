import type { App } from '../../app/app.ts';
import {
  type CallTransfer,
  mayReverse,
  reverseTransfer,
  transfersOfCall,
} from '../../app/credit/reverse-transfer.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLink, dateTime, escapeHtml, monthName, shortName, type Words } from '../words.ts';
import { debtsScreen } from './debts.ts';

/** The points that a call moved, and to an admin the way to take each transfer back. */
function pointsScreen({ app, member, words }: Ctx, callId: number): Screen | null {
  const found = transfersOfCall(app, member, callId);
  if (!found.ok) return null;
  const reversible = found.transfers.filter((transfer) => transfer.reversible);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('points-title', { number: String(callId) })}</b>`,
        ...found.transfers.flatMap((transfer) => transferLines(words, transfer, most)),
        found.transfers.length === 0 && words.t('points-none'),
      ],
      [
        ...reversible.map((transfer) => [
          button(
            words.plain('button-reverse', {
              points: transfer.points,
              name: shortName(transfer.toName ?? words.plain('points-fund')),
            }),
            'reverse',
            transfer.id,
          ),
        ]),
        [button(words.plain('button-card'), 'card-here', callId)],
      ],
    ),
  );
}

function transferLines(words: Words, transfer: CallTransfer, most: number): string[] {
  const { at, points, cause, itemText, reason, month } = transfer;
  const name = (known: string | null) => shortName(known ?? words.plain('points-fund'));
  const what = [
    words.plain(`cause-${cause}`),
    itemText && words.plain('quoted', { text: cut(itemText, most) }),
  ];
  return [
    words.t('points-line', {
      points,
      from: name(transfer.fromName),
      to: name(transfer.toName),
    }),
    `    ${escapeHtml(what.filter(Boolean).join(' '))} · ${dateTime(words, at)} · ${monthName(words, month)}`,
    ...(reason === null ? [] : [`    <i>${escapeHtml(cut(reason, most))}</i>`]),
  ];
}

export const pointsTaps = {
  points: (ctx, id) => {
    const shown = pointsScreen(ctx, Number(id));
    return shown ? { screen: shown } : refused(ctx, 'not_found');
  },
  reverse: (ctx, id = '') => {
    const may = mayReverse(ctx.app, ctx.member, Number(id));
    if (!may.ok) return refused(ctx, may.refusal);
    const { callId, points } = may.transfer;
    return {
      screen: screen(
        [
          callId === null
            ? ctx.words.t('reverse-ask-debt', { points })
            : ctx.words.t('reverse-ask', { number: callLink(callId), points }),
        ],
        [
          [
            callId === null
              ? button(ctx.words.plain('button-cancel'), 'debts')
              : button(ctx.words.plain('button-cancel'), 'points', callId),
          ],
        ],
      ),
      ask: { kind: 'reversal_reason', about: id },
    };
  },
} satisfies Taps;

export const takeReversalReason: Taker = (ctx, about, { text }) => {
  const done = reverseTransfer(ctx.app, ctx.member, Number(about), text ?? '');
  if (!done.ok) return done;
  const shown = done.callId === null ? debtsScreen(ctx) : pointsScreen(ctx, done.callId);
  return shown ? { ok: true, screen: shown } : { ok: false, refusal: 'not_found' };
};

/** Tells somebody that points of theirs were taken back, or came back, and why. */
export function pointsReversed(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'points_reversed'>,
): Rendered {
  const { callId } = notice;
  const found = transfersOfCall(app, member, callId);
  const of = notice.payload.id;
  const reversal = found.ok && found.transfers.find(({ reversesId }) => reversesId === of);
  if (!reversal) return { do: 'drop' };
  const key = reversal.to === member.id ? 'points-returned' : 'points-taken-back';
  return {
    do: 'send',
    screen: screen(
      [
        words.t(key, { number: callLink(callId), points: reversal.points }),
        `<i>${escapeHtml(reversal.reason ?? '')}</i>`,
      ],
      [[button(words.plain('button-points'), 'points', callId)]],
    ),
  };
}
