import { block, sendFile, sendStart, sendText } from './api.js';
import { el, icon } from './dom.js';
import { createInline } from './inline.js';
import { createKeyboard } from './keyboard.js';
import { canRecord, recordVoice } from './recorder.js';
import { say } from './words.js';

/** The bottom of a column: Start, Unblock, or the text box with the command menu. */
export function createComposer(chat, { fail }) {
  const root = el('div', { class: 'composer' });
  const keyboard = createKeyboard(chat.id, { fail });
  const inline = createInline(chat.id, { box: () => root.querySelector('textarea'), fail });
  const attempt = (action) => action.catch(fail);
  const typedIn = () => root.querySelector('textarea')?.value ?? '';
  let shown = '';
  let current = chat;

  /** Draws what fits the chat's state; a half-typed text is kept while the state stays the same. */
  function update(next) {
    current = next;
    const state = next.blocked ? 'blocked' : next.started ? 'open' : 'start';
    if (state !== shown || state !== 'open') {
      shown = state;
      root.replaceChildren(
        ...{ start: renderStart, blocked: renderBlocked, open: renderOpen }[state](),
      );
    }
    keyboard.update(state === 'open' ? next.keyboard : null);
    const asks = root.querySelector('.asks');
    if (asks) asks.hidden = !next.forceReply;
    const box = root.querySelector('textarea');
    if (box) box.placeholder = next.forceReply?.placeholder || say('write');
  }

  function renderStart() {
    const invited = current.startPayload !== null;
    const code = el('input', { class: 'code', placeholder: say('payload'), maxLength: 64 });
    const start = () => attempt(sendStart(current.id, current.startPayload ?? code.value.trim()));
    code.addEventListener('keydown', (event) => event.key === 'Enter' && start());
    return [
      invited ? el('div', { class: 'hint' }, say('invited')) : code,
      el('button', { class: 'wide', type: 'button', on: { click: start } }, say('start')),
    ];
  }

  function renderBlocked() {
    const unblock = () => attempt(block(current.id, false));
    return [
      el('div', { class: 'hint' }, say('blocked')),
      el('button', { class: 'wide', type: 'button', on: { click: unblock } }, say('unblock')),
    ];
  }

  function renderOpen() {
    const box = el('textarea', { rows: 1, maxLength: 4096, enterKeyHint: 'send' });
    box.ariaLabel = say('write');
    const menu = renderMenu();
    const send = () => {
      const text = box.value.trim();
      if (text === '') return;
      box.value = '';
      grow();
      attempt(sendText(current.id, text, current.forceReply?.messageId));
    };
    // The button goes with what was typed: a keyboard's focus goes to the box, a finger needs no keys on screen.
    const sendPressed = ({ detail }) => {
      send();
      if (detail === 0) box.focus();
    };
    const grow = () => {
      box.style.height = 'auto';
      box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
      root.classList.toggle('typed', box.value.trim() !== '');
    };
    box.addEventListener('input', grow);
    box.addEventListener('input', inline.typed);
    box.addEventListener('keydown', (event) => {
      if (inline.takes(event)) return;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    });
    const asks = el('div', { class: 'asks', hidden: true, title: say('answers') }, '↩');
    const sendButton = el(
      'button',
      { class: 'round send', type: 'button', title: say('send'), on: { click: sendPressed } },
      icon('send'),
    );
    return [
      menu.list,
      inline.root,
      asks,
      menu.button,
      box,
      renderAttach(),
      renderRecord(),
      sendButton,
      keyboard.root,
    ];
  }

  function renderMenu() {
    const list = el('div', { class: 'commands', hidden: true });
    const close = () => {
      list.hidden = true;
      button.ariaExpanded = 'false';
      document.removeEventListener('click', close);
    };
    const open = (event) => {
      if (!list.hidden) return close();
      event.stopPropagation();
      list.replaceChildren(...commandRows());
      list.hidden = false;
      button.ariaExpanded = 'true';
      document.addEventListener('click', close);
      // A keyboard's press goes on in the list; a finger's leaves the focus where it is.
      if (event.detail === 0) list.querySelector('button')?.focus();
    };
    list.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        close();
        button.focus();
      }
    });
    const button = el(
      'button',
      {
        class: 'menu',
        type: 'button',
        title: say('menu'),
        ariaExpanded: 'false',
        on: { click: open },
      },
      icon('menu'),
      el('span', {}, say('menu')),
    );
    return { list, button };
  }

  function choose(command) {
    attempt(sendText(current.id, `/${command}`));
    // What was focused goes with the list; the next thing is said or pressed from here.
    if (root.contains(document.activeElement)) root.querySelector('textarea').focus();
  }

  function commandRows() {
    if (current.commands.length === 0) return [el('div', { class: 'hint' }, say('noCommands'))];
    return current.commands.map(({ command, description }) =>
      el(
        'button',
        { type: 'button', on: { click: () => choose(command) } },
        el('b', {}, `/${command}`),
        el('span', {}, description),
      ),
    );
  }

  function renderAttach() {
    const input = el('input', { type: 'file', hidden: true });
    input.addEventListener('change', () => {
      const [file] = input.files;
      if (file) attempt(sendFile(current.id, kindOf(file), file, file.name));
      input.value = '';
    });
    const pick = () => input.click();
    const button = el(
      'button',
      { class: 'round attach', type: 'button', title: say('attach'), on: { click: pick } },
      icon('clip'),
    );
    return el('span', { class: 'attach' }, button, input);
  }

  function renderRecord() {
    const button = el(
      'button',
      { class: 'round record', type: 'button', title: say('record'), hidden: !canRecord() },
      icon('mic'),
    );
    let stop = null;
    button.addEventListener('click', async () => {
      if (stop) return stop();
      const recording = await recordVoice().catch(() => null);
      if (recording === null) return fail(new Error(say('noMic')));
      stop = recording.stop;
      show(true);
      const voice = await recording.voice;
      stop = null;
      show(false);
      attempt(sendFile(current.id, 'voice', voice.blob, voice.name));
    });
    const show = (running) => {
      button.classList.toggle('running', running);
      button.title = say(running ? 'stop' : 'record');
      button.replaceChildren(icon(running ? 'stop' : 'mic'));
    };
    return button;
  }

  update(chat);
  return {
    root,
    update,
    /** Puts the bot's name into the text box, with what is to be searched for. */
    begin: inline.begin,
    /** Whether a text is half-typed. */
    isTyped: () => typedIn() !== '',
    /** Draws anew in another language; what is half-typed stays. */
    redraw(next) {
      const kept = typedIn();
      shown = '';
      update(next);
      if (kept === '') return;
      const box = root.querySelector('textarea');
      box.value = kept;
      box.dispatchEvent(new Event('input'));
    },
  };
}

function kindOf(file) {
  if (/^audio\/(ogg|opus)/.test(file.type)) return 'voice';
  if (file.type.startsWith('audio/')) return 'audio';
  return /^image\/(png|jpeg)$/.test(file.type) ? 'photo' : 'document';
}
