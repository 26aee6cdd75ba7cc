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
import { beginButton, resumeButton, sideButton } from '../call-buttons.ts';
import { callsScreenAt } from '../calls/calls.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { openCall } from '../scoring/open-call.ts';
import { dropSideButton } from '../scoring/sheet-buttons.ts';
import type { Screen } from '../screen.ts';
import { adviceScreen } from './advice.ts';

type Act = (app: App, member: Member, callId: number) => Outcome<object>;

/** What a button holds that opens a call to teach on it: the call, and on which screen it stood. */
interface Opened {
  callId: number;
  from?: string | undefined;
  listKey?: string | undefined;
  listPage?: string | undefined;
}

/**
 * Does the act, then sends the recording and opens the sheet below. A press on the call's card or in the
 * list of calls redraws that; any other message is redrawn by `where` from what the button holds, or stays.
 */
export function opening<Values extends Opened>(
  act: Act,
  toast: string | null,
  where: (ctx: Ctx, values: Values) => Screen | null = () => null,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const done = act(ctx.app, ctx.member, values.callId);
    const now = again(ctx, values) ?? where(ctx, values);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return {
      ...(now ? { screen: now } : {}),
      ...(toast ? { toast: ctx.words.plain(toast) } : {}),
      after: () => openCall(ctx, values.callId),
    };
  };
}

/** The card or the page of the list that was pressed, as it is now. */
function again(ctx: Ctx, { callId, from, listKey, listPage }: Opened): Screen | null {
  if (from === 'list') return callsScreenAt(ctx, listKey, listPage);
  return from === 'card' ? cardOf(ctx, callId) : null;
}

function cardOf(ctx: Ctx, callId: number): Screen | null {
  const found = callCard(ctx.app, ctx.member, callId);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

export const teachingHandlers = [
  beginButton.on(opening(beginAdvice, 'begun', (ctx, { callId }) => adviceScreen(ctx, callId))),
  sideButton.on(opening(beginSideReview, null)),
  resumeButton.on(opening(resumeDraft, null)),

  dropSideButton.on((ctx, { callId }) => {
    const done = dropSideReview(ctx.app, ctx.member, callId);
    const now = cardOf(ctx, callId);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('side-dropped') };
  }),
];
