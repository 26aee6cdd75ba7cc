import { el } from './dom.js';

export function fullName({ firstName, lastName }) {
  return lastName ? `${firstName} ${lastName}` : firstName;
}

export function renderAvatar(chat) {
  const letters = `${chat.firstName[0] ?? ''}${chat.lastName?.[0] ?? ''}`;
  const colour = chat.color ?? `oklch(50% 0.12 ${(chat.id * 67) % 360})`;
  return el(
    'span',
    { class: 'avatar', ariaHidden: 'true', style: { '--colour': colour } },
    letters,
  );
}
