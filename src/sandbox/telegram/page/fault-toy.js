import { putFault } from './api.js';
import { fullName } from './avatar.js';
import { el } from './dom.js';
import { act as button, choice } from './panel.js';
import { panelSays } from './panel-words.js';

/** What a fault is set for that ends only when it is switched off. */
const untilOff = 1_000_000;
const lengths = [1, 5, 20, untilOff];
const kinds = [429, 500, 'lost'];

/** Faults of Telegram, switched on and off. `changed` is told when others stand. */
export function createFaultToy({ people, fail, changed }) {
  const root = el('section', {});
  const standing = el('div', { class: 'standing', role: 'status' });
  const wanted = { error: 429, times: 5, retryAfter: 2, chatId: '' };
  let standingNow = [];
  const names = () => people.all().map((one) => [String(one.id), fullName(one)]);

  function drawStanding() {
    const shown = standingNow.map(({ method, error, times, retryAfter, chatId }) => {
      const who = people.all().find(({ id }) => id === chatId);
      const said = [
        panelSays(`fault${error}`) ?? String(error),
        ...(error === 429 ? [panelSays('seconds', { n: retryAfter })] : []),
        ...(method === '*' ? [] : [method]),
        who ? fullName(who) : panelSays('everybody'),
        times > untilOff / 2 ? panelSays('untilOff') : panelSays('left', { n: times }),
      ].join(' · ');
      const off = () => putFault({ method, error, chatId, times: 0 }).catch(fail).finally(changed);
      return el('p', {}, said, button(panelSays('switchOff'), off));
    });
    standing.replaceChildren(...(shown.length > 0 ? shown : [el('p', {}, panelSays('noFaults'))]));
  }

  function drawFaults() {
    const everybody = [['', panelSays('everybody')], ...names()];
    const set = (key, read) => (value) => {
      wanted[key] = read(value);
      retry.hidden = wanted.error !== 429;
    };
    const seconds = el('input', {
      type: 'number',
      min: 1,
      max: 60,
      value: wanted.retryAfter,
      on: { input: () => set('retryAfter', Number)(seconds.value) },
    });
    const retry = el('label', { class: 'field' }, el('span', {}, panelSays('retryAfter')), seconds);
    retry.hidden = wanted.error !== 429;
    const lengthName = (n) =>
      n === untilOff ? panelSays('untilOff') : panelSays(n === 1 ? 'next' : 'nextMany', { n });
    const kindOf = (value) => kinds.find((kind) => String(kind) === value);
    root.replaceChildren(
      el('h3', {}, panelSays('faults')),
      choice(
        panelSays('what'),
        kinds.map((kind) => [String(kind), panelSays(`fault${kind}`)]),
        { value: String(wanted.error), onChange: set('error', kindOf) },
      ),
      retry,
      choice(
        panelSays('howMany'),
        lengths.map((n) => [String(n), lengthName(n)]),
        { value: String(wanted.times), onChange: set('times', Number) },
      ),
      choice(panelSays('whom'), everybody, {
        value: wanted.chatId,
        onChange: set('chatId', String),
      }),
      button(panelSays('switchOn'), switchOn),
      standing,
    );
  }

  async function switchOn() {
    const { error, times, retryAfter, chatId } = wanted;
    const whose = chatId === '' ? null : Number(chatId);
    await putFault({
      method: '*',
      error,
      times,
      retryAfter: Math.max(1, Math.round(retryAfter) || 1),
      chatId: whose,
    }).catch(fail);
    await changed();
  }

  return {
    root,
    redraw() {
      drawFaults();
      drawStanding();
    },
    /** These are switched on now. */
    stand(faults) {
      // What is pressed just now stays under the finger.
      if (JSON.stringify(faults) === JSON.stringify(standingNow)) return;
      standingNow = faults;
      drawStanding();
    },
  };
}
