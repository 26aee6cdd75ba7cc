import { createHash } from 'node:crypto';
import { nextRunBy } from '../../app/company/cron-rules.ts';
import { lastChangeOf, policyNow, tryRule } from '../../app/company/read-policy.ts';
import { changeRule } from '../../app/draw/change-policy.ts';
import { comingRule, firstDrawBy, isDrawRule } from '../../app/draw/draw-policy.ts';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import { defaultPolicy, type Policy, type PolicyKey, policyKeys } from '../../domain/policy.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { causeOf } from '../refused-row.ts';
import { type Reply, refused } from '../reply.ts';
import { button, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { dateTime, escapeHtml, type Words } from '../words.ts';
import { historyScreen } from './policy-history.ts';
import {
  choicesOf,
  falseMarkLines,
  groupOf,
  kindOf,
  type RuleGroup,
  ruleGroupNames,
  rulesOfGroup,
  typedValue,
  valueText,
} from './policy-words.ts';

/** What an administrator is about to change: kept for the chat until they confirm. */
interface Draft {
  key: PolicyKey;
  value: Policy[PolicyKey];
  /** The rules that were in force when it was looked at. */
  seenId: number;
}

/** The rules in force, group by group. */
function policyScreen(ctx: Ctx, policy: Policy): Screen {
  const { words } = ctx;
  const groups = ruleGroupNames.map((group) => [
    `<b>${words.t(`policy-group-${group}`)}</b>`,
    ...rulesOfGroup(group).map((key) => ruleLine(words, policy, key)),
    ...(group === 'points' ? falseMarkLines(words, policy) : []),
  ]);
  return screen(
    [`<b>${words.t('policy-title')}</b>`, ...groups.flatMap((lines) => ['', ...lines])],
    [
      ...inRows(
        ruleGroupNames.map((group) => button(words.plain(`policy-group-${group}`), 'rules', group)),
        2,
      ),
      [
        button(words.plain('button-history'), 'rule-history'),
        button(words.plain('button-menu'), 'menu'),
      ],
    ],
  );
}

function ruleLine(words: Words, policy: Policy, key: PolicyKey): string {
  return `${words.t(`policy-${key}`)}: <b>${escapeHtml(valueText(words, key, policy[key]))}</b>`;
}

function groupScreen({ words }: Ctx, policy: Policy, group: RuleGroup): Screen {
  return screen(
    [
      `<b>${words.t('policy-title')} · ${words.t(`policy-group-${group}`)}</b>`,
      ...rulesOfGroup(group).map((key) => ruleLine(words, policy, key)),
      ...(group === 'points' ? falseMarkLines(words, policy) : []),
      '',
      words.t('policy-pick'),
    ],
    [
      ...rulesOfGroup(group).map((key) => [button(words.plain(`policy-${key}`), 'rule', key)]),
      [button(words.plain('button-back'), 'policy')],
    ],
  );
}

function ruleScreen(ctx: Ctx, policy: Policy, key: PolicyKey, more: string[] = []): Screen {
  const { words } = ctx;
  const last = lastChangeOf(ctx.app, key);
  const choices = choicesOf(key);
  const coming = comingRule(ctx.app, key);
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      words.t(`policy-${key}-hint`),
      '',
      words.t('policy-now', { value: valueText(words, key, policy[key]) }),
      coming &&
        words.t('policy-coming', {
          at: dateTime(words, coming.fromAt),
          before: valueText(words, key, coming.before),
        }),
      words.t('policy-first', { value: valueText(words, key, defaultPolicy[key]) }),
      last &&
        words.t('policy-changed', {
          at: dateTime(words, last.at),
          name: last.byName ?? words.plain('system'),
        }),
      ...more,
    ],
    [
      ...(choices
        ? choices.map((choice) => [button(valueText(words, key, choice), 'rule-pick', key, choice)])
        : [[button(words.plain('button-change'), 'rule-type', key)]]),
      [button(words.plain('button-back'), 'rules', groupOf(key))],
    ],
  );
}

function askScreen({ words }: Ctx, key: PolicyKey, wrong: string | null): Screen {
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      wrong !== null && words.t('policy-wrong', { why: whyWrong(words, wrong) }),
      words.t('policy-type', { how: words.plain(`policy-how-${kindOf(key)}`) }),
    ],
    [[button(words.plain('button-cancel'), 'rule', key)]],
  );
}

/** What is wrong with a typed value, where more can be said than how to write it. */
function whyWrong(words: Words, detail: string): string {
  if (detail === 'names no time') return words.plain('policy-never');
  const known = causeOf(detail);
  return known === null || known.cause === 'number'
    ? words.plain('policy-unfit')
    : words.plain(`import-cause-${known.cause}`, { value: known.value });
}

/** `Было → станет`, and what it will do. */
function confirmScreen(ctx: Ctx, policy: Policy, draft: Draft): Screen {
  const { words } = ctx;
  const { key, value } = draft;
  const effect = effectOf(ctx, { ...policy, [key]: value }, key);
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      words.t('policy-from-to', {
        from: valueText(words, key, policy[key]),
        to: valueText(words, key, value),
      }),
      effect,
      ...(kindOf(key) === 'points' ? falseMarkLines(words, { ...policy, [key]: value }) : []),
    ],
    [
      [
        button(words.plain('button-confirm'), 'rule-yes', printOf(draft)),
        button(words.plain('button-cancel'), 'rule', key),
      ],
    ],
  );
}

/** What a change does, where the value alone does not say it. */
function effectOf(ctx: Ctx, after: Policy, key: PolicyKey): string | null {
  const { words } = ctx;
  if (isDrawRule(key)) {
    const at = firstDrawBy(ctx.app, after);
    const effect = key === 'timeZone' ? 'timeZone' : 'draw';
    return at === null ? null : words.t(`policy-effect-${effect}`, { at: dateTime(words, at) });
  }
  switch (kindOf(key)) {
    case 'cron': {
      const at = nextRunBy(ctx.app, after, 'digestCron');
      return at === null ? null : words.t('policy-effect-digestCron', { at: dateTime(words, at) });
    }
    case 'points':
      return words.t('policy-effect-points');
    default:
      return key === 'approvalDelay' || key === 'workingDaysOnly'
        ? words.t('policy-effect-deadline')
        : null;
  }
}

const ruleOf = (wanted: string) => policyKeys.find((key) => key === wanted);

/** Draws on the rules in force, for an administrator. */
function draw(ctx: Ctx, work: (policy: Policy, id: number) => Reply): Reply {
  const now = policyNow(ctx.app, ctx.member);
  return now.ok ? work(now.policy, now.id) : refused(ctx, now.refusal);
}

/** Tells a confirmation from an older one that still stands further up in the chat. */
function printOf(draft: Draft): string {
  return createHash('sha256').update(JSON.stringify(draft)).digest('base64url').slice(0, 12);
}

/** Keeps what is about to change, and asks to confirm it. */
function proposed(ctx: Ctx, policy: Policy, draft: Draft): Screen {
  if (ctx.chat) writeChatNote(ctx.app, ctx.chat.id, 'policy', JSON.stringify(draft));
  return confirmScreen(ctx, policy, draft);
}

function draftOf(ctx: Ctx): Draft | null {
  const kept = ctx.chat ? chatNote(ctx.app, ctx.chat.id, 'policy') : null;
  return kept ? (JSON.parse(kept) as Draft) : null;
}

export const policyTaps = {
  policy: (ctx) => draw(ctx, (policy) => ({ screen: policyScreen(ctx, policy) })),
  rules: (ctx, wanted) =>
    draw(ctx, (policy) => {
      const group = ruleGroupNames.find((known) => known === wanted);
      return { screen: group ? groupScreen(ctx, policy, group) : policyScreen(ctx, policy) };
    }),
  rule: (ctx, wanted = '') =>
    draw(ctx, (policy) => {
      const key = ruleOf(wanted);
      return { screen: key ? ruleScreen(ctx, policy, key) : policyScreen(ctx, policy) };
    }),
  'rule-type': (ctx, wanted = '') =>
    draw(ctx, (policy) => {
      const key = ruleOf(wanted);
      if (!key) return refused(ctx, 'stale', policyScreen(ctx, policy));
      return { screen: askScreen(ctx, key, null), ask: { kind: 'policy_value', about: key } };
    }),
  'rule-pick': (ctx, wanted = '', value = '') =>
    draw(ctx, (policy, seenId) => {
      const key = ruleOf(wanted);
      const tried = key && choicesOf(key)?.includes(value) ? tryRule(ctx.app, key, value) : null;
      if (!key || !tried?.ok) return refused(ctx, 'stale', policyScreen(ctx, policy));
      return { screen: proposed(ctx, policy, { key, value: tried.value, seenId }) };
    }),
  'rule-yes': (ctx, print) =>
    draw(ctx, (policy) => {
      const draft = draftOf(ctx);
      if (!draft || printOf(draft) !== print)
        return refused(ctx, 'stale', policyScreen(ctx, policy));
      const done = changeRule(ctx.app, ctx.member, draft);
      return draw(ctx, (now) => {
        if (!done.ok) return refused(ctx, done.refusal, ruleScreen(ctx, now, draft.key));
        return {
          screen: ruleScreen(ctx, now, draft.key),
          toast: ctx.words.plain('policy-done'),
        };
      });
    }),
  'rule-history': (ctx, beforeId) =>
    draw(ctx, () => ({ screen: historyScreen(ctx, beforeId ? Number(beforeId) : undefined) })),
} satisfies Taps;

/** A typed value: asked again until it is one, then to be confirmed. */
export const takePolicyValue: Taker = (ctx, about, { text }) => {
  const key = ruleOf(about);
  const now = policyNow(ctx.app, ctx.member);
  if (!now.ok) return now;
  if (!key || text === null) return { ok: false, refusal: 'reason_missing' };
  const tried = tryRule(ctx.app, key, typedValue(key, text));
  if (!tried.ok) return { ok: true, screen: askScreen(ctx, key, tried.detail), again: true };
  const draft = { key, value: tried.value, seenId: now.id };
  return { ok: true, screen: proposed(ctx, now.policy, draft) };
};

export async function openPolicy(ctx: Ctx): Promise<void> {
  const now = policyNow(ctx.app, ctx.member);
  if (now.ok) await sendScreen(ctx, policyScreen(ctx, now.policy));
  else await ctx.reply(ctx.words.plain(`refusal-${now.refusal}`));
}
