import { percentText } from '../../domain/credit.ts';
import { breakEvenPpm } from '../../domain/false-mark.ts';
import { defaultPolicy, type Policy, type PolicyKey, rangeOf } from '../../domain/policy.ts';
import { durationText } from '../duration-words.ts';
import { minorTyped, money } from '../money.ts';
import { localPercent, type Words } from '../words.ts';
import { kindOf } from './policy-rules.ts';

/** How the value of a rule is written; of a number, between which it lies. */
export function howTyped(
  words: Words,
  key: PolicyKey,
  currency: string = defaultPolicy.currency,
): string {
  const range = rangeOf(key);
  if (kindOf(key) !== 'money' || !range)
    return words.plain(`policy-how-${kindOf(key)}`, { ...range });
  const [least, most] = [range.least, range.most].map((minor) => money(words, minor, currency));
  return words.plain('policy-how-money', { least: least ?? '', most: most ?? '' });
}

/** A value in words: `2 дня`, `19:00, пн–сб`, `да`. */
export function valueText(
  words: Words,
  key: PolicyKey,
  value: Policy[PolicyKey] | string,
  currency: string = defaultPolicy.currency,
): string {
  const text = String(value);
  switch (kindOf(key)) {
    case 'duration':
      return durationText(words, text);
    case 'flag':
      return words.plain(text === 'true' ? 'policy-yes' : 'policy-no');
    case 'choice':
      return words.plain(`policy-choice-${text}`);
    case 'seconds':
      return words.plain('duration-seconds', { count: Number(text) });
    case 'minutes':
      return words.plain('duration-minutes', { count: Number(text) });
    case 'days':
      return words.plain('duration-days', { count: Number(text) });
    case 'percent':
      return localPercent(words, text);
    case 'share':
      return localPercent(words, String(Math.round(Number(text) * 1000) / 10));
    case 'hours':
      return text === '' ? words.plain('policy-no-hours') : text.replace('-', '–');
    case 'cron':
      return cronText(words, text);
    case 'money':
      return money(words, Number(text), currency);
    case 'count':
    case 'points':
    case 'zone':
    case 'currency':
      return text;
    case 'scale':
      return text === '' ? words.plain('policy-nothing') : text;
  }
}

/** At which overturned share a false mark stops paying by these prices, and where one concedes it. */
export function falseMarkLines(words: Words, policy: Policy): string[] {
  const { violationPoints, appealPoints, concedeControllerPoints } = policy;
  const share = breakEvenPpm(violationPoints, appealPoints);
  if (share === null) return [words.t('policy-false-mark-never')];
  const said = (ppm: number) => localPercent(words, percentText(ppm));
  const conceded = breakEvenPpm(violationPoints, Math.min(concedeControllerPoints, appealPoints));
  return [
    appealPoints === 0
      ? words.t('policy-false-mark-always')
      : words.t('policy-false-mark', { share: said(share) }),
    ...(conceded === null || conceded === share
      ? []
      : [words.t('policy-false-mark-conceded', { share: said(conceded) })]),
  ];
}

const weekday = /^(?:\*|([0-7])(?:-([0-7]))?)$/;

/** `0 19 * * 1-6` → `19:00, пн–сб`; what is less simple stays as it is written. */
export function cronText(words: Words, cron: string): string {
  const [minute = '', hour = '', day, month, days = ''] = cron.trim().split(/\s+/);
  const found = weekday.exec(days);
  const simple = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour) && day === '*' && month === '*';
  if (!simple || !found) return cron;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const [, from, to] = found;
  if (from === undefined) return words.plain('policy-cron-daily', { time });
  const span =
    to === undefined ? dayName(words, from) : `${dayName(words, from)}–${dayName(words, to)}`;
  return `${time}, ${span}`;
}

/** Cron counts from Sunday, as 0 or 7. 2026-11-22 was a Sunday. */
function dayName(words: Words, day: string): string {
  const date = new Date(Date.UTC(2026, 10, 22 + (Number(day) % 7)));
  return new Intl.DateTimeFormat(words.language, { weekday: 'short', timeZone: 'UTC' }).format(
    date,
  );
}

const spans: readonly (readonly [pattern: RegExp, before: string, after: string])[] = [
  [/^(?:н|нед|w|week)/i, 'P', 'W'],
  [/^(?:д|d|сут)/i, 'P', 'D'],
  [/^(?:ч|h)/i, 'PT', 'H'],
  [/^(?:м|m)/i, 'PT', 'M'],
  [/^(?:с|s)/i, 'PT', 'S'],
];

/**
 * What somebody typed as the rule is kept: `2 дня` and `48 h` as durations, a decimal comma as a point,
 * `50 %` without its sign (of a share as a part of one), a dash or "none" as nothing. Anything else
 * stays as it is, for the check to say what is wrong.
 */
export function typedValue(
  key: PolicyKey,
  text: string,
  currency: string = defaultPolicy.currency,
): string {
  const typed = text.trim();
  const kind = kindOf(key);
  if (kind === 'money') return minorTyped(typed, currency);
  if (kind === 'hours') {
    return /^(?:-|–|—|нет|none|no)$/i.test(typed) ? '' : typed.replace(/\s*[–—-]\s*/, '-');
  }
  if (kind === 'duration') {
    const [, count = '', unit = ''] = /^(\d+)\s*([a-zа-я]+)\.?$/i.exec(typed) ?? [];
    const span = unit === '' ? undefined : spans.find(([pattern]) => pattern.test(unit));
    return span ? `${span[1]}${count}${span[2]}` : typed.toUpperCase();
  }
  if (kind === 'currency') return typed.toUpperCase();
  if (kind === 'scale') return /^(?:-|–|—|нет|none|no)$/i.test(typed) ? '' : typed;
  if (kind === 'cron' || kind === 'zone') return typed;
  const [, figure = typed, percent] = /^(\d+(?:[.,]\d+)?)\s*(%)?$/.exec(typed) ?? [];
  const point = figure.replace(',', '.');
  return percent !== undefined && kind === 'share' ? String(Number(point) / 100) : point;
}
