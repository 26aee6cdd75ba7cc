import type { Motivation } from '../../app/credit/motivate.ts';
import type { Words } from '../words.ts';

const decimal = (words: Words, figure: string) =>
  words.language === 'ru' ? figure.replace('.', ',') : figure;

function moneyFormat(words: Words, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(words.language, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
}

/** An amount in minor units as this language writes money: `350 ₽`, `RUB 350.50`. */
export function money(words: Words, minor: number, currency: string): string {
  const format = moneyFormat(words, currency);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

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

/** `Коэффициент 1,1; до 1,2 не хватает 0,7 п. п.` */
export function motivationLine(words: Words, motivation: Motivation, currency: string): string {
  const { pays, value, next, callsWanting } = motivation;
  if (callsWanting > 0) return words.t('motivation-calls', { count: callsWanting });
  const shown = (figure: string) =>
    pays === 'sum' ? moneyFormat(words, currency).format(Number(figure)) : decimal(words, figure);
  const has =
    value === null
      ? words.t(`motivation-none-${pays}`)
      : words.t(`motivation-${pays}`, { value: shown(value) });
  if (!next) return has;
  const wanting = decimal(words, next.wanting);
  return `${has}; ${words.t('motivation-next', { value: shown(next.value), wanting })}`;
}
