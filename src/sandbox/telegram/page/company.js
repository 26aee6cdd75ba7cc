import { beginAgain, readCompany, turnCompany } from './api.js';
import { el } from './dom.js';
import { currentLanguage, keptLanguage, say } from './words.js';

const readAgainMs = 120;

/**
 * The company behind the bot, where the local Telegram knows of one: whether it still moves in, what it speaks, where
 * the tour stands. `onLanguage` is told what it speaks, `onTour` of each step.
 */
export function createCompany(root, { onLanguage, onTour, fail }) {
  let company = { movingIn: null, language: null, chosen: false, pastIn: null, tour: null };
  let timer = 0;
  /** How far the notice on the past is: shown, asked once more, closed. */
  let notice = 'shown';

  function draw() {
    const { movingIn, language, pastIn } = company;
    document.body.classList.toggle('moving-in', movingIn !== null);
    // Begun again, it may stay otherwise once more.
    if (movingIn !== null || pastIn === language) notice = 'shown';
    const stays = movingIn === null && pastIn !== null && pastIn !== language;
    root.hidden = movingIn === null && !(stays && notice !== 'closed');
    if (root.hidden) return;
    if (stays) return drawNotice();
    const share = Math.round((movingIn ?? 0) * 100);
    root.replaceChildren(
      el('span', { class: 'busy' }, say('movingIn')),
      el('progress', { max: 100, value: share, title: `${share} %` }),
    );
  }

  /** Words of earlier days stay as they were said: whoever turns the language later is told, and may begin again. */
  function drawNotice() {
    const key = (label, click) =>
      el('button', { class: 'act', type: 'button', on: { click } }, label);
    const turnTo = (next) => () => {
      notice = next;
      draw();
      root.querySelector('.act')?.focus();
    };
    const isAsked = notice === 'asked';
    root.replaceChildren(
      el('span', {}, say(isAsked ? 'againAsks' : 'pastStays')),
      isAsked ? key(say('againYes'), again) : key(say('again'), turnTo('asked')),
      key(say(isAsked ? 'againNo' : 'pastOk'), turnTo(isAsked ? 'shown' : 'closed')),
    );
  }

  async function again() {
    try {
      take(await beginAgain());
    } catch (error) {
      fail(error);
    }
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
