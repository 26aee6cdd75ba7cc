import { el } from './dom.js';
import { currentLanguage, say } from './words.js';

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/**
 * A text with its entities as DOM nodes. `onCommand` is called with a command that is clicked; `timeZone` is the
 * reader's own.
 */
export function renderText(text, entities = [], { onCommand = () => {}, timeZone } = {}) {
  return renderRange(text, 0, text.length, entities, { onCommand, timeZone });
}

function renderRange(text, from, to, entities, reader) {
  const nodes = [];
  let at = from;
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) return;
    if (start > at) nodes.push(text.slice(at, start));
    const inner = entities.slice(index + 1).filter(({ offset }) => offset < end);
    const children = renderRange(text, start, end, inner, reader);
    nodes.push(renderEntity(entity, text.slice(start, end), children, reader));
    at = end;
  });
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function renderEntity(entity, text, children, { onCommand, timeZone }) {
  switch (entity.type) {
    case 'text_link':
      return renderLink(entity.url, children);
    case 'url':
      return renderLink(/^[a-z]+:/i.test(text) ? text : `http://${text}`, children);
    case 'email':
      return renderLink(`mailto:${text}`, children);
    case 'bot_command':
      return el(
        'button',
        { class: 'command', type: 'button', on: { click: () => onCommand(text) } },
        ...children,
      );
    case 'spoiler':
      return renderSpoiler(children);
    case 'mention':
    case 'hashtag':
      return el('span', { class: 'accent' }, ...children);
    case 'pre':
      return el('pre', {}, el('code', {}, ...children));
    case 'date_time':
      return renderTime(entity, text, timeZone);
    case 'expandable_blockquote':
      return renderExpandable(children);
    default:
      return el(tags[entity.type] ?? 'span', {}, ...children);
  }
}

/** As the format says, in the reader's own zone and language; the sender's words stand in the hint. */
function renderTime({ unix_time: unix, date_time_format: format }, text, timeZone) {
  const at = new Date(unix * 1000);
  const shown = format === '' ? text : timeIn(format, at, timeZone);
  return el('time', { dateTime: at.toISOString(), title: text }, shown);
}

function timeIn(format, at, timeZone) {
  const has = (sign) => format.includes(sign);
  if (has('r')) {
    const minutes = Math.round((at - Date.now()) / 60_000);
    return new Intl.RelativeTimeFormat(currentLanguage()).format(minutes, 'minute');
  }
  const date = has('D') ? 'long' : 'numeric';
  const day = { day: 'numeric', month: date, year: has('D') ? 'numeric' : '2-digit' };
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(currentLanguage(), {
    timeZone,
    ...(has('w') ? { weekday: 'short' } : {}),
    ...(has('d') || has('D') ? day : {}),
    ...(has('t') || has('T') ? time : {}),
    ...(has('T') ? { second: '2-digit' } : {}),
  }).format(at);
}

function renderLink(href, children) {
  if (!/^(https?|mailto|tel|tg):/i.test(href)) return el('span', {}, ...children);
  return el('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...children);
}

function renderSpoiler(children) {
  const hidden = { role: 'button', tabIndex: 0, ariaLabel: say('spoiler') };
  const spoiler = el('span', { class: 'spoiler', ...hidden }, ...children);
  const show = () => {
    spoiler.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name);
  };
  spoiler.addEventListener('click', show);
  spoiler.addEventListener('keydown', ({ key }) => (key === 'Enter' || key === ' ') && show());
  return spoiler;
}

function renderExpandable(children) {
  const unfold = el('button', { class: 'unfold', type: 'button' }, '⌄');
  const quote = el('blockquote', { class: 'expandable' }, ...children, unfold);
  const show = () => {
    const isOpen = quote.classList.contains('open');
    unfold.ariaExpanded = String(isOpen);
    unfold.ariaLabel = say(isOpen ? 'fold' : 'unfold');
  };
  quote.addEventListener('click', () => {
    quote.classList.toggle('open');
    show();
  });
  show();
  return quote;
}
