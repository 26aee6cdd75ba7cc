import type { Period, PeriodPreview } from '../../app/credit/close-period.ts';
import { money } from '../money.ts';
import { cut } from '../screen.ts';
import { callLink, escapeHtml, instant, localPercent, shortName, type Words } from '../words.ts';

const numbersMax = 8;
const linesMax = 8;
const hashShown = 12;

/** The versions in which a month was closed, and why it was opened again. */
export function versionLines(words: Words, versions: readonly Period[]): string[] {
  return versions.flatMap((period) => [
    words.t('period-version', {
      version: period.version,
      at: instant(words, period.closedAt),
      hash: period.sha256.slice(0, hashShown),
    }),
    ...(period.closedForSelf
      ? [words.t('period-for-self', { name: period.closedByName ?? '—' })]
      : []),
    ...(period.reopenedAt === null
      ? []
      : [
          words.t('period-reopened', { at: instant(words, period.reopenedAt) }),
          `    <i>${escapeHtml(cut(period.reopenReason ?? '', 200))}</i>`,
        ]),
  ]);
}

/** What a month would close with, and what speaks against closing it yet. */
export function previewLines(words: Words, preview: PeriodPreview): string[] {
  const { calls, sellers, controllers, paidPoints, amountMinor, currency, undecided } = preview;
  const { uncountedCallIds, withSent, debts } = preview;
  const waiting = [undecided.pending, undecided.appealed, undecided.queued];
  return [
    words.t('period-preview', { calls, sellers, controllers }),
    amountMinor === null
      ? words.t('period-points', { points: paidPoints })
      : words.t('period-amount', {
          points: paidPoints,
          amount: money(words, amountMinor, currency),
        }),
    waiting.every((ids) => ids.length === 0)
      ? words.t('period-all-decided')
      : words.t('period-undecided'),
    ...(['pending', 'appealed', 'queued'] as const).map((kind) =>
      numbersLine(words, `period-undecided-${kind}`, undecided[kind]),
    ),
    numbersLine(words, 'period-uncounted', uncountedCallIds),
    ...listed(
      words,
      'period-with-sent',
      withSent,
      ({ name, meanPercent, drawnMeanPercent, sent }) =>
        words.t('period-with-sent-line', {
          name: shortName(name),
          mean: localPercent(words, meanPercent ?? ''),
          drawn: drawnMeanPercent === null ? '—' : localPercent(words, drawnMeanPercent),
          sent,
        }),
    ),
    ...listed(words, 'period-debts', debts, ({ name, carriedPoints }) =>
      words.t('period-debt-line', { name: shortName(name), points: -carriedPoints }),
    ),
  ].filter((line) => line !== null);
}

/** `Обжалуются 2: №12, №40`; nothing where there is none. */
function numbersLine(words: Words, key: string, callIds: readonly number[]): string | null {
  if (callIds.length === 0) return null;
  const shown = callIds.slice(0, numbersMax).map(callLink).join(', ');
  const numbers = callIds.length > numbersMax ? `${shown} …` : shown;
  return words.t(key, { count: callIds.length, numbers });
}

/** A heading with a line each, the first of many. */
function listed<T>(
  words: Words,
  key: string,
  list: readonly T[],
  line: (entry: T) => string,
): string[] {
  if (list.length === 0) return [];
  const more = list.length > linesMax ? ['…'] : [];
  return ['', words.t(key), ...list.slice(0, linesMax).map(line), ...more];
}
