import { el } from './dom.js';
import { renderTime } from './times.js';
import { say } from './words.js';

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
 * reader's own, `sentAt` when the text was sent.
 */
export function renderText(text, entities = [], { onCommand = () => {}, timeZone, sentAt } = {}) {
  return renderRange(text, 0, text.length, entities, { onCommand, timeZone, sentAt });
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

function renderEntity(entity, text, children, reader) {
  const { onCommand } = reader;
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
      return renderTime(entity, text, reader);
    case 'expandable_blockquote':
      return renderExpandable(children);
    default:
      return el(tags[entity.type] ?? 'span', {}, ...children);
  }
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
