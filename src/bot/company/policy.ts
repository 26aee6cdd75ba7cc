import { policyNow, tryRule } from '../../app/company/read-policy.ts';
import { changeRule } from '../../app/draw/change-policy.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Ctx } from '../context.ts';
import { policyButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { sendScreen } from '../screen.ts';
import {
  confirmButton,
  groupButton,
  pickButton,
  ruleButton,
  rulesHistoryButton,
  typeButton,
} from './policy-buttons.ts';
import { draftOf, fingerprintOf, proposed } from './policy-change.ts';
import { historyScreen } from './policy-history.ts';
import { choicesOf } from './policy-rules.ts';
import { askScreen, groupScreen, policyScreen, ruleScreen } from './policy-screens.ts';
import { typedValue } from './policy-words.ts';

/** Draws on the rules in force, for an administrator. */
function draw(ctx: Ctx, work: (policy: Policy, id: number) => Reply): Reply {
  const now = policyNow(ctx.app, ctx.member);
  return now.ok ? work(now.policy, now.id) : refused(ctx, now.refusal);
}

export const policyHandlers = [
  policyButton.on((ctx) => draw(ctx, (policy) => ({ screen: policyScreen(ctx, policy) }))),

  groupButton.on((ctx, { group }) =>
    draw(ctx, (policy) => ({ screen: groupScreen(ctx, policy, group) })),
  ),

  ruleButton.on((ctx, { key }) =>
    draw(ctx, (policy) => ({ screen: ruleScreen(ctx, policy, key) })),
  ),

  typeButton.on((ctx, { key }) =>
    draw(ctx, () => ({
      screen: askScreen(ctx, key, null),
      ask: { kind: 'policy_value', about: { key } },
    })),
  ),

  pickButton.on((ctx, { key, value }) =>
    draw(ctx, (policy, seenId) => {
      const tried = choicesOf(key)?.includes(value) ? tryRule(ctx.app, key, value) : null;
      if (!tried?.ok) return refused(ctx, 'stale', policyScreen(ctx, policy));
      return { screen: proposed(ctx, policy, { key, value: tried.value, seenId }) };
    }),
  ),

  confirmButton.on((ctx, { print }) =>
    draw(ctx, (policy) => {
      const draft = draftOf(ctx);
      if (!draft || fingerprintOf(draft) !== print) {
        return refused(ctx, 'stale', policyScreen(ctx, policy));
      }
      const done = changeRule(ctx.app, ctx.member, draft);
      return draw(ctx, (now) => {
        if (!done.ok) return refused(ctx, done.refusal, ruleScreen(ctx, now, draft.key));
        return {
          screen: ruleScreen(ctx, now, draft.key),
          toast: ctx.words.plain('policy-done'),
        };
      });
    }),
  ),

  rulesHistoryButton.on((ctx, { beforeId }) =>
    draw(ctx, () => ({ screen: historyScreen(ctx, beforeId) })),
  ),
];

/** A typed value: asked again until it is one, then to be confirmed. */
export const policyValueAnswerHandler: AnswerHandler<'policy_value'> = (ctx, { key }, { text }) => {
  const now = policyNow(ctx.app, ctx.member);
  if (!now.ok) return now;
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const tried = tryRule(ctx.app, key, typedValue(key, text, now.policy.currency));
  if (!tried.ok) return { ok: true, screen: askScreen(ctx, key, tried.detail), again: true };
  const draft = { key, value: tried.value, seenId: now.id };
  return { ok: true, screen: proposed(ctx, now.policy, draft) };
};

export async function openPolicy(ctx: Ctx): Promise<void> {
  const now = policyNow(ctx.app, ctx.member);
  if (now.ok) await sendScreen(ctx, policyScreen(ctx, now.policy));
  else await ctx.reply(refusalWords(ctx, now.refusal));
}
