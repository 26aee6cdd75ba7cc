import { readLatestCalls, readPath, readStatuses } from './api.js';
import { el } from './dom.js';
import { panelSays } from './panel-words.js';
import { arrowOf } from './path-arrows.js';
import { layOut } from './path-layout.js';
import { currentLanguage, dateLocale } from './words.js';

const lookMs = 150;
const letterWidth = 6.3;
const lineHeight = 13;

/** The path of a call, drawn into the product's own table of statuses. */
export function createCallPath({ timeZone, fail }) {
  const input = el('input', { type: 'text', inputMode: 'numeric', autocomplete: 'off' });
  const name = el('span', {});
  const hint = el('p', { class: 'note' });
  const latest = el('div', { class: 'latest' });
  const now = el('p', { class: 'now', role: 'status' });
  const drawing = el('div', { class: 'drawing' });
  const stays = el('p', { class: 'note' });
  const steps = el('ol', { class: 'path-steps' });
  const root = el(
    'div',
    { class: 'call-path' },
    hint,
    el('label', { class: 'field' }, name, input),
    latest,
    now,
    drawing,
    steps,
    stays,
  );
  let graph = null;
  let path = null;
  let callId = null;
  let calls = [];
  let timer = 0;
  let drawn = '';

  input.addEventListener('input', () => {
    const number = /\d+/.exec(input.value)?.[0];
    callId = number ? Number(number) : null;
    void read();
  });

  const label = (key) => graph.statuses.find((one) => one.key === key).label[currentLanguage()];
  const verb = (key) => graph.verbs[key][currentLanguage()];

  async function read() {
    try {
      graph ??= await readStatuses();
      calls = (await readLatestCalls()).calls;
      callId ??= input.value === '' ? (calls[0] ?? null) : null;
      const wanted = callId;
      const found = wanted === null ? null : await readPath(wanted).catch(() => null);
      if (wanted === callId) path = found;
      draw();
    } catch (error) {
      fail(error);
    }
  }

  function draw() {
    if (!graph) return;
    const shown = JSON.stringify([path, calls, callId, currentLanguage()]);
    if (shown === drawn) return;
    drawn = shown;
    name.textContent = panelSays('number');
    hint.textContent = calls.length > 0 ? panelSays('pickPath') : panelSays('noCalls');
    if (document.activeElement !== input) input.value = callId ?? '';
    drawLatest();
    const status = path && label(path.status);
    now.textContent = path
      ? panelSays('isNow', { status })
      : callId === null
        ? ''
        : panelSays('noSuchCall', { id: callId });
    drawing.replaceChildren(picture());
    const idle = graph.ways.filter(({ from, to }) => from === to).map((way) => verb(way.verb));
    stays.textContent = panelSays('stays', { verbs: [...new Set(idle)].join(', ') });
    steps.replaceChildren(...(path?.steps ?? []).map(step));
  }

  function drawLatest() {
    const focused = [...latest.children].indexOf(document.activeElement);
    latest.replaceChildren(
      ...calls.map((id) => {
        const pick = () => {
          callId = id;
          input.value = id;
          void read();
        };
        const chip = el('button', { type: 'button', on: { click: pick } }, String(id));
        chip.setAttribute('aria-pressed', String(id === callId));
        return chip;
      }),
    );
    if (focused >= 0) latest.children[focused]?.focus();
  }

  function step({ verb: key, to, at, who }) {
    const time = new Intl.DateTimeFormat(dateLocale(), {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: timeZone(),
    }).format(at);
    return el(
      'li',
      {},
      el('b', {}, label(to)),
      el('small', {}, `${time} · ${verb(key)} · ${who ?? panelSays('system')}`),
    );
  }

  function picture() {
    const laid = layOut(graph, verb);
    const walked = new Map();
    const visits = new Map();
    for (const [index, one] of (path?.steps ?? []).entries()) {
      const arrow = arrowOf(one, graph, laid.arrows);
      if (arrow) walked.set(arrow, one);
      visits.set(one.to, index + 1);
    }
    const way = (path?.steps ?? []).map(({ to }) => label(to)).join(' → ');
    const svg = shape('svg', {
      viewBox: `0 0 ${laid.width} ${laid.height}`,
      role: 'img',
      'aria-label': panelSays('drawing', { id: callId ?? '—', way }),
    });
    svg.append(heads());
    for (const { x, y, width, height } of laid.frames.values()) {
      svg.append(shape('rect', { class: 'frame', x, y, width, height, rx: 12 }));
    }
    const arrows = [...laid.arrows].sort((a, b) => walked.has(a) - walked.has(b));
    for (const arrow of arrows) {
      const gone = walked.has(arrow);
      svg.append(
        shape('path', {
          class: `way${gone ? ' gone' : ''}`,
          d: arrow.path,
          'marker-end': `url(#head${gone ? '-gone' : ''})`,
          'data-way': `${arrow.from} ${arrow.to}`,
        }),
      );
    }
    for (const [key, box] of laid.boxes) {
      svg.append(key === 'new' ? entry(box) : node(key, box, visits.get(key)));
    }
    for (const arrow of arrows) svg.append(words(arrow, walked.get(arrow)));
    return svg;
  }

  function entry({ x, y, width }) {
    return shape('circle', { class: 'entry', cx: x + width / 2, cy: y + width / 2, r: width / 2 });
  }

  function node(key, { x, y, width, height }, visit) {
    const state = key === path?.status ? ' here' : visit ? ' been' : '';
    const group = shape('g', { class: `status${state}`, 'data-status': key });
    group.append(shape('rect', { x, y, width, height, rx: 9 }));
    const lines = wrapped(label(key), Math.floor((width - 8) / letterWidth));
    const top = y + height / 2 - ((lines.length - 1) * lineHeight) / 2 + 4;
    lines.forEach((line, index) => {
      group.append(text(line, x + width / 2, top + index * lineHeight));
    });
    return group;
  }

  function words({ label: { x, y, lines }, verbs }, gone) {
    const group = shape('g', { class: 'verb' });
    const top = y - ((lines.length - 1) * 12) / 2 + 4;
    lines.forEach((line, index) => {
      const made = text(line, x, top + index * 12);
      if (verbs[index] === gone?.verb) made.setAttribute('class', 'gone');
      group.append(made);
    });
    return group;
  }

  return {
    root,
    /** Looks again, a little later: several things happen at once. */
    look() {
      clearTimeout(timer);
      timer = setTimeout(read, lookMs);
    },
    redraw: draw,
  };
}

function shape(tag, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function text(words, x, y) {
  const made = shape('text', { x, y });
  made.textContent = words;
  return made;
}

/** The heads of the arrows. */
function heads() {
  const defs = shape('defs', {});
  for (const of of ['', '-gone']) {
    const marker = shape('marker', {
      id: `head${of}`,
      class: `head${of}`,
      viewBox: '0 0 10 10',
      refX: 9,
      refY: 5,
      markerWidth: 7,
      markerHeight: 7,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto',
    });
    marker.append(shape('path', { d: 'M0 0L10 5L0 10z' }));
    defs.append(marker);
  }
  return defs;
}

/** Words in lines of so many letters at most, as evenly as they go. */
function wrapped(words, most) {
  const lines = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
