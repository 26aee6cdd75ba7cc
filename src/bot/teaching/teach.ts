import type { App } from '../../app/app.ts';
import { callCard, viewOf } from '../../app/calls/read-call.ts';
import type { Member } from '../../app/people/members.ts';
import { openDraft } from '../../app/scoring/read-sheet.ts';
import type { AdviceRequest } from '../../app/teaching/read-teaching.ts';
import {
  beginAdvice,
  beginSideReview,
  dropSideReview,
  resumeDraft,
} from '../../app/teaching/teach.ts';
import type { Call } from '../../domain/call.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { beginButton, resumeButton, sideButton } from '../call-buttons.ts';
import { callsScreenAt } from '../calls/calls.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { openCall } from '../scoring/open-call.ts';
import { dropSideButton } from '../scoring/sheet-buttons.ts';
import { movedFrom } from '../scoring/sheet-place.ts';
import type { Screen } from '../screen.ts';
import { adviceScreen, requestScreen } from './advice.ts';

/** Done, an act answers the call as it is then. */
type Opening = { call: Call };
type Act<Done> = (app: App, member: Member, callId: number) => Outcome<Done>;

/** What a button holds that opens a call to teach on it: the call, and on which screen it stood. */
interface Opened {
  callId: number;
  from?: string | undefined;
  listKey?: string | undefined;
  listPage?: string | undefined;
}

/**
 * Does the act, then sends the recording and opens the sheet below. A press on the call's card or in the
 * list of calls redraws that; any other message is redrawn by `where` from what the button holds and what
 * was done, or stays.
 */
export function opening<Values extends Opened, Done extends Opening = Opening>(
  act: Act<Done>,
  toast: string | null,
  where: (ctx: Ctx, values: Values, done: Outcome<Done>) => Screen | null = () => null,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const done = act(ctx.app, ctx.member, values.callId);
    const call = done.ok ? done.call : undefined;
    const now = again(ctx, values, call) ?? where(ctx, values, done);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return {
      ...(now ? { screen: now } : {}),
      ...(toast ? { toast: ctx.words.plain(toast) } : {}),
      after: () => openCall(ctx, values.callId),
    };
  };
}

/** The card or the page of the list that was pressed, as it is now. */
function again(
  ctx: Ctx,
  { callId, from, listKey, listPage }: Opened,
  call: Call | undefined,
): Screen | null {
  if (from === 'list') return callsScreenAt(ctx, listKey, listPage);
  return from === 'card' ? cardOf(ctx, callId, call) : null;
}

function cardOf(ctx: Ctx, callId: number, call?: Call): Screen | null {
  const found = callCard(ctx.app, ctx.member, callId, call);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

/** The request that somebody has begun on, as they see it. */
function begunScreen(ctx: Ctx, request: AdviceRequest): Screen | null {
  const view = viewOf(ctx.app, request.callId);
  const begun = view && { request, view, mayAnswer: true };
  return begun && requestScreen(ctx.words, begun, ctx.app.now(), ctx.member.id);
}

export const teachingHandlers = [
  beginButton.on(
    opening(beginAdvice, 'begun', (ctx, { callId }, done) =>
      done.ok && done.request ? begunScreen(ctx, done.request) : adviceScreen(ctx, callId),
    ),
  ),
  sideButton.on(opening(beginSideReview, null)),
  resumeButton.on(opening(resumeDraft, null)),

  dropSideButton.on((ctx, { callId }) => {
    const pressedAt = ctx.callbackQuery?.message?.message_id;
    const reviewId = openDraft(ctx.app, ctx.member, callId)?.id ?? null;
    const moved = pressedAt === undefined ? null : movedFrom(ctx, pressedAt, { callId, reviewId });
    if (moved) return refused(ctx, 'sheet_moved', moved);
    const done = dropSideReview(ctx.app, ctx.member, callId);
    const now = cardOf(ctx, callId);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('side-dropped') };
  }),
];
