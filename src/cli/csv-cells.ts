import { type Role, roles } from '../domain/person.ts';
import type { Kind } from './read-rows.ts';

/** How the text of a cell becomes a field; what it cannot read stays text, for the item to refuse. */
export type Cell = (text: string) => unknown;

const text: Cell = (cell) => cell;
const number: Cell = (cell) => (/^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell);
const list = (cell: string) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const words: Record<string, boolean> = {
  true: true,
  yes: true,
  да: true,
  1: true,
  false: false,
  no: false,
  нет: false,
  0: false,
};
const flag: Cell = (cell) => words[cell.toLowerCase()] ?? cell;

/** `seller`, `supervisor:Опт;Розница`, several in a row: `seller;supervisor:Опт;Розница;admin`. */
const heldRoles: Cell = (cell) => {
  const held: { role: string; directions?: string[] }[] = [];
  for (const part of list(cell)) {
    const [, role = part, direction] = /^([^:]*):(.*)$/.exec(part) ?? [];
    const last = held.at(-1);
    if (direction !== undefined) held.push({ role: role.trim(), directions: [direction.trim()] });
    else if (last?.directions && !roles.includes(part as Role)) last.directions.push(part);
    else held.push({ role: part });
  }
  return held;
};

/** `pbx:101;mango:7`: the source before the last colon. */
const extensions: Cell = (cell) =>
  list(cell).map((part) => {
    const colon = part.lastIndexOf(':');
    return { source: part.slice(0, Math.max(0, colon)), extension: part.slice(colon + 1) };
  });

const recording: Cell = (cell) => (/^https?:/i.test(cell) ? { url: cell } : { path: cell });

type CsvKind = Exclude<Kind, 'checklists'>;

export const cellsOf: Record<CsvKind, Record<string, Cell>> = {
  people: {
    externalId: text,
    name: text,
    roles: heldRoles,
    direction: text,
    extensions,
    mentorExternalIds: list,
    language: text,
    telegramId: number,
    active: flag,
  },
  clients: { externalId: text, name: text, phones: list },
  orders: {
    externalId: text,
    number: text,
    clientExternalId: text,
    sellerExternalId: text,
    phones: list,
    inWork: flag,
    openedAt: text,
    closedAt: text,
  },
  calls: {
    source: text,
    externalId: text,
    direction: text,
    sellerExtension: text,
    sellerExternalId: text,
    externalNumber: text,
    startedAt: text,
    durationS: number,
    talkS: number,
    recording,
    clientExternalId: text,
    orderExternalId: text,
  },
};

/** What an empty cell, or a missing column, stands for; other fields are left out. */
export const emptyCells: Record<CsvKind, Record<string, unknown>> = {
  people: {},
  clients: { phones: [] },
  orders: {},
  calls: { externalNumber: null, durationS: null, talkS: null, recording: null },
};
