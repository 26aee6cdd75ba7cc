import type { NamedFilter } from '../../app/calls/list-calls.ts';
import { type CallFilter, type ChoiceNoun, noFilter } from '../../domain/call-filter.ts';
import { movingPeriods, type Period } from '../../domain/period.ts';
import { localDateOf, localMonthOf, nextMonth, startOfMonth } from '../../domain/time.ts';
import { daysText, readDays, readMonth } from '../../domain/typed-dates.ts';
import { monthName, shortName, type Words } from '../words.ts';

/** Whether the list is narrowed or turned round at all. */
export function isSet(filter: CallFilter): boolean {
  return (Object.keys(noFilter) as (keyof CallFilter)[]).some(
    (name) => filter[name] !== noFilter[name],
  );
}

/** `На прослушке: в зачет · Иван П. · ноябрь`: a filter in words; `все` where nothing is set. */
export function filterWords(words: Words, { filter, names }: NamedFilter, now: number): string {
  const { status, kind, period, sort } = filter;
  const parts = [
    status && words.plain(`status-${status}`),
    kind && words.plain(`kind-${kind}`),
    ...(['seller', 'direction', 'type'] as const).map((noun) => nameOf(names, noun)),
    names.controller && words.plain('filter-controller', { name: shortName(names.controller) }),
    nameOf(names, 'client'),
    names.order && words.plain('call-order', { number: shortName(names.order) }),
    period && periodWords(words, period, now),
    sort === 'oldest' && words.plain('filter-oldest'),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(' · ') : words.plain('calls-all');
}

function nameOf(names: NamedFilter['names'], noun: ChoiceNoun): string | null {
  const name = names[noun];
  return name === undefined ? null : shortName(name);
}

/** `сегодня`, `ноябрь`, `01.11–15.11`. */
export function periodWords(words: Words, period: Period, now: number): string {
  const month = localMonthOf(now, words.zone);
  if (period === 'month') return monthName(words, month);
  if (period === 'last_month') {
    return monthName(words, localMonthOf(startOfMonth(month, words.zone) - 1, words.zone));
  }
  if (typeof period === 'string') return words.plain(`period-${period}`);
  return daysText(period, {
    language: words.language,
    today: localDateOf(now, words.zone),
    meant: 'past',
  });
}

/** A period as it is typed or was written above: days, a month, or a moving period by its name. */
export function readPeriod(words: Words, text: string, now: number): Period | null {
  const today = localDateOf(now, words.zone);
  const typed = text.trim().toLowerCase();
  const moving = movingPeriods.find((name) => words.plain(`period-${name}`) === typed);
  if (moving) return moving;
  const days = readDays(text, today, 'past');
  const month = days ? null : readMonth(text, today);
  return month === null ? days : monthDays(month);
}

function monthDays(month: string): Period {
  const last = startOfMonth(nextMonth(month), 'UTC') - 1;
  return { from: `${month}-01`, to: localDateOf(last, 'UTC') };
}
