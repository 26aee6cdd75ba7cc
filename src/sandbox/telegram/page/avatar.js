import { el } from './dom.js';

export function fullName({ firstName, lastName }) {
  return lastName ? `${firstName} ${lastName}` : firstName;
}

export function renderAvatar(chat) {
  const letters = `${chat.firstName[0] ?? ''}${chat.lastName?.[0] ?? ''}`;
  const colour = chat.color ?? `hsl(${(chat.id * 67) % 360} 55% 55%)`;
  return el('span', { class: 'avatar', style: { '--colour': colour } }, letters);
}
