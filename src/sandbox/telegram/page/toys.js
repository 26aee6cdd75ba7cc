import { block, comeIn, ofProcess, readCounts, readFaults, sendText } from './api.js';
import { fullName } from './avatar.js';
import { el } from './dom.js';
import { createFaultToy } from './fault-toy.js';
import { act as button, choice, createPanel } from './panel.js';
import { panelSays } from './panel-words.js';
import { currentLanguage } from './words.js';

const lookMs = 700;
const happenedMs = 120;
const callers = ['client', 'unknown', 'hidden'];
const shownCalls = 3;

/**
 * The panel of what may go wrong: faults of Telegram, a person who blocks the bot, the service's process killed; calls
 * that come in; and the counts that say whether anything got lost. `people`: everybody of the page, and `bring`.
 */
export function createToys(places, { people, fail }) {
  const counts = el('dl', { class: 'counts' });
  const service = el('section', {});
  const person = el('section', {});
  const calls = el('section', {});
  const came = el('div', { class: 'came', role: 'status' });
  let chosen = '';
  let known = null;
  let arrived = [];
  let timer = 0;

  const faults = createFaultToy({ people, fail, changed: () => look() });
  const panel = createPanel(places, {
    name: () => panelSays('toys'),
    symbol: 'bolt',
    onOpen: () => {
      redraw();
      void look();
    },
  });
  panel.body.append(counts, service, calls, faults.root, person);

  async function look() {
    if (!panel.isOpen()) return;
    try {
      const [{ telegram, company }, { faults: list }] = await Promise.all([
        readCounts(),
        readFaults(),
      ]);
      known = { telegram, company };
      faults.stand(list);
      draw();
    } catch {
      // The page says so itself.
    }
  }

  function draw() {
    drawCounts();
    drawService();
    if (shownPerson() !== person.dataset.shown) drawPerson();
  }

  const shownPerson = () =>
    JSON.stringify([
      people.all().map(({ id, started, blocked }) => [id, started, blocked]),
      currentLanguage(),
    ]);

  function drawCounts() {
    if (!known) return;
    const { telegram, company } = known;
    const rows = [
      [
        'updates',
        panelSays('updatesAre', { all: telegram.updates, waiting: telegram.waiting }) +
          (company ? panelSays('updatesOpen', company.updates) : ''),
      ],
    ];
    if (company) {
      const { notices, calls: made } = company;
      const more = notices.givenUp > 0 ? panelSays('noticesGivenUp', notices) : '';
      rows.push(['notices', panelSays('noticesAre', notices) + more]);
      if (made) rows.push(['calls', panelSays('callsAre', made)]);
      const lost = company.updates.lost + (made?.lost ?? 0);
      rows.push(['lost', lost === 0 ? '0 ✓' : String(lost)]);
    }
    counts.replaceChildren(
      ...rows.flatMap(([key, text]) => [
        el('dt', {}, panelSays(key)),
        el('dd', { data: { count: key } }, text),
      ]),
    );
  }

  function drawService() {
    const process = known?.company?.process ?? null;
    service.hidden = process === null;
    if (!process) return;
    const { state } = process;
    if (service.dataset.shown === `${state} ${process.pid} ${currentLanguage()}`) return;
    service.dataset.shown = `${state} ${process.pid} ${currentLanguage()}`;
    const focused = service.contains(document.activeElement);
    const act = (name) => () => ofProcess(name).catch(fail).finally(look);
    service.replaceChildren(
      el('h3', {}, panelSays('service')),
      el('p', { class: `state ${state}`, role: 'status' }, panelSays(state, process)),
      state === 'ended'
        ? button(panelSays('restart'), act('start'))
        : button(panelSays('kill'), act('kill'), { disabled: state === 'starts' }),
    );
    if (focused) service.querySelector('button').focus();
  }

  const names = () => people.all().map((one) => [String(one.id), fullName(one)]);

  function drawPerson() {
    const all = people.all();
    if (!all.some(({ id }) => String(id) === chosen)) chosen = String(all[0]?.id ?? '');
    const who = all.find(({ id }) => String(id) === chosen);
    const choose = (value) => {
      chosen = value;
      drawPerson();
    };
    const turn = () => block(who.id, !who.blocked).catch(fail);
    person.dataset.shown = shownPerson();
    const focused = [...person.querySelectorAll('select, .act')].indexOf(document.activeElement);
    person.replaceChildren(
      el('h3', {}, panelSays('person')),
      choice(panelSays('who'), names(), { value: chosen, onChange: choose }),
      button(panelSays(who?.blocked ? 'unblock' : 'block'), turn, { disabled: !who?.started }),
      who?.blocked ? el('p', { class: 'state ended' }, panelSays('isBlocked')) : '',
    );
    if (focused >= 0) person.querySelectorAll('select, .act')[focused].focus();
  }

  function drawCalls() {
    calls.hidden = !people.hasCompany() || known?.company?.calls === null;
    calls.replaceChildren(
      el('h3', {}, panelSays('call')),
      el(
        'div',
        { class: 'acts' },
        ...callers.map((from) => button(panelSays(from), () => ring(from))),
      ),
      came,
    );
    drawCame();
  }

  async function ring(from) {
    try {
      arrived = [await comeIn(from), ...arrived].slice(0, shownCalls);
      drawCame();
    } catch (error) {
      fail(error);
    }
    await look();
  }

  function drawCame() {
    came.replaceChildren(
      ...arrived.map(({ number, client, seller, callId, status }) => {
        const from = [client, number || panelSays('hiddenNumber')].filter(Boolean).join(', ');
        const who = { from, seller: seller.name };
        if (callId === null) return el('p', {}, panelSays('waits', who));
        const show = () => {
          people.bring(seller.id);
          sendText(seller.id, `/call_${callId}`).catch(fail);
        };
        const said = panelSays('came', { ...who, id: callId, status: status[currentLanguage()] });
        return el('p', {}, said, button(panelSays('show'), show));
      }),
    );
  }

  function redraw() {
    panel.redraw();
    if (!panel.isOpen()) return;
    delete service.dataset.shown;
    faults.redraw();
    drawPerson();
    drawCalls();
    draw();
  }

  setInterval(look, lookMs);
  return {
    redraw,
    /** Something happened somewhere: the counts have moved. */
    happened() {
      if (!panel.isOpen()) return;
      clearTimeout(timer);
      timer = setTimeout(look, happenedMs);
    },
  };
}
