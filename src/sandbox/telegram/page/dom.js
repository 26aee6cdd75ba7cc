/**
 * Makes an element. `props` are DOM properties, except `class`, `data`, `style` and `on`.
 * Text always becomes text nodes: nothing that a chat says is read as HTML.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { class: className, data, style, on, ...rest } = props;
  if (className) node.className = className;
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(style ?? {})) node.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(on ?? {})) node.addEventListener(name, listener);
  Object.assign(node, rest);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const shapes = {
  send: 'M3 20.5v-6.8L13 12 3 10.3V3.5L22 12z',
  menu: 'M4 6h16v2H4zm0 5h16v2H4zm0 5h16v2H4z',
  play: 'M8 5.5v13l11-6.5z',
  pause: 'M7 5h4v14H7zm6 0h4v14h-4z',
  file: 'M6 2h8l5 5v15H6zm7 1.5V8h4.5z',
  lock: 'M7 10V7a5 5 0 0 1 10 0v3h1.5v11h-13V10zm2 0h6V7a3 3 0 0 0-6 0z',
  clip: 'M16.5 6.5v10a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0v10a1.5 1.5 0 0 1-3 0v-9H9v9a3 3 0 0 0 6 0v-10a4.5 4.5 0 0 0-9 0v11a6 6 0 0 0 12 0v-10z',
  mic: 'M12 14.5a3 3 0 0 0 3-3v-6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zm5.5-3a5.5 5.5 0 0 1-11 0H4.8a7.2 7.2 0 0 0 6.3 7.1V22h1.8v-3.4a7.2 7.2 0 0 0 6.3-7.1z',
  stop: 'M6 6h12v12H6z',
  link: 'M9 6h9v9h-2V9.4L7.4 18 6 16.6 14.6 8H9z',
  copy: 'M8 3h11v13h-2V5H8zM5 7h10v14H5zm2 2v10h6V9z',
  find: 'M10.5 4a6.5 6.5 0 0 1 5.2 10.4l4.5 4.4-1.4 1.4-4.4-4.5A6.5 6.5 0 1 1 10.5 4zm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  block:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 0 1 5.6 11.2L7.8 6.4A7 7 0 0 1 12 5zM6.4 7.8l9.8 9.8A7 7 0 0 1 6.4 7.8z',
  bolt: 'M13.5 2 5 13.5h6L9.5 22 19 9.8h-6.4z',
  inspect:
    'M4 4h16v2H4zm0 5h9v2H4zm0 5h7v2H4zm12.5-4a4.5 4.5 0 0 1 3.7 7.1l2 2-1.4 1.4-2-2A4.5 4.5 0 1 1 16.5 10zm0 2a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  close:
    'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}
