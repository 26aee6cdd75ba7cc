import { policyHistory, type RuleChange } from '../../app/company/read-policy.ts';
import type { Ctx } from '../context.ts';
import { policyButton } from '../menu-buttons.ts';
import { fitting, type Screen, screen } from '../screen.ts';
import { escapeHtml, instant, type Words } from '../words.ts';
import { rulesHistoryButton } from './policy-buttons.ts';
import { valueText } from './policy-words.ts';

const changesPerPage = 8;

/** Who changed which rules and when, the newest first; `beforeId`: the changes before that one. */
export function historyScreen(ctx: Ctx, beforeId?: number): Screen {
  const { words } = ctx;
  const changes = policyHistory(ctx.app, beforeId, changesPerPage + 1);
  const shown = changes.slice(0, changesPerPage);
  const last = shown.at(-1);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('policy-history')}</b>`,
        ...(shown.length === 0 ? [words.t('policy-history-none')] : []),
        ...shown.flatMap((change) => changeLines(words, change, most)),
      ],
      [
        changes.length > changesPerPage && last
          ? [rulesHistoryButton.button(words.plain('button-older'), { beforeId: last.id })]
          : [],
        [policyButton.button(words.plain('button-back'), {})],
      ],
    ),
  );
}

const changedMax = 12;

function changeLines(words: Words, change: RuleChange, most: number): string[] {
  const { at, byName, changed, currency } = change;
  const lines = changed.slice(0, Math.min(changedMax, most)).map(({ key, from, to }) =>
    words.t('policy-change-line', {
      rule: words.plain(`policy-${key}`),
      from: valueText(words, key, from, currency),
      to: valueText(words, key, to, currency),
    }),
  );
  const name = byName ?? words.plain('system');
  return [`<i>${instant(words, at).html} · ${escapeHtml(name)}</i>`, ...lines];
}
