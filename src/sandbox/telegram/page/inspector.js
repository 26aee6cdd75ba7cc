import { readRequest, readRequests } from './api.js';
import { fullName } from './avatar.js';
import { createCallPath } from './call-path.js';
import { el } from './dom.js';
import { choice, createPanel } from './panel.js';
import { panelSays } from './panel-words.js';
import { currentLanguage } from './words.js';

const keptMost = 500;
const allButPolls = '-getUpdates';

/** The panel of what the bot asks of Telegram and is answered, and of the path of a call. */
export function createInspector(places, { people, timeZone, fail }) {
  const lines = new Map();
  const list = el('div', { class: 'requests' });
  const summary = el('p', { class: 'note' });
  const filters = el('div', { class: 'filters' });
  const requests = el(
    'div',
    { id: 'inspector-requests', role: 'tabpanel' },
    filters,
    summary,
    list,
  );
  const path = createCallPath({ timeZone, fail });
  path.root.id = 'inspector-path';
  path.root.setAttribute('role', 'tabpanel');
  const tabs = el('div', { class: 'tabs', role: 'tablist' });
  const known = [];
  let all = 0;
  let tab = 'requests';
  let chat = '';
  let method = allButPolls;
  let methods = '';

  const panel = createPanel(places, {
    name: () => panelSays('inspector'),
    symbol: 'inspect',
    onOpen: () => {
      redraw();
      void catchUp();
    },
  });
  panel.body.append(tabs, requests, path.root);

  async function catchUp() {
    try {
      const read = await readRequests(known.at(-1)?.seq ?? 0);
      for (const request of read.requests) take(request);
      drawList();
    } catch (error) {
      fail(error);
    }
  }

  /** False for what is known already: a line may come by both ways. */
  function take(request) {
    if (request.seq <= (known.at(-1)?.seq ?? 0)) return false;
    all = request.seq;
    known.push(request);
    if (known.length > keptMost) {
      const [gone] = known.splice(0, 1);
      lines.get(gone.seq)?.remove();
      lines.delete(gone.seq);
    }
    return true;
  }

  const isShown = (request) =>
    (chat === '' || String(request.chatId) === chat) &&
    (method === '' ||
      (method === allButPolls ? request.method !== 'getUpdates' : request.method === method));

  function drawList() {
    lines.clear();
    const shown = known.filter(isShown).reverse();
    list.replaceChildren(...shown.map(line));
    drawSummary();
    drawFilters();
  }

  function drawSummary() {
    const n = lines.size;
    summary.textContent = n === 0 ? panelSays('noRequests') : panelSays('latest', { n, all });
  }

  function line(request) {
    const { seq, at, method: name, chatId, code, fault, tookMs, ok } = request;
    const time = new Intl.DateTimeFormat(currentLanguage(), {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone: timeZone(),
    }).format(at);
    const who = people.all().find(({ id }) => id === chatId);
    const result = code === 0 ? '—' : String(code);
    const body = el('div', { class: 'whole' });
    const details = el(
      'details',
      { class: `request${ok && fault === null ? '' : ' failed'}`, data: { method: name, seq } },
      el(
        'summary',
        {},
        el('time', {}, time),
        el('b', {}, name),
        el('span', { class: 'of' }, who ? fullName(who) : (chatId ?? '')),
        el('span', { class: 'result' }, result),
        el('span', { class: 'took' }, panelSays('ms', { n: tookMs })),
      ),
      body,
    );
    details.addEventListener('toggle', () => {
      if (details.open && body.childElementCount === 0) void unfold(request, body);
    });
    lines.set(seq, details);
    return details;
  }

  async function unfold({ seq, update, fault, error }, body) {
    try {
      const { params, answer } = await readRequest(seq);
      const cause = update && panelSays(update.sure ? 'ofUpdate' : 'afterUpdate', update);
      const part = (name, text) => [el('h4', {}, name), el('pre', { tabIndex: 0 }, text)];
      body.replaceChildren(
        ...(error ? [el('p', { class: 'error' }, error)] : []),
        ...(fault === 'lost' ? [el('p', { class: 'error' }, panelSays('notArrived'))] : []),
        ...(cause ? [el('p', { class: 'cause' }, cause)] : []),
        ...part(panelSays('sent'), params),
        ...part(panelSays('answered'), answer),
      );
    } catch (problem) {
      body.replaceChildren(el('p', { class: 'error' }, problem.message));
    }
  }

  function drawFilters() {
    const names = [...new Set(known.map((request) => request.method))].sort();
    const shown = `${names} ${people.all().map(fullName)} ${currentLanguage()}`;
    // Whoever chooses just now is not disturbed.
    if (shown === methods) return;
    methods = shown;
    const focused = [...filters.querySelectorAll('select')].indexOf(document.activeElement);
    filters.replaceChildren(
      choice(
        panelSays('chat'),
        [
          ['', panelSays('allChats')],
          ...people.all().map((one) => [String(one.id), fullName(one)]),
        ],
        {
          value: chat,
          onChange: (value) => {
            chat = value;
            drawList();
          },
        },
      ),
      choice(
        panelSays('method'),
        [
          [allButPolls, panelSays('allButPolls')],
          ['', panelSays('allMethods')],
          ...names.map((name) => [name, name]),
        ],
        {
          value: method,
          onChange: (value) => {
            method = value;
            drawList();
          },
        },
      ),
    );
    if (focused >= 0) filters.querySelectorAll('select')[focused].focus();
  }

  function turn(key) {
    tab = key;
    drawTabs();
    tabs.querySelector('[aria-selected="true"]').focus();
  }

  tabs.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') turn(tab === 'path' ? 'requests' : 'path');
  });

  function drawTabs() {
    tabs.hidden = !people.hasCompany();
    if (tabs.hidden) tab = 'requests';
    tabs.replaceChildren(
      ...['requests', 'path'].map((key) => {
        const made = el(
          'button',
          { type: 'button', role: 'tab', id: `tab-${key}`, on: { click: () => turn(key) } },
          panelSays(key),
        );
        made.setAttribute('aria-selected', String(key === tab));
        made.setAttribute('aria-controls', `inspector-${key}`);
        made.tabIndex = key === tab ? 0 : -1;
        return made;
      }),
    );
    requests.hidden = tab !== 'requests';
    requests.setAttribute('aria-labelledby', 'tab-requests');
    path.root.hidden = tab !== 'path';
    path.root.setAttribute('aria-labelledby', 'tab-path');
    if (tab === 'path') path.look();
  }

  function redraw() {
    panel.redraw();
    if (!panel.isOpen()) return;
    drawTabs();
    drawList();
    path.redraw();
  }

  return {
    redraw,
    /** The bot has just made this request. */
    add(request) {
      if (!panel.isOpen()) return;
      if (!take(request)) return;
      if (isShown(request)) list.prepend(line(request));
      drawSummary();
      drawFilters();
    },
    /** Something happened somewhere: a call may have moved on. */
    happened() {
      if (panel.isOpen() && tab === 'path') path.look();
    },
  };
}
