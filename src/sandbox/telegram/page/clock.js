import { moveClock, readClock } from './api.js';
import { el } from './dom.js';
import { currentLanguage, dateLocale, say } from './words.js';

const readAgainMs = 20_000;

/** The company's clock and the buttons that move it on. */
export function createClock(root, { fail }) {
  const face = el('time', { class: 'face' });
  const marks = el('div', { class: 'marks', role: 'group' });
  root.replaceChildren(face, marks);
  let clock = { now: 0, timeZone: 'UTC', marks: [], moving: false };
  let readAt = performance.now();
  let pressed = -1;

  function take(next) {
    clock = { ...clock, ...next };
    readAt = performance.now();
    drawMarks();
    drawFace();
  }

  function drawFace() {
    const now = clock.now + (clock.moving ? 0 : performance.now() - readAt);
    const day = { weekday: 'short', day: 'numeric', month: 'long' };
    const hour = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
    const format = (parts) =>
      new Intl.DateTimeFormat(dateLocale(), { ...parts, timeZone: clock.timeZone }).format(now);
    face.replaceChildren(el('span', {}, format(day)), el('b', {}, format(hour)));
    face.title = `${say('companyClock')} (${clock.timeZone})`;
  }

  function drawMarks() {
    root.classList.toggle('moving', clock.moving);
    marks.ariaLabel = say('clockButtons');
    const focused = [...marks.children].indexOf(document.activeElement);
    if (focused >= 0) pressed = focused;
    marks.replaceChildren(
      ...clock.marks.map(({ label, short, at }) =>
        el(
          'button',
          {
            type: 'button',
            disabled: clock.moving,
            data: { at },
            on: { click: () => move(label) },
          },
          el('span', { class: short ? 'full' : '' }, label[currentLanguage()]),
          short ? el('span', { class: 'short' }, short[currentLanguage()]) : null,
        ),
      ),
    );
    if (clock.moving) marks.append(el('span', { class: 'busy' }, say('moving')));
    else keepFocus();
  }

  /** Whoever pressed one of the buttons, which are drawn anew, stands on the one in its place when time has gone on. */
  function keepFocus() {
    if (document.activeElement === document.body) marks.children[pressed]?.focus();
    pressed = -1;
  }

  /** Time has run since the button was drawn: what it means is asked for when it is pressed. */
  async function move(label) {
    take({ moving: true });
    try {
      const { marks } = await readClock();
      const wanted = marks.find((mark) => mark.label.en === label.en);
      if (wanted) take(await moveClock(wanted.at));
      else await read();
    } catch (error) {
      fail(error);
      await read();
    }
  }

  async function read() {
    take(await readClock());
  }

  setInterval(drawFace, 1000);
  setInterval(() => read().catch(() => {}), readAgainMs);
  return {
    read,
    timeZone: () => clock.timeZone,
    redraw: () => take({}),
    /** An event of the server: the clock was moved, perhaps by somebody else. */
    told: ({ now, moving }) => {
      take({ now, moving });
      if (!moving) read().catch(() => {});
    },
  };
}
