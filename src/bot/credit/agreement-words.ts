import type { AgreementFigures } from '../../app/credit/agreement-figures.ts';
import type { Interval } from '../../domain/bootstrap.ts';
import { localFigure, localPercent, type Words } from '../words.ts';

/** `совпало 92 % из 240 · AC1 0,87 (от 0,81 до 0,92)` */
export function figureLine(
  words: Words,
  { percent, items, ac1, ac1Interval }: AgreementFigures,
): string {
  const line = words.t('agreement-line', {
    percent: percentOf(words, percent),
    items,
    ac1: coefficient(words, ac1),
  });
  return ac1Interval === null ? line : `${line} (${intervalText(words, ac1Interval)})`;
}

export function moreLine(words: Words, { kappa, alpha }: AgreementFigures): string {
  return words.t('agreement-more', {
    kappa: coefficient(words, kappa),
    alpha: coefficient(words, alpha),
  });
}

const coefficient = (words: Words, value: number | null) =>
  value === null ? '—' : localFigure(words, value.toFixed(2)).replace('-', '−');

export const percentOf = (words: Words, share: number | null) =>
  share === null ? '—' : localPercent(words, (100 * share).toFixed(0));

const intervalText = (words: Words, { low, high }: Interval) =>
  words.t('agreement-interval', { low: coefficient(words, low), high: coefficient(words, high) });
