import type { Words } from './words.ts';

/** How this language writes money, without idle zeros. */
export function moneyFormat(words: Words, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(words.language, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
}

/** How many digits the minor unit takes: 2 for RUB, 0 for JPY (ISO 4217). */
function fractionDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in minor units as this language writes money: `350 ₽`, `RUB 350.50`. */
export function money(words: Words, minor: number, currency: string): string {
  return moneyFormat(words, currency).format(minor / 10 ** fractionDigits(currency));
}

/** `50`, `12,5 ₽`, `50 руб.` as typed, in minor units; what is no amount of the currency stays as it is. */
export function minorTyped(typed: string, currency: string): string {
  const digits = fractionDigits(currency);
  const [, units, part = ''] = /^(\d{1,9})(?:[.,](\d+))?\s*(?:[^\d\s]{1,5})?$/u.exec(typed) ?? [];
  if (units === undefined || part.length > digits) return typed;
  return String(Number(units + part.padEnd(digits, '0')));
}
