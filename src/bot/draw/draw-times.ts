import { drawTimes } from '../../app/draw/draw-times.ts';
import type { Ctx } from '../context.ts';
import type { Words } from '../words.ts';

const monday = Date.UTC(2026, 10, 23);
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** `Mon–Sat at 19:00`, as the rules of the coming draw have it. */
export function drawTimesText({ app, words }: Pick<Ctx, 'app' | 'words'>): string {
  const times = drawTimes(app);
  if (!times) return words.plain('draw-times-other');
  const time = new Date(times.minute * minuteMs).toISOString().slice(11, 16);
  return times.weekdays.length === 7
    ? words.plain('draw-times-daily', { time })
    : words.plain('draw-times-days', { days: daysText(words, times.weekdays), time });
}

/** `Mon–Sat`, or `Mon, Wed, Fri`. */
function daysText({ language }: Words, weekdays: readonly number[]): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const names = weekdays.map((weekday) => format.format(monday + (weekday - 1) * dayMs));
  const [first = 0] = weekdays;
  const follow = weekdays.length > 2 && weekdays.every((weekday, at) => weekday === first + at);
  return follow ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}
