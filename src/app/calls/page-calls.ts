import type { CallKey } from '../../db/call-lists.ts';

export type { CallKey } from '../../db/call-lists.ts';

type Order = 'newest' | 'oldest';

/** From where on a page is wanted: after a call, before one, or from one on, itself included. */
export interface PageFrom {
  way: 'after' | 'before' | 'from';
  key: CallKey;
}

/** Reads calls in an order, strictly after a place; `stoppedAt`: the last one looked at of more. */
export type Read = (
  order: Order,
  after: CallKey | null,
  most: number,
) => { keys: CallKey[]; stoppedAt: CallKey | null };

export interface Page {
  keys: CallKey[];
  /** The calls to go on from, in the list's order and against it; null where nothing lies there. */
  next: CallKey | null;
  previous: CallKey | null;
  /** No index knows all of the filter: so many calls were looked at, and the list goes on. */
  cutShort: boolean;
}

/** A page in the order of `sort`, with the ways on from it. */
export function pageOf(read: Read, sort: Order, from: PageFrom | null, size: number): Page {
  if (from?.way === 'before') return pageBefore(read, sort, from.key, size);
  const after = from?.way === 'from' ? justBefore(from.key, sort) : (from?.key ?? null);
  const { keys, stoppedAt } = read(sort, after, size + 1);
  const shown = keys.slice(0, size);
  const [first = null] = shown;
  return {
    keys: shown,
    next: keys.length > size ? (shown.at(-1) ?? null) : stoppedAt,
    previous: first === null ? after : liesBefore(read, sort, after, first) ? first : null,
    cutShort: stoppedAt !== null,
  };
}

/** A page that would be short is the first, which is read from its beginning. */
function pageBefore(read: Read, sort: Order, key: CallKey, size: number): Page {
  const { keys, stoppedAt } = read(opposite(sort), key, size + 1);
  if (keys.length < size && stoppedAt === null) return pageOf(read, sort, null, size);
  const shown = keys.slice(0, size).reverse();
  return {
    keys: shown,
    next: shown.at(-1) ?? key,
    previous: keys.length > size ? (shown[0] ?? null) : stoppedAt,
    cutShort: stoppedAt !== null,
  };
}

function liesBefore(read: Read, sort: Order, after: CallKey | null, first: CallKey): boolean {
  if (after === null) return false;
  const { keys, stoppedAt } = read(opposite(sort), first, 1);
  return keys.length > 0 || stoppedAt !== null;
}

const opposite = (sort: Order): Order => (sort === 'newest' ? 'oldest' : 'newest');

/** The place right before a call in the list, where no call is. */
function justBefore({ startedAt, id }: CallKey, sort: Order): CallKey {
  return { startedAt, id: sort === 'newest' ? id + 1 : id - 1 };
}
