import { type AppealDraft, appealDraft } from '../../app/appeal/read-draft.ts';
import {
  beginAppeal,
  chooseKind,
  dropAppeal,
  giveReason,
  nameItem,
  sendAppeal,
} from '../../app/appeal/send-appeal.ts';
import type { ScoreNotice } from '../../app/calls/read-score.ts';
import type { Outcome, Refused } from '../../domain/refusal.ts';
import { appealButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import type { Screen } from '../screen.ts';
import {
  confirmScreen,
  dropButton,
  itemButton,
  itemsScreen,
  kindButton,
  otherButton,
  otherScreen,
  reasonButton,
  reasonScreen,
  sendButton,
} from './appeal-screens.ts';
import { noticeOf, noticeScreen } from './score-notice.ts';

/** The next screen of the appeal in the making; refused, the notice of the score, as it is now. */
function redrawn(
  ctx: Ctx,
  callId: number,
  done: Outcome<{ draft: AppealDraft }>,
  draw: (ctx: Ctx, draft: AppealDraft) => Screen,
): Reply {
  return done.ok ? { screen: draw(ctx, done.draft) } : refusedOn(ctx, callId, done);
}

function refusedOn(ctx: Ctx, callId: number, { refusal }: Refused): Reply {
  const now = noticeOf(ctx, callId);
  return now ? refused(ctx, refusal, now) : refused(ctx, 'not_found');
}

/** The reason is asked for: it is what is typed next. */
function asking(ctx: Ctx, callId: number, done: Outcome<{ draft: AppealDraft }>): Reply {
  const reply = redrawn(ctx, callId, done, reasonScreen);
  return done.ok ? { ...reply, ask: { kind: 'appeal_reason', about: { callId } } } : reply;
}

/** The appeal is sent or dropped: the notice of the score takes its place again. */
function settled(
  ctx: Ctx,
  callId: number,
  done: Outcome<{ notice: ScoreNotice }>,
  toast?: string,
): Reply {
  if (!done.ok) return refusedOn(ctx, callId, done);
  const { scored, sheet } = done.notice;
  const screen = noticeScreen(ctx.app, ctx.words, scored, sheet);
  return { screen, ...(toast ? { toast: ctx.words.plain(toast) } : {}) };
}

export const appealHandlers = [
  appealButton.on((ctx, { callId }) =>
    redrawn(ctx, callId, beginAppeal(ctx.app, ctx.member, callId), itemsScreen),
  ),

  itemButton.on((ctx, { callId, ...item }) =>
    redrawn(ctx, callId, nameItem(ctx.app, ctx.member, callId, item), itemsScreen),
  ),

  otherButton.on((ctx, { callId }) =>
    redrawn(ctx, callId, appealDraft(ctx.app, ctx.member, callId), otherScreen),
  ),

  kindButton.on((ctx, { callId, kind }) =>
    asking(ctx, callId, chooseKind(ctx.app, ctx.member, callId, kind)),
  ),

  reasonButton.on((ctx, { callId }) =>
    asking(ctx, callId, appealDraft(ctx.app, ctx.member, callId)),
  ),

  dropButton.on((ctx, { callId }) => settled(ctx, callId, dropAppeal(ctx.app, ctx.member, callId))),

  sendButton.on((ctx, { callId }) =>
    settled(ctx, callId, sendAppeal(ctx.app, ctx.member, callId), 'appeal-sent'),
  ),
];

export const appealReasonAnswerHandler: AnswerHandler<'appeal_reason'> = (
  ctx,
  { callId },
  given,
) => {
  const done = giveReason(ctx.app, ctx.member, callId, given);
  return done.ok ? { ok: true, screen: confirmScreen(ctx, done.draft) } : done;
};
