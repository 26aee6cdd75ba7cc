/** Runs inside of the demo's page, whose own code draws the messages, each by itself; answers the last of them too. */
export async function measureInPage(messages) {
  const { renderMessage } = await import(new URL('message.js', location.href).href);
  const list = document.createElement('div');
  list.className = 'list alone';
  const column = document.createElement('section');
  column.className = 'column';
  column.append(list);
  document.getElementById('columns').replaceChildren(column);
  return messages.map((message) => {
    const drawn = { timeZone: 'Europe/Moscow', acts: {}, players: new Map() };
    const node = renderMessage(message, drawn);
    list.replaceChildren(node);
    const cut = [...node.querySelectorAll('.label')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent);
    return { height: node.offsetHeight, cut };
  });
}
