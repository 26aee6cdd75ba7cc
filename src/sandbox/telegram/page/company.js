import { readCompany } from './api.js';
import { el } from './dom.js';
import { say } from './words.js';

/** What stands behind the bot, where the local Telegram was told: here, that the company still moves in. */
export function createCompany(root) {
  let company = { movingIn: null };

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

  return {
    async read() {
      company = await readCompany();
      draw();
    },
    redraw: draw,
  };
}
