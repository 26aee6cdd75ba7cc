import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { CallView } from '../app/calls/read-call.ts';
import type { Verdict } from '../domain/checklist.ts';
import { scoreText } from '../domain/credit.ts';
import { type Language, languages } from '../domain/person.ts';
import { formatPhone } from '../domain/phone.ts';
import { localDateOf } from '../domain/time.ts';
import { dayText } from '../domain/typed-dates.ts';
import { localesFolder } from '../paths.ts';
import { cut } from './screen.ts';

/** Text that is HTML already; everything else that goes into a sentence is escaped. */
export interface Html {
  readonly html: string;
}
export type Value = string | number | Html;

export const html = (text: string): Html => ({ html: text });

/** One person's language, and how it writes dates and figures. */
export interface Words {
  readonly language: Language;
  readonly zone: string;
  /** A sentence as HTML for a message. */
  t(key: string, values?: Record<string, Value>): string;
  /** The same as plain text, for buttons and short answers. */
  plain(key: string, values?: Record<string, Value>): string;
}

const bundles = Object.fromEntries(languages.map((language) => [language, bundleOf(language)]));

/** All the files of a language's folder, a screen or a subject each, as one bundle. */
function bundleOf(language: Language): FluentBundle {
  const folder = new URL(`${language}/`, localesFolder);
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const name of readdirSync(folder)) {
    const file = fileURLToPath(new URL(name, folder));
    const errors = bundle.addResource(new FluentResource(readFileSync(file, 'utf8')));
    if (errors.length > 0) throw new Error(`${file}: ${errors.join('; ')}`);
  }
  return bundle;
}

/** A message in a language; a missing one shows its key, which the tests never let happen. */
function format(language: Language, key: string, values: Record<string, string | number>): string {
  const pattern = bundles[language]?.getMessage(key)?.value;
  return pattern ? (bundles[language]?.formatPattern(pattern, values) ?? key) : key;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function wordsIn(language: Language, zone: string): Words {
  const say = (key: string, values: Record<string, Value>, safe: (text: string) => string) => {
    const entries = Object.entries(values).map(([name, value]) => {
      if (typeof value === 'object') return [name, value.html];
      return [name, typeof value === 'string' ? safe(value) : value];
    });
    return format(language, key, Object.fromEntries(entries));
  };
  return {
    language,
    zone,
    t: (key, values = {}) => say(key, values, escapeHtml),
    plain: (key, values = {}) => say(key, values, (text) => text),
  };
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(zone: string, seconds: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(seconds)}`;
  const parts = { hour: '2-digit', minute: '2-digit', ...seconds } as const;
  const known =
    timeFormats.get(key) ??
    new Intl.DateTimeFormat('ru-RU', { timeZone: zone, hourCycle: 'h23', ...parts });
  timeFormats.set(key, known);
  return known;
}

/** How an instant is shown: its day and time, or its time alone. */
type InstantFormat = 'dt' | 't';

/**
 * An instant in a message: the app shows it in the reader's own zone, and one that does not know such the words,
 * which are in the company's. Nothing for buttons and short answers, which are plain text.
 */
export function instant(words: Words, at: number, format: InstantFormat = 'dt'): Html {
  const text = format === 't' ? timeOfDay(words, at) : dateTime(words, at);
  return html(`<tg-time unix="${Math.floor(at / 1000)}" format="${format}">${text}</tg-time>`);
}

/** `23.11 14:05`, `23 Nov 14:05`. */
export function dateTime(words: Words, at: number): string {
  return `${dayMonth(words, at)} ${timeOfDay(words, at)}`;
}

/** `23.11`, `23 Nov`. */
export function dayMonth({ language, zone }: Words, at: number): string {
  return dayText(localDateOf(at, zone), language);
}

export function timeOfDay(words: Words, at: number): string {
  return timeFormat(words.zone).format(at);
}

/** `14:05:09`: a moment to be compared with a record. */
export function secondOfDay(words: Words, at: number): string {
  return timeFormat(words.zone, { second: '2-digit' }).format(at);
}

/** `2026-11` → `ноябрь`, `November`. */
export function monthName(words: Words, month: string): string {
  return new Intl.DateTimeFormat(words.language, { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  );
}

/** `6:42`; a dash where it is not known. */
export function length(seconds: number | null): string {
  if (seconds === null) return '—';
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `86,4 %`; a dash where nothing counts. */
export function percent(words: Words, earned: number | null, possible: number | null): string {
  if (earned === null || possible === null || possible === 0) return '—';
  return localPercent(words, scoreText(earned, possible));
}

/** A figure with a dot as this language writes it. */
export function localFigure(words: Words, figure: string): string {
  return words.language === 'ru' ? figure.replace('.', ',') : figure;
}

/** The same with the sign of a percentage. */
export function localPercent(words: Words, figure: string): string {
  return `${localFigure(words, figure)}\u00a0%`;
}

/** `1 д 6 ч`, `45 мин`. */
export function span(words: Words, ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return words.plain('span-days', { days: String(days), hours: String(hours) });
  if (hours > 0) {
    return words.plain('span-hours', { hours: String(hours), minutes: String(minutes % 60) });
  }
  return words.plain('span-minutes', { minutes });
}

/** `23.11 14:05 · 6:42 · ООО «Север», заказ 5521`: what a call is known by. */
export function callLine(words: Words, view: CallView): string {
  return [
    instant(words, view.startedAt).html,
    length(view.talkS),
    escapeHtml(counterpart(words, view)),
  ].join(' · ');
}

const counterpartMax = 80;
const nameMax = 60;

/** The client and the order, or the number, or that it is hidden. */
export function counterpart(words: Words, view: CallView): string {
  const order = view.orderNumber && words.plain('call-order', { number: view.orderNumber });
  const who =
    view.clientName ?? (view.phone ? formatPhone(view.phone) : words.plain('call-hidden-number'));
  return cut(order ? `${who}, ${order}` : who, counterpartMax);
}

/** A quotation longer than so many UTF-16 units is folded. */
const foldedOver = 200;

/** What somebody wrote; a long text shows its beginning, and the rest at a tap where the app knows how. */
export function folded(text: string): Value {
  if (text.length <= foldedOver) return text;
  return html(`<blockquote expandable>${escapeHtml(text)}</blockquote>`);
}

/** In quotation marks, cut to `most` UTF-16 units. */
export function inQuotes(words: Words, text: string, most = Number.POSITIVE_INFINITY): Value {
  return folded(words.plain('quoted', { text: cut(text, most) }));
}

/** A reason in quotation marks, cut to `most` UTF-16 units, or that it was spoken. */
export function spokenOr(words: Words, reason: string | null, most?: number): Value {
  return reason === null ? words.plain('appeal-spoken') : inQuotes(words, reason, most);
}

/** A note of its own below a line: in italics, a long one folded. */
export function noteLine(text: string): string {
  const shown = folded(text);
  return typeof shown === 'object' ? shown.html : `    <i>${escapeHtml(text)}</i>`;
}

/** How a verdict looks in a line. */
export const mark: Record<Verdict, string> = { pass: '✅', fail: '❌', na: '➖' };

export const pausedMark = '⏸';

/** A controller's comment below its item, cut to `most` UTF-16 units, with its moment. */
export function commentLine(
  words: Words,
  comment: string | null,
  momentS: number | null,
  most: number,
): string {
  const moment = momentS === null ? '' : `▶ ${length(momentS)}`;
  if (comment === null) return `    ${moment}`;
  const said = cut(comment, most);
  // In quotation marks, unless the words bring their own.
  const shown = /[«“]/.test(said) ? said : words.plain('quoted', { text: said });
  return [noteLine(shown), moment].filter(Boolean).join(' ');
}

/** Points with their sign: `+5`, `−5`. */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}

/** A person's name as lists and titles show it. */
export function shortName(name: string | null): string {
  return name === null ? '—' : cut(name, nameMax);
}

/** A link that opens the call's card when tapped. */
export function callLink(id: number): Html {
  return html(`/call_${id}`);
}

const numbersMax = 20;

/** Calls named one after another, each a link; of many, how many more there are. */
export function callNumbers(words: Words, ids: readonly number[]): Html {
  const links = ids.slice(0, numbersMax).map((id) => callLink(id).html);
  const rest = ids.length - links.length;
  if (rest > 0) links.push(words.t('and-more', { count: rest }));
  return html(links.join(', '));
}

/** Ten boxes that fill as work goes on. */
export function progressBar(done: number, of: number): string {
  return '▓'.repeat(done) + '░'.repeat(Math.max(0, of - done));
}
