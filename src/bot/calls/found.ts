import type { InlineKeyboardButton } from 'grammy/types';
import type { Found, OrderFound } from '../../app/calls/search-clients.ts';
import { button } from '../screen.ts';
import { shortName, type Words } from '../words.ts';

const pageSize = 8;

/** What a tap on something found does: the button's data but for the id found. */
export interface FoundTaps {
  client: readonly [verb: string, ...args: (string | number)[]];
  order: readonly [verb: string, ...args: (string | number)[]];
  /** Followed by the number of the page, from 0. */
  page: readonly [verb: string, ...args: (string | number)[]];
}

/** Clients and orders that a search found, a button each, a page at a time. */
export function foundRows(
  words: Words,
  { clients, orders }: Pick<Found, 'clients' | 'orders'>,
  taps: FoundTaps,
  page = 0,
): InlineKeyboardButton[][] {
  const all = [
    ...clients.map(({ id, name }) => button(name, ...taps.client, id)),
    ...orders.map((order) => button(orderLabel(words, order), ...taps.order, order.id)),
  ];
  const last = Math.max(0, Math.ceil(all.length / pageSize) - 1);
  const shown = Math.min(Math.max(0, Math.trunc(page) || 0), last);
  const pager = [
    ...(shown > 0 ? [button('◀', ...taps.page, shown - 1)] : []),
    button(`${shown + 1}/${last + 1}`, ...taps.page, shown),
    ...(shown < last ? [button('▶', ...taps.page, shown + 1)] : []),
  ];
  const rows = all.slice(shown * pageSize, (shown + 1) * pageSize).map((one) => [one]);
  return last > 0 ? [...rows, pager] : rows;
}

/** `№ 5521 · ООО «Север»`, and that it is closed. */
export function orderLabel(words: Words, order: OrderFound): string {
  const number = order.number.replace(/^№\s*/, '');
  const client = shortName(order.clientName);
  return words.plain(order.inWork ? 'found-order' : 'found-order-closed', { number, client });
}

/** What the search came to: how many, or what to try instead. */
export function foundLine(words: Words, found: Found): string {
  const count = found.clients.length + found.orders.length;
  const text = shortName(found.search.text.trim());
  if (count === 0) return words.t('found-nothing', { text });
  return words.t(found.more ? 'found-many' : 'found-some', { text, count });
}
