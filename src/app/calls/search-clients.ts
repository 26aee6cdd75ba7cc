import {
  type ClientFound,
  clientsByWords,
  clientsOfPhone,
  type OrderFound,
  ordersByNumber,
  ordersOfPhone,
  type Search,
  savedSearch,
  saveSearch,
} from '../../db/client-search.ts';
import type { Member } from '../../db/people.ts';
import { normalisePhone } from '../../domain/phone.ts';
import { searchWords } from '../../domain/search-words.ts';
import type { App } from '../app.ts';

export type { ClientFound, OrderFound } from '../../db/client-search.ts';

/** What was found, of each at most so many; who wants others types more. */
const foundMax = 40;
const searchMax = 100;

export interface Found {
  search: Search;
  clients: ClientFound[];
  orders: OrderFound[];
  /** There may be further ones. */
  more: boolean;
  /** Orders were looked for as well. */
  lookedForOrders: boolean;
}

/** Clients by name or phone number, and orders by number, as somebody typed it. */
export function searchClients(app: App, search: Search): Found {
  const text = search.text.trim().slice(0, searchMax);
  const phone = normalisePhone(text, app.country);
  const lookedForOrders = /\d/.test(text);
  const named =
    phone.kind === 'e164'
      ? { clients: clientsOfPhone(app.db, phone.e164, foundMax), more: false }
      : clientsByWords(app.db, searchWords(text), foundMax);
  const ofPhone =
    phone.kind === 'e164' ? ordersOfPhone(app.db, phone.e164, search.inWorkOnly, foundMax) : [];
  const byNumber = lookedForOrders ? ordersNamed(app, text, search.inWorkOnly) : [];
  const orders = [...ofPhone, ...byNumber].slice(0, foundMax);
  const more = named.more || orders.length === foundMax;
  return { search, clients: named.clients, orders, more, lookedForOrders };
}

/** In the ways that CRMs write a number: `5521`, `№ 5521`, `зк-5521`. */
function ordersNamed(app: App, text: string, inWorkOnly: boolean): OrderFound[] {
  const bare = text.replace(/^(?:заказ|order)?\s*(?:№|#|no\.?)?\s*/i, '');
  const written = [bare, bare.toUpperCase(), `№${bare}`, `№ ${bare}`, `#${bare}`];
  const found = [...new Set(written)].flatMap((prefix) =>
    bare === '' ? [] : ordersByNumber(app.db, prefix, inWorkOnly, foundMax),
  );
  return [...new Map(found.map((order) => [order.id, order])).values()];
}

/** Keeps what was searched for, so that the pages of what was found can be turned. */
export function keepSearch(app: App, member: Member, search: Search): void {
  app.db.transaction((tx) => saveSearch(tx, member.id, search));
}

export function keptSearch(app: App, member: Member): Search {
  return savedSearch(app.db, member.id) ?? { text: '', inWorkOnly: true };
}
