import { lastChangeOf } from '../../app/company/read-policy.ts';
import { comingRule } from '../../app/draw/draw-policy.ts';
import { defaultPolicy, type Policy, type PolicyKey } from '../../domain/policy.ts';
import type { Ctx } from '../context.ts';
import { menuButton, policyButton } from '../menu-buttons.ts';
import { causeOf } from '../refused-row.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { escapeHtml, instant, type Words } from '../words.ts';
import {
  groupButton,
  pickButton,
  ruleButton,
  rulesHistoryButton,
  typeButton,
} from './policy-buttons.ts';
import {
  choicesOf,
  groupOf,
  isInForce,
  kindOf,
  type RuleGroup,
  ruleGroupNames,
  rulesOfGroup,
} from './policy-rules.ts';
import { falseMarkLines, howTyped, valueText } from './policy-words.ts';

/** The groups of the rules, each with its first rule in force; the others are one tap further. */
export function policyScreen(ctx: Ctx, policy: Policy): Screen {
  const { words } = ctx;
  const groups = ruleGroupNames.flatMap((group) => [
    `<b>${words.t(`policy-group-${group}`)}</b>`,
    ...linesOf(words, policy, group).slice(0, 1),
  ]);
  return screen(
    [`<b>${words.t('policy-title')}</b>`, '', ...groups],
    [
      ...inRows(
        ruleGroupNames.map((group) =>
          groupButton.button(words.plain(`policy-group-${group}`), { group }),
        ),
        2,
      ),
      [
        rulesHistoryButton.button(words.plain('button-history'), {}),
        menuButton.button(words.plain('button-menu'), {}),
      ],
    ],
  );
}

function ruleLine(words: Words, policy: Policy, key: PolicyKey): string {
  const value = valueText(words, key, policy[key], policy.currency);
  return `${words.t(`policy-${key}`)}: <b>${escapeHtml(value)}</b>`;
}

/** The rules of a group that are in force. */
function linesOf(words: Words, policy: Policy, group: RuleGroup): string[] {
  return rulesOfGroup(group)
    .filter((key) => isInForce(policy, key))
    .map((key) => ruleLine(words, policy, key));
}

export function groupScreen({ words }: Ctx, policy: Policy, group: RuleGroup): Screen {
  return screen(
    [
      `<b>${words.t('policy-title')} · ${words.t(`policy-group-${group}`)}</b>`,
      ...linesOf(words, policy, group),
      ...(group === 'points' ? falseMarkLines(words, policy) : []),
      '',
      words.t('policy-pick'),
    ],
    [
      ...rulesOfGroup(group).map((key) => [
        ruleButton.button(ruleLabel(words, policy, key), { key }),
      ]),
      [policyButton.button(words.plain('button-back'), {})],
    ],
  );
}

/** Its name; of a rule that is not gone by, that it is not. */
function ruleLabel(words: Words, policy: Policy, key: PolicyKey): string {
  const name = words.plain(`policy-${key}`);
  return isInForce(policy, key) ? name : words.plain('policy-idle-label', { name });
}

export function ruleScreen(ctx: Ctx, policy: Policy, key: PolicyKey): Screen {
  const { words } = ctx;
  const last = lastChangeOf(ctx.app, key);
  const choices = choicesOf(key);
  const coming = comingRule(ctx.app, key);
  const said = (value: Policy[PolicyKey]) => valueText(words, key, value, policy.currency);
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      words.t(`policy-${key}-hint`),
      '',
      isInForce(policy, key)
        ? words.t('policy-now', { value: said(policy[key]) })
        : words.t('policy-idle', {
            value: said(policy[key]),
            by: words.plain(`policy-choice-${policy.drawBy}`),
          }),
      coming &&
        isInForce(policy, key) &&
        words.t('policy-coming', {
          at: instant(words, coming.fromAt),
          before: said(coming.before),
        }),
      words.t('policy-first', { value: said(defaultPolicy[key]) }),
      last &&
        words.t('policy-changed', {
          at: instant(words, last.at),
          name: last.byName ?? words.plain('system'),
        }),
    ],
    [
      ...(choices
        ? choices.map((value) => [pickButton.button(valueText(words, key, value), { key, value })])
        : [[typeButton.button(words.plain('button-change'), { key })]]),
      [groupButton.button(words.plain('button-back'), { group: groupOf(key) })],
    ],
  );
}

export function askScreen({ words, app }: Ctx, key: PolicyKey, wrong: string | null): Screen {
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      wrong !== null && words.t('policy-wrong', { why: whyWrong(words, key, wrong) }),
      words.t('policy-type', { how: howTyped(words, key, app.policy().currency) }),
    ],
    [[ruleButton.button(words.plain('button-cancel'), { key })]],
  );
}

/** What is wrong with a typed value, where more can be said than how to write it. */
function whyWrong(words: Words, key: PolicyKey, detail: string): string {
  if (detail === 'names no time') return words.plain('policy-never');
  const known = causeOf(detail);
  // What is typed as an amount is checked in its minor unit, which nobody typed.
  return known === null || known.cause === 'number' || kindOf(key) === 'money'
    ? words.plain('policy-unfit')
    : words.plain(`import-cause-${known.cause}`, { value: known.value });
}
