import { nextDraw } from '../../app/company/read-setup.ts';
import { nextCall } from '../../app/scoring/next-call.ts';
import { heldCall, queueState } from '../../app/scoring/read-sheet.ts';
import { nextButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { queueButton } from '../menu-buttons.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Screen, screen, sendScreen } from '../screen.ts';
import { instant, span } from '../words.ts';
import { openCall } from './open-call.ts';

/** The queue, and the way into it; where nothing of it is for this controller, it says so. */
export function queueScreen(ctx: Ctx, found: 'nothing' | 'unknown' = 'unknown'): Screen {
  const { waiting, oldestAt, scoredToday } = queueState(ctx.app, ctx.member);
  const { words } = ctx;
  const held = heldCall(ctx.app, ctx.member);
  const drawAt = nextDraw(ctx.app);
  return screen(
    [
      `<b>${words.t('queue-title')}</b>`,
      words.t('queue-waiting', { count: waiting }),
      oldestAt !== null && words.t('queue-oldest', { span: span(words, ctx.app.now() - oldestAt) }),
      words.t('queue-today', { count: scoredToday }),
      held !== null && words.t('queue-held', { number: String(held) }),
      waiting === 0 &&
        held === null &&
        words.t('queue-empty', { at: drawAt === null ? 'none' : instant(words, drawAt) }),
      waiting > 0 && found === 'nothing' && words.t('queue-for-others'),
    ],
    (waiting > 0 && found === 'unknown') || held !== null
      ? [[nextButton.button(words.plain(held === null ? 'button-next-call' : 'button-go-on'), {})]]
      : [],
  );
}

/** `/next`: leases a call, sends its recording and opens the working screen below it. */
export async function openNext(ctx: Ctx): Promise<void> {
  const taken = nextCall(ctx.app, ctx.member);
  if (taken.ok) await openCall(ctx, taken.callId);
  else if (taken.refusal === 'queue_empty') await sendScreen(ctx, queueScreen(ctx, 'nothing'));
  else await ctx.reply(refusalWords(ctx, taken.refusal));
}

export const queueHandlers = [
  nextButton.on((ctx) => ({ after: () => openNext(ctx) })),
  queueButton.on((ctx) => ({ screen: queueScreen(ctx) })),
];
