import { readChats, sendText, shareUsers } from './api.js';
import { fullName, renderAvatar } from './avatar.js';
import { el } from './dom.js';
import { say } from './words.js';

/**
 * The keyboard that the bot put into the place of the phone's own: its buttons send their words, or let people
 * be picked and shared.
 */
export function createKeyboard(userId, { fail }) {
  const root = el('div', { class: 'reply-keyboard', hidden: true });
  let drawn = 'null';

  /** Draws it anew only where it is another one, so that a choice under way stays. */
  function update(keyboard) {
    const wanted = JSON.stringify(keyboard);
    if (wanted === drawn) return;
    drawn = wanted;
    root.hidden = keyboard === null;
    draw(keyboard);
  }

  function draw(keyboard) {
    root.replaceChildren(
      ...(keyboard?.rows ?? []).map((row) =>
        el('div', { class: 'row' }, ...row.map((key) => renderKey(key, keyboard))),
      ),
    );
  }

  function renderKey({ text, style, request_users: asked }, keyboard) {
    const act = () => (asked ? pick(asked, keyboard) : sendText(userId, text)).catch(fail);
    return el(
      'button',
      { class: style ? `key ${style}` : 'key', type: 'button', title: text, on: { click: act } },
      el('span', { class: 'label' }, text),
    );
  }

  /** People of this page, as Telegram shows the contacts of a phone. */
  async function pick({ request_id: requestId, max_quantity: most = 1 }, keyboard) {
    const { chats } = await readChats();
    const picked = new Set();
    const share = el('button', { class: 'wide', type: 'button', disabled: true }, say('share'));
    const boxes = chats.map((chat) => {
      const box = el('input', { type: 'checkbox' });
      box.addEventListener('change', () => {
        if (box.checked && picked.size >= most) box.checked = false;
        if (box.checked) picked.add(chat.id);
        else picked.delete(chat.id);
        share.disabled = picked.size === 0;
        share.textContent = picked.size === 0 ? say('share') : `${say('share')} · ${picked.size}`;
      });
      return el('label', {}, box, renderAvatar(chat), el('span', {}, fullName(chat)));
    });
    share.addEventListener('click', () => {
      shareUsers(userId, requestId, [...picked]).catch(fail);
    });
    const back = el('button', { class: 'back', type: 'button' }, say('back'));
    back.addEventListener('click', () => draw(keyboard));
    root.replaceChildren(el('div', { class: 'contacts' }, ...boxes), share, back);
    boxes[0]?.querySelector('input').focus();
  }

  return { root, update };
}
