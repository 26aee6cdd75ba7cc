import { type CallCard, callCard } from '../../app/calls/read-call.ts';
import { maySend, sendCall } from '../../app/scoring/send-call.ts';
import type { Taker } from '../ask.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { button, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLine, shortName } from '../words.ts';

/** Ready reasons: `send-reason-<code>`. Any other is typed. */
const readyReasons = ['complaint', 'lost', 'important', 'example'] as const;

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
      ...readyReasons.map((code) => [
        button(words.plain(`send-reason-${code}`), 'send-as', view.id, code),
      ]),
      [button(words.plain('button-back'), 'card-here', view.id)],
    ],
  );
}

/** The card as it is now; null for whom there is none. */
function cardOf(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

function sentScreen(ctx: Ctx, id: string): Screen {
  return cardOf(ctx, id) ?? screen([ctx.words.t('send-done')]);
}

export const sendTaps = {
  send: (ctx, id = '', on = '') => {
    const may = maySend(ctx.app, ctx.member, Number(id));
    if (!may.ok) return refused(ctx, may.refusal, on === 'card' ? cardOf(ctx, id) : null);
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    return {
      screen: reasonScreen(ctx, found.card, may.left),
      ask: { kind: 'send_reason', about: id },
    };
  },
  'send-as': (ctx, id = '', code = '') => {
    const ready = readyReasons.find((known) => known === code);
    if (!ready) return refused(ctx, 'stale');
    const reason = ctx.words.plain(`send-reason-${ready}`);
    const done = sendCall(ctx.app, ctx.member, Number(id), reason);
    if (!done.ok) return refused(ctx, done.refusal, cardOf(ctx, id));
    return { screen: sentScreen(ctx, id), toast: ctx.words.plain('send-done') };
  },
} satisfies Taps;

export const takeSendReason: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = sendCall(ctx.app, ctx.member, Number(about), text);
  return done.ok ? { ok: true, screen: sentScreen(ctx, about) } : done;
};
