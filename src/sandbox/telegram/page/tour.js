import { ring, sendText } from './api.js';
import { el, icon } from './dom.js';
import { createMarks } from './tour-marks.js';
import { stepText, stepTitle, tourSays } from './tour-words.js';

const kept = 'razbor.tour';

/**
 * The guided tour beside the chats: eight steps, each ticked when it has happened in the company. `people` brings a
 * chat into view (`bring`; `offer`, unless somebody is typing in another), has its root (`rootOf`) and somebody's
 * first name (`nameOf`); `clock` reads its marks anew.
 */
export function createTour({ root, opener, clockRoot, chats }, { people, clock, fail }) {
  const marks = createMarks({ clockRoot, chats, rootOf: people.rootOf });
  let tour = null;
  let isLeft = localStorage.getItem(kept) === 'left';
  let brought = '';

  opener.addEventListener('click', () => leave(false));

  function leave(left) {
    isLeft = left;
    localStorage.setItem(kept, left ? 'left' : 'taken up');
    brought = '';
    draw();
  }

  function values() {
    const { people: of, callId } = tour;
    const named = Object.entries(of).map(([role, id]) => [role, people.nameOf(id)]);
    return { ...Object.fromEntries(named), number: callId };
  }

  function draw() {
    const isOpen = tour !== null && !isLeft;
    root.hidden = !isOpen;
    opener.hidden = tour === null || !isLeft;
    marks.set(isOpen ? tour.next : null);
    if (tour === null) return;
    const done = tour.steps.filter(({ state }) => state !== 'open').length;
    opener.textContent = `${tourSays('open')} ${done}/${tour.steps.length}`;
    if (!isOpen) return;
    const focused = root.contains(document.activeElement);
    root.replaceChildren(
      el(
        'div',
        { class: 'tour-head' },
        el('h2', {}, tourSays('title')),
        el('span', { class: 'count' }, `${done}/${tour.steps.length}`),
        el(
          'button',
          {
            class: 'round',
            type: 'button',
            title: tourSays('leave'),
            on: { click: () => leave(true) },
          },
          icon('close'),
        ),
      ),
      done === 0 ? el('p', { class: 'intro' }, tourSays('intro')) : '',
      el('ol', { class: 'steps' }, ...tour.steps.map(drawStep)),
      tour.next ? '' : el('p', { class: 'intro end' }, tourSays('end')),
    );
    if (focused) root.querySelector('.act')?.focus();
    bring();
    look();
  }

  function drawStep({ key, state }) {
    const isNext = tour.next?.key === key;
    const step = el(
      'li',
      { class: `step ${state}${isNext ? ' next' : ''}` },
      el('b', {}, stepTitle(key)),
      state === 'skipped' ? el('small', {}, ` ${tourSays('skipped')}`) : '',
    );
    if (!isNext) return step;
    step.setAttribute('aria-current', 'step');
    step.append(el('p', {}, stepText(key, tour.next.part, values())), drawActs());
    return step;
  }

  function drawActs() {
    const { key, who, command } = tour.next;
    const act = (label, click, marked = false) =>
      el(
        'button',
        { class: `act${marked ? ' marked' : ''}`, type: 'button', on: { click } },
        label,
      );
    if (key === 'ring') return act(tourSays('ring'), () => ring().catch(fail), true);
    if (who === null) return '';
    const shown = act(tourSays('show', { who: people.nameOf(who) }), () => people.bring(who));
    shown.classList.add('bring');
    if (command === null || marks.isThere()) return shown;
    const write = () => {
      people.bring(who);
      sendText(who, command).catch(fail);
    };
    return el('div', {}, shown, act(tourSays('send', { command }), write, key === 'credit'));
  }

  /** Each time somebody else is next, their chat comes into view. */
  function bring() {
    const { key = '', who = null } = tour.next ?? {};
    const now = `${key} ${who}`;
    if (now === brought) return;
    brought = now;
    if (who !== null) people.offer(who);
  }

  /** Whether the chat that is next is in view: then nobody has to be told how to get there. */
  function look() {
    const who = tour?.next?.who ?? null;
    const chat = who === null ? null : people.rootOf(who);
    root.classList.toggle('here', chat !== null && !chat.hidden);
  }

  return {
    update(next) {
      if (JSON.stringify(next) === JSON.stringify(tour)) return;
      tour = next;
      // Which of its buttons goes far enough is known by its marks of now.
      if (next?.next?.clockTo) clock.read().catch(() => {});
      draw();
      root.dataset.shown = JSON.stringify(next);
    },
    redraw: draw,
    look,
  };
}
