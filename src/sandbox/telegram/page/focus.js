/**
 * A message that is edited is drawn anew: whoever stood on one of its buttons stands on the button of that label
 * afterwards, else on the one in that place, so that a keyboard goes on where it was.
 */
export function replaceInFocus(known, node, chat) {
  const stood = keysOf(known).indexOf(document.activeElement);
  const label = document.activeElement?.textContent;
  const within = known.contains(document.activeElement);
  known.replaceWith(node);
  if (!within) return;
  const keys = keysOf(node);
  const same = keys.find((key) => key.textContent === label);
  goTo(same ?? keys[Math.min(Math.max(stood, 0), keys.length - 1)] ?? lastKey(chat), chat);
}

/** A message that goes leaves its focus to the newest button of the chat. */
export function removeInFocus(node, chat) {
  const within = node.contains(document.activeElement);
  node.remove();
  if (within) goTo(lastKey(chat), chat);
}

function goTo(key, chat) {
  (key ?? chat).focus({ preventScroll: true });
}

const keysOf = (node) => [...node.querySelectorAll('.key:enabled, a.key')];

/** The first button of the newest message that has any. */
function lastKey(chat) {
  const boards = [...chat.querySelectorAll('.keyboard')];
  return boards.map((board) => keysOf(board)[0]).findLast((key) => key);
}
