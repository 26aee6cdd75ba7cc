import type { InlineKeyboardButton } from 'grammy/types';
import type { Found, OrderFound } from '../../app/calls/search-clients.ts';
import { pageRow } from '../pager.ts';
import { shortName, type Words } from '../words.ts';

const pageSize = 8;

type Button = InlineKeyboardButton;

/** The buttons of what was found; pages count from 0. */
export interface FoundButtons {
  client(label: string, clientId: number): Button;
  order(label: string, orderId: number): Button;
  page(label: string, page: number): Button;
}

/** Clients and orders that a search found, a button each, a page at a time. */
export function foundRows(
  words: Words,
  { clients, orders }: Pick<Found, 'clients' | 'orders'>,
  buttons: FoundButtons,
  page: number,
): Button[][] {
  const all = [
    ...clients.map(({ id, name }) => buttons.client(name, id)),
    ...orders.map((order) => buttons.order(orderLabel(words, order), order.id)),
  ];
  const last = Math.max(0, Math.ceil(all.length / pageSize) - 1);
  const at = Math.min(page, last);
  const pager = pageRow(at, last + 1, buttons.page);
  const rows = all.slice(at * pageSize, (at + 1) * pageSize).map((one) => [one]);
  return [...rows, pager];
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
