import type { CallView } from '../../app/calls/read-call.ts';
import type { TeamLine } from '../../app/credit/read-team.ts';
import { takeButton } from '../call-buttons.ts';
import { cut } from '../screen.ts';
import { callLine, callLink, escapeHtml, localPercent, shortName, type Words } from '../words.ts';

/** What the page of a team and the page of one of them say alike. */

export function figuresLine(words: Words, line: TeamLine, most: number): string {
  const { calls, mean, weakest, openAppeals, keptOut, absent } = line;
  const kept = keptOut.asked + keptOut.taken > 0 && keptOut.percent;
  return [
    mean === null ? words.t('team-few') : `<b>${localPercent(words, mean)}</b>`,
    words.t('team-calls', { count: calls }),
    weakest && words.t('team-weakest', { section: cut(weakest, Math.min(100, most)) }),
    openAppeals > 0 && words.t('team-appeals', { count: openAppeals }),
    kept && words.t('team-kept-out', { share: localPercent(words, kept) }),
    absent && words.t('team-absent'),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function suggestedLines(words: Words, suggested: CallView[], named: boolean): string[] {
  if (suggested.length === 0) return [];
  return [
    '',
    `<b>${words.t('team-suggested')}</b>`,
    ...suggested.map((view) => {
      const whose = named ? ` · ${escapeHtml(shortName(view.sellerName))}` : '';
      return `${callLink(view.id).html}${whose} · ${callLine(words, view)}`;
    }),
  ];
}

/** Takes the call, and the screen that it stands on is drawn again. */
export function takeRows(
  words: Words,
  suggested: CallView[],
  on: Omit<Parameters<typeof takeButton.button>[1], 'callId'>,
) {
  return suggested.map(({ id: callId }) => [
    takeButton.button(words.plain('button-take-call', { number: String(callId) }), {
      callId,
      ...on,
    }),
  ]);
}
