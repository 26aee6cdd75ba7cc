import type { App } from '../../app/app.ts';
import { callCard } from '../../app/calls/read-call.ts';
import type { Member } from '../../app/people/members.ts';
import {
  beginAdvice,
  beginSideReview,
  dropSideReview,
  resumeDraft,
} from '../../app/teaching/teach.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { callsScreenAt } from '../calls/calls.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { openCall } from '../scoring/open-call.ts';
import type { Screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { adviceScreen } from './advice.ts';

type Act = (app: App, member: Member, callId: number) => Outcome<object>;

/**
 * Does the act, then sends the recording and opens the sheet below. A tap on the call's card or in the
 * list of calls redraws that; any other message is redrawn by `where` from the rest of the button's data, or stays.
 */
export function opening(
  act: Act,
  toast: string | null,
  where: (ctx: Ctx, id: string, ...on: string[]) => Screen | null = () => null,
) {
  return (ctx: Ctx, id = '', ...on: string[]): Reply => {
    const done = act(ctx.app, ctx.member, Number(id));
    const now = again(ctx, id, ...on) ?? where(ctx, id, ...on);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return {
      ...(now ? { screen: now } : {}),
      ...(toast ? { toast: ctx.words.plain(toast) } : {}),
      after: () => openCall(ctx, Number(id)),
    };
  };
}

/** The card or the page of the list that was tapped, as it is now. */
function again(ctx: Ctx, id: string, on?: string, ...place: string[]): Screen | null {
  if (on === 'list') return callsScreenAt(ctx, ...place);
  return on === 'card' ? cardOf(ctx, id) : null;
}

function cardOf(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

export const teachingTaps = {
  begin: opening(beginAdvice, 'begun', adviceScreen),
  side: opening(beginSideReview, null),
  resume: opening(resumeDraft, null),
  'drop-side': (ctx, id = '') => {
    const done = dropSideReview(ctx.app, ctx.member, Number(id));
    const now = cardOf(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('side-dropped') };
  },
} satisfies Taps;
