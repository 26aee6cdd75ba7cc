import { type CallCard, callCard } from '../../app/calls/read-call.ts';
import { maySend, sendCall } from '../../app/scoring/send-call.ts';
import { sendReasons } from '../../domain/ready-reasons.ts';
import { buttonKind, id, oneOf } from '../buttons.ts';
import { cardHereButton, sendButton } from '../call-buttons.ts';
import { cardOf } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { type Screen, screen } from '../screen.ts';
import { callLine, shortName } from '../words.ts';

const sendAsButton = buttonKind('send-as', byCall, { callId: id, reason: oneOf(sendReasons) });

function reasonScreen({ words }: Ctx, { view }: CallCard, left: number): Screen {
  return screen(
    [
      `<b>${words.t('send-title', { number: String(view.id) })}</b>`,
      callLine(words, view),
      words.t('card-seller', {
        name: shortName(view.sellerName),
        direction: shortName(view.directionName),
      }),
      '',
      words.t('send-why', { left }),
    ],
    [
      ...sendReasons.map((reason) => [
        sendAsButton.button(words.plain(`reason-${reason}`), { callId: view.id, reason }),
      ]),
      [cardHereButton.button(words.plain('button-back'), { callId: view.id })],
    ],
  );
}

function sentScreen(ctx: Ctx, callId: number): Screen {
  return cardOf(ctx, callId) ?? screen([ctx.words.t('send-done')]);
}

export const sendHandlers = [
  sendButton.on((ctx, { callId, from }) => {
    const may = maySend(ctx.app, ctx.member, callId);
    if (!may.ok) return refused(ctx, may.refusal, from === 'card' ? cardOf(ctx, callId) : null);
    const found = callCard(ctx.app, ctx.member, callId);
    if (!found.ok) return refused(ctx, found.refusal);
    return {
      screen: reasonScreen(ctx, found.card, may.left),
      ask: { kind: 'send_reason', about: { callId } },
    };
  }),

  sendAsButton.on((ctx, { callId, reason }) => {
    const done = sendCall(ctx.app, ctx.member, callId, { ready: reason });
    if (!done.ok) return refused(ctx, done.refusal, cardOf(ctx, callId));
    return { screen: sentScreen(ctx, callId), toast: ctx.words.plain('send-done') };
  }),
];

export const sendReasonAnswerHandler: AnswerHandler<'send_reason'> = (
  ctx,
  { callId },
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = sendCall(ctx.app, ctx.member, callId, text);
  return done.ok ? { ok: true, screen: sentScreen(ctx, callId) } : done;
};
