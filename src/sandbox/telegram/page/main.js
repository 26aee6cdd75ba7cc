import { listen, readChats, readMessages } from './api.js';
import { createClock } from './clock.js';
import { createColumn, fullName, renderAvatar } from './column.js';
import { createCompany } from './company.js';
import { el } from './dom.js';
import { currentLanguage, languages, say, setLanguage } from './words.js';

const shownAtFirst = 4;
const columns = new Map();
const chips = new Map();
const place = document.getElementById('columns');
const chipRow = document.getElementById('chips');
const clock = createClock(document.getElementById('clock'), { fail: tell });
const company = createCompany(document.getElementById('moving'));
const narrow = matchMedia('(max-width: 700px)');
let shown = readShown();
let active = null;

function tell(error) {
  const box = el('div', { class: 'toast page-toast' }, error.message);
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

/** On a wide screen a chip shows or hides its column; on a phone it is a tab. */
function choose(id) {
  if (narrow.matches) {
    active = id;
    columns.get(id).seen();
  } else {
    if (shown.has(id)) shown.delete(id);
    else shown.add(id);
    localStorage.setItem('razbor.shown', JSON.stringify([...shown]));
  }
  arrange();
  if (!shown.has(id) && !narrow.matches) return;
  const { root, scrollDown } = columns.get(id);
  root.scrollIntoView({ behavior: 'smooth', inline: 'nearest', block: 'nearest' });
  scrollDown();
}

function arrange() {
  for (const [id, { root }] of columns) {
    const visible = narrow.matches ? id === active : shown.has(id);
    root.hidden = !visible;
    const chip = chips.get(id);
    chip.classList.toggle('on', visible);
    chip.setAttribute('aria-pressed', String(visible));
  }
  place.dataset.empty = say('noColumns');
  place.classList.toggle('none', ![...columns.values()].some(({ root }) => !root.hidden));
}

function addPerson(chat) {
  const count = el('span', { class: 'badge' });
  const chip = el(
    'button',
    {
      class: 'chip',
      type: 'button',
      title: chat.caption ?? '',
      on: { click: () => choose(chat.id) },
    },
    renderAvatar(chat),
    el('span', { class: 'name' }, fullName(chat)),
    count,
  );
  chips.set(chat.id, chip);
  chipRow.append(chip);
  const onUnread = (unread) => {
    count.textContent = unread > 0 ? String(unread) : '';
  };
  const column = createColumn(chat, { timeZone: clock.timeZone(), onUnread });
  columns.set(chat.id, column);
  place.append(column.root);
}

async function readPeople() {
  const { chats } = await readChats();
  for (const chat of chats) {
    if (columns.has(chat.id)) columns.get(chat.id).update(chat);
    else {
      addPerson(chat);
      columns.get(chat.id).drawAll((await readMessages(chat.id)).messages);
    }
  }
  shown ??= new Set(chats.slice(0, shownAtFirst).map(({ id }) => id));
  active ??= chats[0]?.id ?? null;
  arrange();
}

/** Reads everything anew: at the start, and after a lost connection. */
async function readAll() {
  await clock.read();
  await company.read();
  await readPeople();
  for (const [id, column] of columns) column.drawAll((await readMessages(id)).messages);
}

function take(event) {
  if (event.type === 'clock') return clock.told(event);
  if (event.type === 'company') return company.read().catch(() => {});
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
  document.querySelector('.brand b').textContent = say('brand');
  document.getElementById('languages').replaceChildren(
    ...languages.map((code) =>
      el(
        'button',
        {
          type: 'button',
          class: code === currentLanguage() ? 'on' : '',
          on: { click: () => changeLanguage(code) },
        },
        code.toUpperCase(),
      ),
    ),
  );
}

function changeLanguage(code) {
  setLanguage(code);
  drawLanguages();
  clock.redraw();
  company.redraw();
  for (const column of columns.values()) column.redraw();
  arrange();
}

drawLanguages();
narrow.addEventListener('change', arrange);
listen(take, showLink);
