import { fileUrl } from './api.js';
import { el, icon } from './dom.js';
import { renderText } from './entities.js';
import { renderVia } from './inline.js';
import { renderPlayer } from './player.js';
import { currentLanguage, say } from './words.js';

/**
 * One message as it stands in the chat. `acts` are what can be done with it: command(text) and
 * press(button, message). `players` keeps a running player over edits.
 */
export function renderMessage(message, { timeZone, acts, players }) {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities;
  const reader = { onCommand: acts.command, timeZone, sentAt: message.date * 1000 };
  const bubble = el(
    'div',
    { class: 'bubble' },
    renderVia(message.via_bot),
    renderReply(message.reply_to_message),
    renderMedia(message, players, text),
    renderShared(message.users_shared),
    text === '' ? null : el('div', { class: 'text' }, ...renderText(text, entities, reader)),
    renderMeta(message, timeZone),
    renderEffect(message.effect_id),
  );
  return el(
    'div',
    { class: `message ${message.from_bot ? 'in' : 'out'}`, data: { id: message.message_id } },
    bubble,
    renderKeyboard(message, acts),
  );
}

function renderMeta(message, timeZone) {
  const time = new Intl.DateTimeFormat(currentLanguage(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(message.date * 1000);
  const lock = message.has_protected_content
    ? el('span', { class: 'lock', title: say('protected') }, icon('lock'))
    : null;
  const edited = message.edit_date ? `${say('edited')} ` : '';
  return el('span', { class: 'meta' }, lock, `${edited}${time}`);
}

/** The effects of Telegram that everybody has, by their ids. */
const effects = {
  '5046509860389126442': '🎉',
  '5104841245755180586': '🔥',
  '5107584321108051014': '👍',
  '5159385139981059251': '❤️',
};

function renderEffect(id) {
  if (!id) return null;
  return el('span', { class: 'effect', ariaHidden: 'true' }, effects[id] ?? '✨');
}

function renderReply(replied) {
  if (!replied) return null;
  const text = replied.text ?? replied.caption ?? '…';
  return el('div', { class: 'replied' }, text.split('\n')[0]);
}

function renderShared(shared) {
  if (!shared) return null;
  const names = shared.users.map(
    ({ user_id: id, first_name: first, last_name: last, username }) =>
      [first, last].filter(Boolean).join(' ') || username || String(id),
  );
  return el('div', { class: 'text' }, `👥 ${names.join(', ')}`);
}

function renderMedia(message, players, text) {
  const { voice, audio, document: file, photo } = message;
  const sound = voice ?? audio;
  if (sound) {
    const known = players.get(message.message_id);
    const title = audio ? (audio.title ?? audio.file_name) : '';
    const player = known ?? renderPlayer(sound, title);
    players.set(message.message_id, player);
    return player;
  }
  if (photo) {
    const largest = photo.at(-1);
    const src = fileUrl(largest.file_id);
    const alt = say('picture', { about: text.split('\n')[0] });
    const image = el('img', { src, alt, width: largest.width, height: largest.height });
    return el('a', { class: 'photo', href: src, target: '_blank' }, image);
  }
  if (!file) return null;
  return el(
    'a',
    {
      class: 'file',
      href: fileUrl(file.file_id),
      download: file.file_name,
      title: say('download'),
    },
    el('span', { class: 'file-icon' }, icon('file')),
    el('span', {}, el('b', {}, file.file_name), el('small', {}, size(file.file_size))),
  );
}

function renderKeyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el(
    'div',
    { class: 'keyboard' },
    ...rows.map((row) =>
      el('div', { class: 'row' }, ...row.map((button) => renderButton(button, message, acts))),
    ),
  );
}

function renderButton(button, message, acts) {
  const label = el('span', { class: 'label' }, button.text);
  if (button.url) {
    const link = { class: 'key', href: button.url, target: '_blank', rel: 'noreferrer noopener' };
    return el('a', link, label, el('span', { class: 'corner' }, icon('link')));
  }
  const look = button.style ? `key ${button.style}` : 'key';
  const corner = button.copy_text
    ? 'copy'
    : 'switch_inline_query_current_chat' in button
      ? 'find'
      : null;
  const key = el(
    'button',
    { class: look, type: 'button', title: button.text, disabled: 'disabled' in button },
    label,
    corner && el('span', { class: 'corner' }, icon(corner)),
  );
  key.addEventListener('click', () => acts.press(key, message, button));
  return key;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
