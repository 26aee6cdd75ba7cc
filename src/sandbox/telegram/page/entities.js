import { el } from './dom.js';

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/** A text with its entities as DOM nodes. `onCommand` is called with a command that is clicked. */
export function renderText(text, entities = [], onCommand = () => {}) {
  return renderRange(text, 0, text.length, entities, onCommand);
}

function renderRange(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) return;
    if (start > at) nodes.push(text.slice(at, start));
    const inner = entities.slice(index + 1).filter(({ offset }) => offset < end);
    const children = renderRange(text, start, end, inner, onCommand);
    nodes.push(renderEntity(entity, text.slice(start, end), children, onCommand));
    at = end;
  });
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function renderEntity(entity, text, children, onCommand) {
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
  const spoiler = el('span', { class: 'spoiler', role: 'button', tabIndex: 0 }, ...children);
  spoiler.addEventListener('click', () => spoiler.classList.add('shown'));
  return spoiler;
}

function renderExpandable(children) {
  const quote = el('blockquote', { class: 'expandable' }, ...children);
  quote.addEventListener('click', () => quote.classList.toggle('open'));
  return quote;
}
