import type { App } from '../../app/app.ts';
import {
  type CallTransfer,
  mayReverse,
  reverseTransfer,
  transfersOfCall,
} from '../../app/credit/reverse-transfer.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { cardHereButton, pointsButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { callLink, escapeHtml, instant, monthName, shortName, type Words } from '../words.ts';
import { debtsButton, reverseButton } from './credit-buttons.ts';
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
          reverseButton.button(
            words.plain('button-reverse', {
              points: transfer.points,
              name: shortName(transfer.toName ?? words.plain('points-fund')),
            }),
            { transferId: transfer.id },
          ),
        ]),
        [cardHereButton.button(words.plain('button-card'), { callId })],
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
    `    ${escapeHtml(what.filter(Boolean).join(' '))} · ${instant(words, at).html} · ${monthName(words, month)}`,
    ...(reason === null ? [] : [`    <i>${escapeHtml(cut(reason, most))}</i>`]),
  ];
}

export const pointsHandlers = [
  pointsButton.on((ctx, { callId }) => {
    const shown = pointsScreen(ctx, callId);
    return shown ? { screen: shown } : refused(ctx, 'not_found');
  }),

  reverseButton.on((ctx, { transferId }) => {
    const may = mayReverse(ctx.app, ctx.member, transferId);
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
              ? debtsButton.button(ctx.words.plain('button-cancel'), {})
              : pointsButton.button(ctx.words.plain('button-cancel'), { callId }),
          ],
        ],
      ),
      ask: { kind: 'reversal_reason', about: { transferId } },
    };
  }),
];

export const reversalReasonAnswerHandler: AnswerHandler<'reversal_reason'> = (
  ctx,
  { transferId },
  { text },
) => {
  const done = reverseTransfer(ctx.app, ctx.member, transferId, text ?? '');
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
      [[pointsButton.button(words.plain('button-points'), { callId })]],
    ),
  };
}
