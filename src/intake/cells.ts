import { type Role, roles } from '../domain/person.ts';
import { spelledSeconds, spelledWallTime } from '../domain/spelled.ts';
import { fromLocalTime, toRfc3339 } from '../domain/time.ts';

/**
 * How the text of a cell becomes a field; what it cannot read stays text, for the item to refuse.
 * `zone`: of wall times.
 */
export type Cell = (text: string, zone: string) => unknown;

export const text: Cell = (cell) => cell;
export const number: Cell = (cell) => (/^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell);
/** Seconds, also as a spreadsheet shows them: `0:01:10`, `70,48`. */
export const length: Cell = (cell) => spelledSeconds(cell) ?? number(cell, '');
export const list = (cell: string) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Takes a word of people for the word of the item. */
const said = (words: Readonly<Record<string, unknown>>) => (cell: string) => {
  const word = cell.toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : cell;
};

export const flag: Cell = said({
  true: true,
  yes: true,
  да: true,
  истина: true,
  1: true,
  false: false,
  no: false,
  нет: false,
  ложь: false,
  0: false,
});
export const flow: Cell = said({
  incoming: 'in',
  outgoing: 'out',
  входящий: 'in',
  исходящий: 'out',
});
export const language: Cell = said({ русский: 'ru', английский: 'en' });

const roleWord = said({
  продавец: 'seller',
  контролер: 'controller',
  контролёр: 'controller',
  наставник: 'mentor',
  руководитель: 'supervisor',
  администратор: 'admin',
  админ: 'admin',
}) as (cell: string) => string;

/** `seller`, `supervisor:Опт;Розница`, several in a row: `seller;supervisor:Опт;Розница;admin`. */
export const heldRoles: Cell = (cell) => {
  const held: { role: string; directions?: string[] }[] = [];
  for (const part of list(cell)) {
    const [, named = part, direction] = /^([^:]*):(.*)$/.exec(part) ?? [];
    const role = roleWord(named.trim());
    const last = held.at(-1);
    if (direction !== undefined) held.push({ role, directions: [direction.trim()] });
    else if (last?.directions && !roles.includes(role as Role)) last.directions.push(part);
    else held.push({ role });
  }
  return held;
};

/** `pbx:101;mango:7`: the source before the last colon. */
export const extensions: Cell = (cell) =>
  list(cell).map((part) => {
    const colon = part.lastIndexOf(':');
    return { source: part.slice(0, Math.max(0, colon)), extension: part.slice(colon + 1) };
  });

export const recording: Cell = (cell) => (/^https?:/i.test(cell) ? { url: cell } : { path: cell });
export const recordingUrl: Cell = (cell) => ({ url: cell });
export const recordingPath: Cell = (cell) => ({ path: cell });

/** RFC 3339 as it is; `23.11.2026 14:05` and `2026-11-23 14:05` are the wall time of the company's zone. */
export const instant: Cell = (cell, zone) => {
  const wall = spelledWallTime(cell);
  const at = wall === null ? null : fromLocalTime(wall, zone);
  return at === null ? cell : toRfc3339(at);
};
