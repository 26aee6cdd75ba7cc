import { callCard } from '../../app/read-call.ts';
import { sendCall, sendsLeft } from '../../app/send-call.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { cardScreen } from '../everyone/card.ts';
import { button, type Screen, screen } from '../screen.ts';
import { refused, type Taps } from '../taps.ts';
import { callLine } from '../words.ts';

/** Ready reasons: `send-reason-<code>`. Any other is typed. */
const readyReasons = ['complaint', 'lost', 'important', 'example'] as const;

function reasonScreen(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  if (!found.ok) return null;
  const { words } = ctx;
  const { view } = found.card;
  const left = view.sellerId === null ? 0 : sendsLeft(ctx.app, view.sellerId);
  return screen(
    [
      `<b>${words.t('send-title', { number: id })}</b>`,
      callLine(words, view),
      '',
      words.t('send-why', { left }),
    ],
    [
      ...readyReasons.map((code) => [
        button(words.plain(`send-reason-${code}`), 'send-as', id, code),
      ]),
      [button(words.plain('button-back'), 'card-here', id)],
    ],
  );
}

function sentScreen(ctx: Ctx, id: string): Screen {
  const found = callCard(ctx.app, ctx.member, Number(id));
  return found.ok ? cardScreen(ctx.words, found.card) : screen([ctx.words.t('send-done')]);
}

export const sendTaps: Taps = {
  send: (ctx, id = '') => {
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    if (!found.card.offered.includes('send')) return refused(ctx, 'wrong_status');
    const shown = reasonScreen(ctx, id);
    return shown ? { screen: shown, ask: { kind: 'send_reason', about: id } } : {};
  },
  'send-as': (ctx, id = '', code = '') => {
    const ready = readyReasons.find((known) => known === code);
    if (!ready) return refused(ctx, 'stale');
    const reason = ctx.words.plain(`send-reason-${ready}`);
    const done = sendCall(ctx.app, ctx.member, Number(id), reason);
    if (!done.ok) return refused(ctx, done.refusal);
    return { screen: sentScreen(ctx, id), toast: ctx.words.plain('send-done') };
  },
};

export const takeSendReason: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = sendCall(ctx.app, ctx.member, Number(about), text);
  return done.ok ? { ok: true, screen: sentScreen(ctx, about) } : done;
};
