import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../app/appeal/decide-appeal.ts';
import { type CaseView, caseView } from '../../app/appeal/read-case.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { caseButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { appealsButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import { appealsScreen } from './appeals-list.ts';
import {
  annulButton,
  caseScreen,
  confirmButton,
  decideButton,
  reasonButton,
  reasonVoiceButton,
  reopenButton,
} from './case-screens.ts';

type Decided = Outcome<{ found: CaseView }>;

/** The appeal after a step of its head; refused, as it is now. */
function redrawn(ctx: Ctx, callId: number, done: Decided): Reply {
  if (done.ok) return onCase(ctx, done.found);
  const now = caseView(ctx.app, ctx.member, callId);
  if (now.ok) return refused(ctx, done.refusal, caseScreen(ctx, now.found));
  const decides = ctx.member.roles.includes('supervisor');
  return refused(ctx, done.refusal, decides ? appealsScreen(ctx) : null);
}

/** The screen of an appeal; what is typed next is the reason, where that is what it waits for. */
function onCase(ctx: Ctx, found: CaseView): Reply {
  const screen = caseScreen(ctx, found);
  if (found.draft.reason !== null || !isDecided(found)) return { screen };
  return { screen, ask: { kind: 'decision_reason', about: { callId: found.call.id } } };
}

function isDecided({ appeal, named, draft }: CaseView): boolean {
  if (appeal.kind !== 'items') return draft.annul !== null;
  return named.every(({ item }) => Object.hasOwn(draft.decisions, item.code));
}

export const decisionHandlers = [
  appealsButton.on((ctx) => ({ screen: appealsScreen(ctx) })),

  caseButton.on((ctx, { callId }) => redrawn(ctx, callId, caseView(ctx.app, ctx.member, callId))),

  decideButton.on((ctx, { callId, itemCode, decision }) =>
    redrawn(ctx, callId, decideItem(ctx.app, ctx.member, callId, { itemCode, decision })),
  ),

  annulButton.on((ctx, { callId, annul }) =>
    redrawn(ctx, callId, decideWhole(ctx.app, ctx.member, callId, annul)),
  ),

  reasonButton.on((ctx, { callId, ready }) => {
    return redrawn(ctx, callId, decideReason(ctx.app, ctx.member, callId, { ready }));
  }),

  reopenButton.on((ctx, { callId, what }) => redrawn(ctx, callId, reopen(ctx, callId, what))),

  confirmButton.on((ctx, { callId }) => {
    const done = confirmDecision(ctx.app, ctx.member, callId);
    if (!done.ok) return redrawn(ctx, callId, done);
    const { isAgain, isProposed } = done;
    const key = isAgain ? 'case-compared' : isProposed ? 'case-proposed' : 'case-confirmed';
    const toast = ctx.words.plain(key);
    return { screen: appealsScreen(ctx), toast, alert: isAgain || isProposed };
  }),

  reasonVoiceButton.on((ctx, { callId }) => {
    const found = caseView(ctx.app, ctx.member, callId);
    const voice = found.ok ? found.found.appeal.reasonVoice : null;
    if (!voice) return refused(ctx, 'not_found');
    return { after: () => ctx.replyWithVoice(voice, { protect_content: true }) };
  }),
];

function reopen({ app, member }: Ctx, callId: number, what: string): Decided {
  if (what === 'reason') return decideReason(app, member, callId, null);
  if (what === 'whole') return decideWhole(app, member, callId, null);
  return decideItem(app, member, callId, { itemCode: what, decision: null });
}

export const decisionReasonAnswerHandler: AnswerHandler<'decision_reason'> = (
  ctx,
  { callId },
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = decideReason(ctx.app, ctx.member, callId, text);
  return done.ok ? { ok: true, screen: caseScreen(ctx, done.found) } : done;
};
