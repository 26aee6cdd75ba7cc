import { verifyDraw } from './verify.js';

/** What the page holds: the record, whose file it is, and its words (src/bot/locales). */
const { record, sellerId, words } = JSON.parse(document.querySelector('#record').textContent);

const part = (name) => document.querySelector(`#${name}`);
function made(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function showChecks(checks) {
  part('checks').replaceChildren(
    ...checks.map(({ name, ok, calls }) => {
      const item = made('li', words[`${ok ? 'holds' : 'wrong'}-${name}`], ok ? 'ok' : 'bad');
      if (calls.length > 0) item.append(made('span', ` №${calls.join(', №')}`));
      return item;
    }),
  );
}

function showVerdict(ok) {
  part('verdict').textContent = ok ? words.holds : words.wrong;
  part('verdict').className = ok ? 'ok' : 'bad';
}

/** The reader's own calls with their tickets, the lowest first; whose file it is may be nobody's. */
function showOwn() {
  const own = record.eligible.filter((call) => call.sellerId === sellerId);
  part('own').hidden = own.length === 0;
  const stood = new Map(record.replaced.map(({ from, to }) => [to, from]));
  const left = new Map(record.replaced.map(({ from, to }) => [from, to]));
  const rows = own
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .map(({ callId, ticket }) => {
      const row = made('tr', '');
      const isDrawn = record.drawn.includes(callId) || stood.has(callId);
      const said = left.has(callId) ? words.replaced : isDrawn ? words.drawn : '';
      row.append(made('td', `№${callId}`), made('td', `${ticket.slice(0, 8)}…`), made('td', said));
      row.className = isDrawn ? 'ok' : '';
      return row;
    });
  part('own-calls').replaceChildren(...rows);
}

/** What somebody kept earlier, told which of the fingerprints it is. */
function compareKept() {
  const given = part('kept').value.trim().toLowerCase();
  const names = ['seedSha256', 'poolSha256', 'recordSha256', 'previousSha256'];
  const known = names.find((name) => record[name] !== null && record[name] === given);
  part('kept-answer').textContent =
    given === '' ? '' : known ? words[`is-${known}`] : words['is-none'];
  part('kept-answer').className = given === '' ? '' : known ? 'ok' : 'bad';
}

part('kept').addEventListener('input', compareKept);
try {
  showOwn();
  const checks = await verifyDraw(record);
  showChecks(checks);
  showVerdict(checks.every(({ ok }) => ok));
} catch (error) {
  // A record that cannot even be read is no record.
  part('checks').replaceChildren(made('li', String(error), 'bad'));
  showVerdict(false);
}
