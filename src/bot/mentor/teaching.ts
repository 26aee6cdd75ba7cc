import type { App } from '../../app/app.ts';
import type { Member } from '../../app/members.ts';
import { callCard } from '../../app/read-call.ts';
import {
  beginAdvice,
  beginSideReview,
  dropSideReview,
  resumeDraft,
  takeCall,
} from '../../app/teach.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { Ctx } from '../context.ts';
import { openCall } from '../controller/scoring.ts';
import { cardScreen } from '../everyone/card.ts';
import type { Screen } from '../screen.ts';
import { adviceScreen } from '../supervisor/advice.ts';
import { refused, type Shown, type Taps } from '../taps.ts';

type Act = (app: App, member: Member, callId: number) => Outcome<object>;

/**
 * Does the act, then sends the recording and opens the sheet below. A tap on the call's card redraws the
 * card; any other message is redrawn by `where`, or stays.
 */
function opening(
  act: Act,
  toast: string | null,
  where: (ctx: Ctx, id: string) => Screen | null = () => null,
) {
  return (ctx: Ctx, id = '', on = ''): Shown => {
    const done = act(ctx.app, ctx.member, Number(id));
    const now = on === 'card' ? cardOf(ctx, id) : where(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return {
      ...(now ? { screen: now } : {}),
      ...(toast ? { toast: ctx.words.plain(toast) } : {}),
      after: () => openCall(ctx, Number(id)),
    };
  };
}

function cardOf(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

export const teachingTaps: Taps = {
  take: opening(takeCall, 'taken'),
  begin: opening(beginAdvice, 'begun', adviceScreen),
  side: opening(beginSideReview, null),
  resume: opening(resumeDraft, null),
  'drop-side': (ctx, id = '') => {
    const done = dropSideReview(ctx.app, ctx.member, Number(id));
    const now = cardOf(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('side-dropped') };
  },
};
