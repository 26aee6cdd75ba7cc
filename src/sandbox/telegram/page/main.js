import { listen, readChats, readMessages } from './api.js';
import { fullName, renderAvatar } from './avatar.js';
import { createClock } from './clock.js';
import { createColumn } from './column.js';
import { createCompany } from './company.js';
import { el } from './dom.js';
import { createInspector } from './inspector.js';
import { createTour } from './tour.js';
import { createToys } from './toys.js';
import { currentLanguage, keepLanguage, languages, say, setLanguage } from './words.js';

const shownAtFirst = 4;
/** Of a chat's column (chat.css). */
const columnMinPx = 330;
const columns = new Map();
const chips = new Map();
const drawChip = new Map();
const place = document.getElementById('columns');
const chipRow = document.getElementById('chips');
const clockRoot = document.getElementById('clock');
const clock = createClock(clockRoot, { fail: tell });
const tour = createTour(
  {
    root: document.getElementById('tour'),
    opener: document.getElementById('tour-open'),
    clockRoot,
    chats: place,
  },
  {
    people: {
      bring,
      offer,
      rootOf: (id) => columns.get(id)?.root ?? null,
      nameOf: (id) => columns.get(id)?.person().firstName ?? '',
    },
    clock,
    fail: tell,
  },
);
const company = createCompany(document.getElementById('moving'), {
  onLanguage: redrawIn,
  onTour: tour.update,
  fail: tell,
});
const people = {
  bring,
  all: () => [...columns.values()].map(({ person }) => person()),
  hasCompany: () => company.isKnown(),
};
const toys = createToys(
  { root: document.getElementById('toys'), opener: document.getElementById('toys-open') },
  { people, fail: tell },
);
const inspector = createInspector(
  { root: document.getElementById('inspector'), opener: document.getElementById('inspector-open') },
  { people, timeZone: clock.timeZone, fail: tell },
);
const narrow = matchMedia('(max-width: 700px)');
let shown = readShown();
let active = null;

function tell(error) {
  const box = el('div', { class: 'toast page-toast', role: 'alert' }, error.message);
  document.body.append(box);
  setTimeout(() => box.remove(), 4000);
}

function readShown() {
  try {
    const kept = JSON.parse(localStorage.getItem('razbor.shown'));
    return Array.isArray(kept) ? new Set(kept) : null;
  } catch {
    return null;
  }
}

/** Brings somebody's chat into view, wherever it is. */
function bring(id) {
  if (!columns.has(id)) return;
  if (narrow.matches) active = id;
  else keepShown(shown.add(id));
  arrange();
  const { root, seen, scrollDown } = columns.get(id);
  if (narrow.matches) seen();
  root.scrollIntoView({ behavior: 'smooth', inline: 'nearest', block: 'nearest' });
  chips.get(id).scrollIntoView({ behavior: 'smooth', inline: 'nearest', block: 'nearest' });
  scrollDown();
}

/** Brings somebody's chat into view, unless a half-typed text would go out of view for it. */
function offer(id) {
  if (narrow.matches && columns.get(active)?.isTyped()) return;
  bring(id);
}

function keepShown(ids) {
  localStorage.setItem('razbor.shown', JSON.stringify([...ids]));
}

/** On a wide screen a chip shows or hides its column; on a phone it is a tab. */
function choose(id) {
  if (narrow.matches || !shown.has(id)) return bring(id);
  shown.delete(id);
  keepShown(shown);
  arrange();
}

function arrange() {
  for (const [id, { root }] of columns) {
    const visible = narrow.matches ? id === active : shown.has(id);
    root.hidden = !visible;
    const chip = chips.get(id);
    chip.classList.toggle('on', visible);
    chip.ariaPressed = String(visible);
  }
  place.dataset.empty = say('noColumns');
  tour.look();
  place.classList.toggle('none', ![...columns.values()].some(({ root }) => !root.hidden));
}

function addPerson(chat) {
  const count = el('span', { class: 'badge' });
  const face = el('span', { class: 'face-of' });
  const name = el('span', { class: 'name' });
  const chip = el(
    'button',
    {
      class: 'chip',
      type: 'button',
      data: { user: chat.id },
      on: { click: () => choose(chat.id) },
    },
    face,
    name,
    count,
  );
  drawChip.set(chat.id, (person) => {
    chip.title = [fullName(person), person.caption].filter(Boolean).join(', ');
    face.replaceChildren(renderAvatar(person));
    name.textContent = fullName(person);
  });
  drawChip.get(chat.id)(chat);
  chips.set(chat.id, chip);
  chipRow.append(chip);
  const onUnread = (unread) => {
    count.textContent = unread > 0 ? String(unread) : '';
    // Something new stands where nobody looks.
    chip.classList.toggle('calls', unread > 0);
  };
  const column = createColumn(chat, { timeZone: clock.timeZone(), onUnread });
  columns.set(chat.id, column);
  place.append(column.root);
}

async function readPeople() {
  const { chats } = await readChats();
  for (const chat of chats) {
    if (columns.has(chat.id)) {
      columns.get(chat.id).update(chat);
      drawChip.get(chat.id)(chat);
    } else {
      addPerson(chat);
      columns.get(chat.id).drawAll((await readMessages(chat.id)).messages);
    }
  }
  shown ??= new Set(chats.slice(0, fitting()).map(({ id }) => id));
  active ??= chats[0]?.id ?? null;
  arrange();
}

/** How many chats a newcomer is shown: as many as stand side by side, the tour beside them. */
function fitting() {
  const tourPx = Number.parseFloat(getComputedStyle(document.getElementById('tour')).flexBasis);
  const beside = innerWidth - (Number.isNaN(tourPx) ? 0 : tourPx);
  return Math.min(shownAtFirst, Math.max(1, Math.floor(beside / columnMinPx)));
}

/** Reads everything anew: at the start, and after a lost connection. */
async function readAll() {
  await clock.read();
  const known = [...columns];
  await readPeople();
  await company.read();
  toys.redraw();
  inspector.redraw();
  for (const [id, column] of known) column.drawAll((await readMessages(id)).messages);
}

function take(event) {
  if (event.type === 'request') return inspector.add(event.request);
  if (event.type === 'faults') return toys.happened();
  company.happened();
  toys.happened();
  inspector.happened();
  if (event.type === 'clock') return clock.told(event);
  if (event.type === 'company') return;
  if (event.type === 'chats') return readPeople().catch(() => {});
  const column = columns.get(event.userId);
  if (!column) return;
  if (event.type === 'message') {
    column.add(event.message);
    if (narrow.matches && event.userId === active) column.seen();
  } else if (event.type === 'edited') column.edit(event.message);
  else if (event.type === 'deleted') column.remove(event.messageIds);
  else if (event.type === 'typing') column.showTyping(event.action);
  else if (event.alert) column.alertPerson(event.text);
  else column.notify(event.text);
}

function showLink(up) {
  document.body.classList.toggle('offline', !up);
  document.body.dataset.offline = say('unreachable');
  if (up) readAll().catch(() => {});
}

function drawLanguages() {
  document.documentElement.lang = currentLanguage();
  document.title = say('title');
  document.querySelector('.brand h1').textContent = say('brand');
  chipRow.ariaLabel = say('people');
  const choice = document.getElementById('languages');
  choice.role = 'group';
  choice.ariaLabel = say('language');
  choice.replaceChildren(
    ...languages.map((code) =>
      el(
        'button',
        {
          type: 'button',
          class: code === currentLanguage() ? 'on' : '',
          ariaPressed: String(code === currentLanguage()),
          on: { click: () => changeLanguage(code) },
        },
        code.toUpperCase(),
      ),
    ),
  );
}

/** The reader's choice turns the whole company. */
function changeLanguage(code) {
  keepLanguage(code);
  redrawIn(code);
  company.turn(code);
}

function redrawIn(code) {
  setLanguage(code);
  drawLanguages();
  clock.redraw();
  company.redraw();
  tour.redraw();
  toys.redraw();
  inspector.redraw();
  for (const column of columns.values()) column.redraw();
  arrange();
}

drawLanguages();
narrow.addEventListener('change', arrange);
listen(take, showLink);
