import { askInline, pickResult, readChats, sendStart } from './api.js';
import { el } from './dom.js';
import { currentLanguage } from './words.js';

/** A phone asks once somebody has stopped typing for a moment. */
const pauseMs = 250;

const words = {
  ru: { found: 'Найденное', more: 'Показать ещё', via: 'через' },
  en: { found: 'Results', more: 'Show more', via: 'via' },
};
const say = (key) => words[currentLanguage()][key];

/** `via @bot` above a message that was picked of the bot's results. */
export function renderVia(bot) {
  return bot ? el('div', { class: 'via' }, `${say('via')} @${bot.username}`) : null;
}

/**
 * What the bot answers while somebody types after its name: results above the text box. Picking one sends it.
 * `box` answers the text box, which is drawn anew now and then.
 */
export function createInline(userId, { box, fail }) {
  const root = el('div', { class: 'inline-results', hidden: true });
  let bot = null;
  let asked = null;
  let timer = 0;

  async function name() {
    bot ??= (await readChats()).bot;
    return bot.isInline ? bot.username.toLowerCase() : null;
  }

  /** What stands after the bot's name in the text box; null where it is not typed to inline. */
  async function queryIn(text) {
    const [, called, query] = /^@(\w+)\s([\s\S]*)$/.exec(text) ?? [];
    if (called === undefined) return null;
    return called.toLowerCase() === (await name()) ? query : null;
  }

  /** Looks at what is in the text box by now. */
  async function typed() {
    const query = await queryIn(box().value);
    clearTimeout(timer);
    if (query === null) return close();
    if (query !== asked) timer = setTimeout(() => ask(query, '').catch(fail), pauseMs);
  }

  async function ask(query, offset) {
    asked = query;
    const answer = await askInline(userId, query, offset);
    // Others were typed meanwhile.
    if (asked !== query) return;
    if (offset === '') root.replaceChildren();
    root.querySelector('.more')?.remove();
    root.append(...rowsOf(query, answer));
    root.hidden = root.childElementCount === 0;
    root.ariaLabel = say('found');
  }

  function rowsOf(query, { queryId, results, button, nextOffset }) {
    return [
      button &&
        row(
          { class: 'open' },
          () => sendStart(userId, button.startParameter),
          el('b', {}, button.text),
        ),
      ...results.map(({ id, title, description }) =>
        row(
          { class: 'result' },
          () => pickResult(userId, queryId, id),
          el('b', {}, title),
          el('span', {}, description),
        ),
      ),
      nextOffset &&
        el(
          'button',
          {
            class: 'more',
            type: 'button',
            on: { click: () => ask(query, nextOffset).catch(fail) },
          },
          say('more'),
        ),
    ].filter(Boolean);
  }

  function row(look, act, ...lines) {
    const button = el('button', { ...look, type: 'button' }, ...lines);
    button.addEventListener('click', () => {
      empty();
      act().catch(fail);
    });
    return button;
  }

  function empty() {
    const typedIn = box();
    typedIn.value = '';
    typedIn.dispatchEvent(new Event('input'));
    typedIn.focus();
    close();
  }

  function close() {
    clearTimeout(timer);
    asked = null;
    root.hidden = true;
    root.replaceChildren();
  }

  /** Whether a key in the text box was for the results: down to them, away from them, or the first is picked. */
  function takes(event) {
    if (root.hidden) return false;
    const first = root.querySelector('.result, .open');
    if (event.key === 'ArrowDown') first?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) first?.click();
    else return false;
    event.preventDefault();
    return true;
  }

  root.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (step === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    if (event.key === 'Escape') close();
    (document.activeElement?.[step ?? ''] ?? box()).focus();
  });

  return {
    root,
    typed: () => typed().catch(fail),
    takes,
    /** Puts the bot's name into the text box, as a button asks for. */
    async begin(query) {
      const called = await name();
      if (called === null) return;
      const typedIn = box();
      typedIn.value = `@${bot.username} ${query}`;
      typedIn.focus();
      typedIn.dispatchEvent(new Event('input'));
    },
  };
}
