import { type CallKey, callKeys } from '../../db/call-lists.ts';
import { callsByNumber } from '../../db/call-numbers.ts';
import { type ListFilter, unfiltered } from '../../db/call-parts.ts';
import type { CallView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import { searchWords } from '../../domain/search-words.ts';
import type { App } from '../app.ts';
import { type Choice, choicesFor } from './list-calls.ts';
import { scopeOf } from './list-scope.ts';
import { viewFor } from './read-call.ts';
import { searchClients } from './search-clients.ts';

export type { CallKey } from '../../db/call-lists.ts';

export interface CallsFound {
  /** Clients of that name of whom this person may see a call. */
  clients: Choice[];
  /** The newest first; a call whose number was typed comes before them. */
  calls: CallView[];
  /** From where on there may be further calls; null: there are none. */
  next: CallKey | null;
  /** Nothing was looked for: one letter fits half of everybody. */
  tooShort: boolean;
}

const pageSize = 20;
const nounsMax = 8;
const sellersMax = 500;
const numbersMax = 10;
const numbersLooked = 200;
export const lettersLeast = 2;

/**
 * What somebody may see of what they type, while they type it: calls by number, client, order or seller, and
 * the clients themselves; their latest calls where nothing is typed yet. Reads only, and keeps no filter.
 */
export function findCalls(
  app: App,
  member: Member,
  typed: string,
  after: CallKey | null,
): CallsFound {
  const text = typed.trim();
  if (text === '') {
    return { clients: [], ...pageOf(app, member, [unfiltered], after), tooShort: false };
  }
  if (!/\d/.test(text) && !searchWords(text).some(({ length }) => length >= lettersLeast)) {
    return { clients: [], calls: [], next: null, tooShort: true };
  }
  const found = searchClients(app, { text, inWorkOnly: false });
  const clients = found.clients.slice(0, nounsMax);
  const orderIds = found.orders.slice(0, nounsMax).map(({ id }) => id);
  const filters = [
    ...clients.map(({ id }) => ({ ...unfiltered, clientId: id })),
    ...sellersNamed(app, member, text).map(({ id }) => ({ ...unfiltered, sellerId: id })),
    ...(orderIds.length > 0 ? [{ ...unfiltered, orderIds }] : []),
  ];
  const { calls, next } = pageOf(app, member, filters, after);
  const first = after === null;
  const numbered = first ? callsNumbered(app, member, text) : [];
  const known = new Set(numbered.map(({ id }) => id));
  return {
    clients: first ? clients.filter(({ id }) => hasCall(app, member, id)) : [],
    calls: [...numbered, ...calls.filter(({ id }) => !known.has(id))],
    next,
    tooShort: false,
  };
}

/** Sellers whose calls this person's list may show, by the beginnings of their names. */
function sellersNamed(app: App, member: Member, text: string): Choice[] {
  const typed = searchWords(text);
  if (typed.length === 0) return [];
  return choicesFor(app, member, 'seller', { offset: 0, most: sellersMax })
    .filter(({ name }) => {
      const words = searchWords(name);
      return typed.every((part) => words.some((word) => word.startsWith(part)));
    })
    .slice(0, nounsMax);
}

function callsNumbered(app: App, member: Member, text: string): CallView[] {
  const [, digits = ''] = /^№?\s*(\d+)$/.exec(text) ?? [];
  return seen(app, member, callsByNumber(app.db, digits, numbersLooked)).slice(0, numbersMax);
}

function hasCall(app: App, member: Member, clientId: number): boolean {
  const asked = { order: 'newest' as const, after: null, most: 1 };
  return callKeys(app.db, scopeOf(member), { ...unfiltered, clientId }, asked).keys.length > 0;
}

/** A page of the calls that fit any of the filters. */
function pageOf(
  app: App,
  member: Member,
  filters: readonly ListFilter[],
  after: CallKey | null,
): Pick<CallsFound, 'calls' | 'next'> {
  const scope = scopeOf(member);
  const asked = { order: 'newest' as const, after, most: pageSize + 1 };
  const pages = filters.map((filter) => callKeys(app.db, scope, filter, asked));
  const keys = [
    ...new Map(pages.flatMap((page) => page.keys).map((key) => [key.id, key])).values(),
  ];
  // Beyond where any of them stopped looking, nobody knows which comes next.
  const [stop = null] = pages.flatMap(({ stoppedAt }) => stoppedAt ?? []).sort(newestFirst);
  const sure = keys.sort(newestFirst).filter((key) => !stop || newestFirst(key, stop) <= 0);
  const shown = sure.slice(0, pageSize);
  const ids = shown.map(({ id }) => id);
  return {
    calls: seen(app, member, ids),
    next: sure.length > pageSize ? (shown.at(-1) ?? null) : stop,
  };
}

function newestFirst(a: CallKey, b: CallKey): number {
  return b.startedAt - a.startedAt || b.id - a.id;
}

function seen(app: App, member: Member, ids: readonly number[]): CallView[] {
  return ids.flatMap((id) => viewFor(app, member, id) ?? []);
}
