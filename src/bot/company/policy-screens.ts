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
  falseMarkLines,
  groupOf,
  howTyped,
  type RuleGroup,
  ruleGroupNames,
  rulesOfGroup,
  valueText,
} from './policy-words.ts';

/** The rules in force, group by group. */
export function policyScreen(ctx: Ctx, policy: Policy): Screen {
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
  return `${words.t(`policy-${key}`)}: <b>${escapeHtml(valueText(words, key, policy[key]))}</b>`;
}

export function groupScreen({ words }: Ctx, policy: Policy, group: RuleGroup): Screen {
  return screen(
    [
      `<b>${words.t('policy-title')} · ${words.t(`policy-group-${group}`)}</b>`,
      ...rulesOfGroup(group).map((key) => ruleLine(words, policy, key)),
      ...(group === 'points' ? falseMarkLines(words, policy) : []),
      '',
      words.t('policy-pick'),
    ],
    [
      ...rulesOfGroup(group).map((key) => [
        ruleButton.button(words.plain(`policy-${key}`), { key }),
      ]),
      [policyButton.button(words.plain('button-back'), {})],
    ],
  );
}

export function ruleScreen(ctx: Ctx, policy: Policy, key: PolicyKey): Screen {
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
          at: instant(words, coming.fromAt),
          before: valueText(words, key, coming.before),
        }),
      words.t('policy-first', { value: valueText(words, key, defaultPolicy[key]) }),
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

export function askScreen({ words }: Ctx, key: PolicyKey, wrong: string | null): Screen {
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      wrong !== null && words.t('policy-wrong', { why: whyWrong(words, wrong) }),
      words.t('policy-type', { how: howTyped(words, key) }),
    ],
    [[ruleButton.button(words.plain('button-cancel'), { key })]],
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
