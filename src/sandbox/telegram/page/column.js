import { block, markRead, press, sendText } from './api.js';
import { fullName, renderAvatar } from './avatar.js';
import { createComposer } from './composer.js';
import { el, icon } from './dom.js';
import { removeInFocus, replaceInFocus } from './focus.js';
import { renderMessage } from './message.js';
import { dateLocale, say } from './words.js';

const toastMs = 3500;
const typingMs = 5000;
const nearBottomPx = 60;

/** One person's chat. `onUnread` is called whenever the number of unread messages may have changed. */
export function createColumn(chat, { timeZone, onUnread }) {
  const messages = new Map();
  const players = new Map();
  const list = el('div', { class: 'list' });
  // What comes is read out; what stood there before is not.
  const scroller = el('div', { class: 'scroller', role: 'log', tabIndex: 0 }, list);
  const status = el('small', { class: 'status' });
  const badge = el('span', { class: 'badge' });
  const notices = el('div', { class: 'notices' });
  const composer = createComposer(chat, { fail });
  const name = el('h2', {});
  const face = el('span', { class: 'face-of' });
  const blockButton = el('button', { class: 'round', type: 'button' }, icon('block'));
  const head = el(
    'header',
    { class: 'head' },
    face,
    el('div', { class: 'who' }, name, status),
    badge,
    blockButton,
  );
  const root = el(
    'section',
    { class: 'column', data: { user: chat.id } },
    head,
    scroller,
    notices,
    composer.root,
  );
  let current = chat;
  let unread = chat.unread;
  let typingTimer = 0;
  /** The chat is read at its end: what makes it longer or its window lower must not hide the end. */
  let stuck = true;
  let scrolledTo = 0;

  scroller.addEventListener('scroll', () => {
    const { scrollTop } = scroller;
    // Only a reader goes up; what grows at the end, or a window that becomes lower, is told as a scroll as well.
    const isAtEnd = scroller.scrollHeight - scrollTop - scroller.clientHeight < nearBottomPx;
    if (isAtEnd) stuck = true;
    else if (scrollTop < scrolledTo) stuck = false;
    scrolledTo = scrollTop;
  });
  const sizes = new ResizeObserver(keepAtBottom);
  sizes.observe(scroller);
  sizes.observe(list);
  blockButton.addEventListener('click', () => block(current.id, true).catch(fail));
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'focusin']) {
    root.addEventListener(name, seen, { passive: true });
  }

  const acts = {
    command: (text) => sendText(current.id, text).catch(fail),
    async press(key, message, button) {
      if (button.copy_text) return navigator.clipboard.writeText(button.copy_text.text).catch(fail);
      if ('switch_inline_query_current_chat' in button) {
        return composer.begin(button.switch_inline_query_current_chat).catch(fail);
      }
      if (key.classList.contains('waiting')) return;
      key.classList.add('waiting');
      try {
        const answer = await press(current.id, message.message_id, button.callback_data);
        if (!answer.answered) notify(say('notAnswered'));
      } catch (error) {
        fail(error);
      } finally {
        key.classList.remove('waiting');
      }
    },
  };

  function fail(error) {
    notify(error.message);
  }

  function notify(text) {
    const toast = el('div', { class: 'toast', role: 'status' }, text);
    notices.append(toast);
    setTimeout(() => toast.remove(), toastMs);
  }

  function alertPerson(text) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      before?.focus();
    };
    const ok = el('button', { type: 'button', on: { click: close } }, say('ok'));
    const box = el(
      'div',
      { class: 'alert', role: 'alertdialog', ariaModal: 'true', ariaLabel: text },
      el('div', {}, el('p', {}, text), ok),
    );
    box.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
    root.append(box);
    ok.focus();
  }

  function seen() {
    if (unread === 0) return;
    unread = 0;
    showUnread();
    markRead(current.id).catch(() => {});
  }

  function showUnread() {
    badge.textContent = unread > 0 ? String(unread) : '';
    onUnread(unread);
  }

  function put(message) {
    const isNew = !messages.has(message.message_id);
    const known = list.querySelector(`[data-id="${message.message_id}"]`);
    messages.set(message.message_id, message);
    const node = renderMessage(message, { timeZone, acts, players });
    if (known) replaceInFocus(known, node, scroller);
    else {
      addDay(message);
      list.append(node);
    }
    if (isNew) scrollDown();
  }

  /** A line with the date before the first message of a day. */
  function addDay(message) {
    const day = new Intl.DateTimeFormat(dateLocale(), {
      day: 'numeric',
      month: 'long',
      timeZone,
    }).format(message.date * 1000);
    if (list.dataset.day === day) return;
    list.dataset.day = day;
    list.append(el('div', { class: 'day' }, day));
  }

  function scrollDown() {
    requestAnimationFrame(() => {
      // A scroll of before, told only now, is not the reader's.
      stuck = true;
      keepAtBottom();
    });
  }

  function keepAtBottom() {
    if (stuck) scroller.scrollTop = scroller.scrollHeight;
  }

  function showTyping(action) {
    clearTimeout(typingTimer);
    status.textContent = say(action === 'typing' ? 'typing' : 'sending');
    typingTimer = setTimeout(showStatus, typingMs);
  }

  function showStatus() {
    clearTimeout(typingTimer);
    status.textContent = current.caption ?? (current.username ? `@${current.username}` : '');
  }

  /** Draws these messages, and any that came after them while they were on their way. */
  function drawAll(read) {
    const lastId = read.at(-1)?.message_id ?? 0;
    const all = [...read, ...[...messages.values()].filter(({ message_id: id }) => id > lastId)];
    messages.clear();
    scroller.ariaBusy = 'true';
    list.replaceChildren();
    delete list.dataset.day;
    if (all.length === 0) list.append(el('div', { class: 'empty' }, say('emptyNotStarted')));
    for (const message of all) put(message);
    scroller.ariaBusy = 'false';
  }

  function update(next) {
    current = next;
    name.textContent = fullName(next);
    root.ariaLabel = fullName(next);
    scroller.ariaLabel = say('chatWith', { who: fullName(next) });
    face.replaceChildren(renderAvatar(next));
    unread = next.unread;
    showUnread();
    showStatus();
    composer.update(next);
    root.classList.toggle('blocked', next.blocked);
    blockButton.hidden = !next.started || next.blocked;
    blockButton.title = say('block');
  }

  update(chat);
  return {
    root,
    update,
    person: () => current,
    drawAll,
    notify,
    alertPerson,
    showTyping,
    scrollDown,
    seen,
    isTyped: composer.isTyped,
    add(message) {
      list.querySelector('.empty')?.remove();
      if (message.from_bot) {
        unread += 1;
        showStatus();
      } else unread = 0;
      showUnread();
      put(message);
    },
    edit: put,
    remove(messageIds) {
      for (const id of messageIds) {
        messages.delete(id);
        players.delete(id);
        const node = list.querySelector(`[data-id="${id}"]`);
        if (node) removeInFocus(node, scroller);
      }
    },
    /** Draws everything anew in another language. */
    redraw() {
      drawAll([...messages.values()]);
      composer.redraw(current);
      update(current);
    },
  };
}
