import type { Motivation } from '../../app/credit/motivate.ts';
import { moneyFormat } from '../money.ts';
import type { Words } from '../words.ts';

const decimal = (words: Words, figure: string) =>
  words.language === 'ru' ? figure.replace('.', ',') : figure;

/** Where the mean lies, in whole percent outwards: a range is no place for tenths. */
export function rangeLine(words: Words, { low, high }: { low: string; high: string }): string {
  const from = Math.floor(Number(low));
  const to = Math.ceil(Number(high));
  return words.t('credit-range', { from: String(from), to: String(to) });
}

/** Percentage points, `4,2`. */
export function pointsText(words: Words, percent: string): string {
  return decimal(words, percent);
}

/** `Коэффициент 1,1; до 1,2 не хватает 0,7 п. п.`; below the scale, how far its first step is. */
export function motivationLine(words: Words, motivation: Motivation, currency: string): string {
  const { pays, value, next, callsWanting } = motivation;
  if (callsWanting > 0) return words.t('motivation-calls', { count: callsWanting });
  const shown = (figure: string) =>
    pays === 'sum' ? moneyFormat(words, currency).format(Number(figure)) : decimal(words, figure);
  const wanting = next && decimal(words, next.wanting);
  if (value === null) {
    return next && wanting
      ? words.t(`motivation-first-${pays}`, { value: shown(next.value), wanting })
      : words.t('motivation-none');
  }
  const has = words.t(`motivation-${pays}`, { value: shown(value) });
  if (!next || !wanting) return has;
  return `${has}; ${words.t('motivation-next', { value: shown(next.value), wanting })}`;
}
