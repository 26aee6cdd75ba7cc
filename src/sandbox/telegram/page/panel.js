import { el, icon } from './dom.js';
import { panelSays } from './panel-words.js';

/** Where there is room for one panel only. */
const narrow = matchMedia('(max-width: 1000px)');
const closers = new Set();

/**
 * A panel beside the chats, closed at first, with the button that opens and closes it. `onOpen` is told each time it
 * comes up; what it holds is drawn into `body` by whoever made it.
 */
export function createPanel({ root, opener }, { name, symbol, onOpen }) {
  const title = el('h2', {});
  const close = el('button', { class: 'round', type: 'button' }, icon('close'));
  const body = el('div', { class: 'panel-body' });
  root.replaceChildren(el('div', { class: 'panel-head' }, title, close), body);
  opener.replaceChildren(icon(symbol));

  function show(open) {
    root.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
  }

  function turn(open) {
    if (open && narrow.matches) for (const closeOther of closers) closeOther();
    show(open);
    if (open) {
      onOpen();
      close.focus();
    } else opener.focus();
  }

  closers.add(() => show(false));
  opener.addEventListener('click', () => turn(root.hidden));
  close.addEventListener('click', () => turn(false));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    turn(false);
  });

  function redraw() {
    title.textContent = name();
    root.setAttribute('aria-label', name());
    for (const [button, words] of [
      [opener, name()],
      [close, `${panelSays('close')}: ${name()}`],
    ]) {
      button.title = words;
      button.setAttribute('aria-label', words);
    }
    opener.setAttribute('aria-expanded', String(!root.hidden));
  }

  redraw();
  return { body, redraw, isOpen: () => !root.hidden };
}

/** A button that does something. */
export function act(label, click, more = {}) {
  return el('button', { class: 'act', type: 'button', on: { click }, ...more }, label);
}

/** A choice with its name; `options` are pairs of a value and how it is called. Keeps what was chosen. */
export function choice(name, options, { value, onChange }) {
  const select = el(
    'select',
    { on: { change: () => onChange(select.value) } },
    ...options.map(([key, label]) => el('option', { value: key }, label)),
  );
  select.value = value;
  return el('label', { class: 'field' }, el('span', {}, name), select);
}
