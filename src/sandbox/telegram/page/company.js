import { readCompany, turnCompany } from './api.js';
import { el } from './dom.js';
import { currentLanguage, keptLanguage, say } from './words.js';

const readAgainMs = 120;

/**
 * The company behind the bot, where the local Telegram knows of one: whether it still moves in, what it speaks, where
 * the tour stands. `onLanguage` is told what it speaks, `onTour` of each step.
 */
export function createCompany(root, { onLanguage, onTour, fail }) {
  let company = { movingIn: null, language: null, chosen: false, tour: null };
  let timer = 0;

  function draw() {
    const { movingIn } = company;
    document.body.classList.toggle('moving-in', movingIn !== null);
    root.hidden = movingIn === null;
    const share = Math.round((movingIn ?? 0) * 100);
    root.replaceChildren(
      el('span', { class: 'busy' }, say('movingIn')),
      el('progress', { max: 100, value: share, title: `${share} %` }),
    );
  }

  function take(next) {
    company = next;
    if (next.language && next.language !== currentLanguage()) onLanguage(next.language);
    draw();
    onTour(next.tour);
  }

  async function turn(language) {
    document.body.classList.add('turning');
    try {
      take(await turnCompany(language));
    } catch (error) {
      fail(error);
    } finally {
      document.body.classList.remove('turning');
    }
  }

  async function read() {
    const next = await readCompany();
    // Until somebody chooses, the company speaks what its first visitor does.
    const wanted = next.language && !next.chosen ? keptLanguage() : next.language;
    if (wanted === next.language) return take(next);
    onLanguage(wanted);
    await turn(wanted);
  }

  return {
    read,
    turn: (language) => company.language && turn(language),
    redraw: draw,
    /** Whether the bot's company is known here; of another bot nothing is. */
    isKnown: () => company.language !== null,
    /** Something has happened in a chat or to the clock: where the tour stands may have changed. */
    happened() {
      clearTimeout(timer);
      timer = setTimeout(() => read().catch(() => {}), readAgainMs);
    },
  };
}
