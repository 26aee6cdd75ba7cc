import { callCard } from '../../app/calls/read-call.ts';
import { takeCall, takesLeft } from '../../app/teaching/teach.ts';
import { buttonKind, type ValuesOf } from '../buttons.ts';
import { ofTake, takeButton } from '../call-buttons.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { type Screen, screen } from '../screen.ts';
import { opening } from '../teaching/teach.ts';
import { callLine } from '../words.ts';
import { teamAgain } from './team.ts';

const takeYesButton = buttonKind('take-yes', byCall, ofTake);
const takeNoButton = buttonKind('take-no', byCall, ofTake);

const take = opening(takeCall, 'taken', offeredOn);

/** What the call was offered on, as it is now: a page of the team, else its card. */
function offeredOn(ctx: Ctx, values: ValuesOf<typeof ofTake>): Screen | null {
  const team = teamAgain(ctx, values);
  if (team) return team;
  const found = callCard(ctx.app, ctx.member, values.callId);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

/**
 * Takes a call for teaching, from its card or the page of the team on which it is suggested. It is asked first:
 * the call leaves its way to credit, and counts for the week also when it is given back.
 */
export const takeCallHandlers = [
  takeButton.on((ctx, values) => {
    const { callId } = values;
    const found = callCard(ctx.app, ctx.member, callId);
    if (!found.ok) return refused(ctx, found.refusal);
    const { call, view, offered } = found.card;
    if (!offered.includes('take')) return refused(ctx, 'wrong_status', offeredOn(ctx, values));
    const left = takesLeft(ctx.app, ctx.member, call.sellerId ?? 0);
    if (left === 0) return refused(ctx, 'limit_takes', offeredOn(ctx, values));
    const { words } = ctx;
    return {
      screen: screen(
        [
          `<b>${words.t('take-title', { number: String(callId) })}</b>`,
          callLine(words, view),
          '',
          words.t('take-ask', { left }),
        ],
        [
          [
            takeYesButton.button(words.plain('button-take-yes'), values),
            takeNoButton.button(words.plain('button-cancel'), values),
          ],
        ],
      ),
    };
  }),

  takeYesButton.on(take),

  takeNoButton.on((ctx, values) => {
    const now = offeredOn(ctx, values);
    return now ? { screen: now } : refused(ctx, 'not_found');
  }),
];
