import { callCard } from '../../app/calls/read-call.ts';
import type { Member } from '../../app/people/members.ts';
import { recallableUntil } from '../../app/scoring/recall-score.ts';
import type { Call } from '../../domain/call.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { nextButton, recallButton } from '../call-buttons.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { type Screen, screen } from '../screen.ts';
import { dayMonth, instant, type Words } from '../words.ts';
import { queueScreen } from './queue.ts';
import { sheetNow } from './sheet.ts';

/** Redraws the sheet after an answer; says why where it was not taken. */
export function redrawn(ctx: Ctx, callId: number, done: Outcome<object>): Reply {
  if (!done.ok) return refused(ctx, done.refusal, currentScreen(ctx, callId));
  const now = sheetNow(ctx, callId);
  return now ? { screen: now.screen } : refused(ctx, 'stale');
}

/**
 * What a press that came too late is answered with: the sheet, the score just handed in, the queue of a
 * controller, or the call as it stands; null for whom there is none of these.
 */
export function currentScreen(ctx: Ctx, callId: number): Screen | null {
  const sheet = sheetNow(ctx, callId);
  if (sheet) return sheet.screen;
  const noticeAt = recallableUntil(ctx.app, ctx.member, callId);
  if (noticeAt !== null) return submittedScreen(ctx, callId, noticeAt);
  return withoutSheet(ctx, callId);
}

/** `call`: as whoever has just worked on it knows it. */
function withoutSheet(ctx: Ctx, callId: number, call?: Call): Screen | null {
  if (ctx.member.roles.includes('controller')) return queueScreen(ctx);
  const found = callCard(ctx.app, ctx.member, callId, call);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

/** What comes after the sheet is out of hand: a controller's queue, or the call as it is then. */
export function afterSheet(ctx: Ctx, callId: number, toast: string, call?: Call): Reply {
  const now = withoutSheet(ctx, callId, call);
  return { ...(now ? { screen: now } : {}), toast: ctx.words.plain(toast) };
}

/** A score that was handed in, and until when it can be taken back. */
export function submittedScreen(ctx: Ctx, callId: number, noticeAt: number): Screen {
  const today = dayMonth(ctx.words, ctx.app.now()) === dayMonth(ctx.words, noticeAt);
  const time = instant(ctx.words, noticeAt, today ? 't' : 'dt');
  return screen(
    [
      `<b>${ctx.words.t('call-title', { number: String(callId) })}</b>`,
      ctx.words.t('scoring-submitted', { time }),
    ],
    [
      [recallButton.button(ctx.words.plain('button-fix'), { callId })],
      nextRow(ctx.words, ctx.member),
    ],
  );
}

/** The same once its notice has left. */
export function leftScreen(words: Words, member: Member, callId: number): Screen {
  return screen(
    [`<b>${words.t('call-title', { number: String(callId) })}</b>`, words.t('scoring-left')],
    [nextRow(words, member)],
  );
}

function nextRow(words: Words, { roles }: Member) {
  return roles.includes('controller')
    ? [nextButton.button(words.plain('button-next-call'), {})]
    : [];
}
