import { el } from './dom.js';
import { currentLanguage, dateLocale } from './words.js';

/**
 * A `date_time` as its format says, in the reader's own zone and language; the sender's words stand in the hint. Of a
 * short date the year stands there where the message is of another.
 */
export function renderTime(
  { unix_time: unix, date_time_format: format },
  text,
  { timeZone, sentAt = Date.now() },
) {
  const at = new Date(unix * 1000);
  const shown = format === '' ? text : timeIn(format, at, { timeZone, sentAt });
  return el('time', { dateTime: at.toISOString(), title: text }, shown);
}

function timeIn(format, at, { timeZone, sentAt }) {
  const has = (sign) => format.includes(sign);
  if (has('r')) {
    const minutes = Math.round((at - Date.now()) / 60_000);
    return new Intl.RelativeTimeFormat(currentLanguage()).format(minutes, 'minute');
  }
  const said = (parts, of = at) =>
    new Intl.DateTimeFormat(dateLocale(), { timeZone, ...parts }).format(of);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const year = { year: 'numeric' };
  const isOfAnother = said(year) !== said(year, sentAt);
  return [
    has('w') ? said({ weekday: 'short' }) : '',
    has('D') ? said({ dateStyle: 'long' }) : '',
    has('d') ? shortDay(at, timeZone, isOfAnother) : '',
    has('t') || has('T') ? said({ ...time, ...(has('T') ? { second: '2-digit' } : {}) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** `23.11`, `23 Nov`: in figures an English reader could take the day for the month. */
function shortDay(at, timeZone, withYear) {
  const isRu = currentLanguage() === 'ru';
  const parts = isRu ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'short' };
  const year = withYear ? { year: 'numeric' } : {};
  return new Intl.DateTimeFormat(dateLocale(), { timeZone, ...parts, ...year }).format(at);
}
