import { caseView } from '../../app/appeal/read-case.ts';
import { movedTo, placeSheet } from '../../app/scoring/sheet-places.ts';
import { verbAndParts } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import type { StaysLast } from '../recordings/listening.ts';
import { sheetStandsAt } from '../scoring/sheet-place.ts';
import { sendScreen } from '../screen.ts';
import { annulButton, caseScreen, decideButton } from './case-screens.ts';

const decidesBy = new Set([decideButton.verb, annulButton.verb]);

/** The screen on which a head decides an appeal while they listen. */
export const caseStaysLast: StaysLast = {
  isLeft: (ctx, messageId) =>
    ctx.chat !== undefined && movedTo(ctx.app, ctx.chat.id, messageId) !== null,
  async follow(ctx, callId, messageId, asItWas) {
    // Later on it may show something else, such as the question for a reason.
    if (!ctx.chat || !asItWas || !decidesHere(ctx)) return;
    const now = caseView(ctx.app, ctx.member, callId);
    if (!now.ok) return;
    const { review } = now.found;
    const sent = await sendScreen(ctx, caseScreen(ctx, now.found));
    placeSheet(ctx.app, ctx.chat.id, review.id, messageId);
    await sheetStandsAt(ctx, { reviewId: review.id, callId }, sent, 'deleted');
  },
};

/** Whether the pressed message is one on which an appeal is decided. */
function decidesHere({ callbackQuery }: Ctx): boolean {
  const message = callbackQuery?.message;
  const rows = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : [];
  return (rows ?? []).flat().some((button) => {
    const data = 'callback_data' in button ? button.callback_data : '';
    return decidesBy.has(verbAndParts(data)[0]);
  });
}
