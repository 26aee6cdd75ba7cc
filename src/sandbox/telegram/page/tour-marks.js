import { wordsToType } from './tour-words.js';

const lookedAt = 40;

/** Outlines what is to be pressed next: a button in a chat, what sends the words, or one on the clock. */
export function createMarks({ clockRoot, chats, rootOf }) {
  let next = null;
  let suggested = '';
  let marked = null;
  let waiting = false;

  function mark() {
    waiting = false;
    const before = marked;
    before?.classList.remove('marked');
    marked = find();
    marked?.classList.add('marked');
    // On a phone the clock's buttons are a row that is moved sideways.
    if (marked !== before && clockRoot.contains(marked))
      marked.scrollIntoView({ block: 'nearest' });
  }

  function find() {
    if (!next) return null;
    if (next.clockTo !== null) return clockButton(next.clockTo);
    const root = next.who === null ? null : rootOf(next.who);
    if (!root) return null;
    return keyIn(root) ?? sendIn(root);
  }

  function clockButton(at) {
    const buttons = [...clockRoot.querySelectorAll('.marks button')];
    return buttons.find(({ dataset }) => Number(dataset.at) >= at) ?? buttons.at(-1);
  }

  /** The newest button with one of the labels, the first of them that is there. */
  function keyIn(root) {
    const keys = [...root.querySelectorAll('.message .key')].reverse().slice(0, lookedAt);
    const labelled = (label) => keys.find((key) => key.textContent === label);
    return next.labels.map(labelled).find((key) => key) ?? null;
  }

  /** Where words are awaited, ours stand ready in the box, once. */
  function sendIn(root) {
    const text = wordsToType(next.part);
    const box = root.querySelector('textarea');
    if (!text || !box) return null;
    const here = `${next.who} ${next.part} ${text}`;
    if (suggested !== here && box.value === '') {
      suggested = here;
      box.value = text;
      box.dispatchEvent(new Event('input'));
    }
    return box.value === '' ? null : root.querySelector('.send');
  }

  /** Chats and clock draw themselves anew at any time. */
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  const changes = new MutationObserver(soon);
  changes.observe(chats, { childList: true, subtree: true });
  changes.observe(clockRoot, { childList: true, subtree: true });

  return {
    /** null: nothing is to be marked. */
    set(given) {
      next = given;
      if (wordsToType(given?.part) === undefined) suggested = '';
      soon();
    },
    /** Whether the button of this act is in sight. */
    isThere: () => find() !== null,
  };
}
