import { and, asc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db, Orm, Tx } from './open.ts';
import { compiled, type Given, listed, prepared, preparedSql } from './query.ts';
import {
  clientPhones,
  clientSearches,
  clients,
  clientWords,
  orderPhones,
  orders,
} from './schema/clients.ts';

export interface ClientFound {
  id: number;
  name: string;
}

export interface OrderFound {
  id: number;
  number: string;
  clientId: number;
  clientName: string;
  inWork: boolean;
}

/** How many names with the rarest of the words typed are looked through for the others. */
const lookMax = 2000;

/** Beyond every word that begins with this. */
const endOf = (prefix: string) => `${prefix}\u{10FFFF}`;

const found = alias(clientWords, 'found');
const other = alias(clientWords, 'other');

/**
 * Clients of whose names a word begins with each of the words typed, by the rarest of these; `more`: there
 * may be further ones.
 */
export function clientsByWords(
  db: Db,
  typed: readonly string[],
  most: number,
): { clients: ClientFound[]; more: boolean } {
  const counted = typed.map((word) => ({ word, count: wordCount(db, word) }));
  const [rarest, ...rest] = counted.sort((a, b) => a.count - b.count);
  if (rarest === undefined) return { clients: [], more: false };
  const { word, count } = rarest;
  const query = sql<ClientFound>`
    SELECT ${listed({ id: clients.id, name: clients.name })} FROM (
      SELECT ${clientWords.word}, ${clientWords.clientId}
        FROM ${clientWords} INDEXED BY client_words_by_word
       WHERE ${clientWords.word} >= ${word} AND ${clientWords.word} < ${endOf(word)}
       ORDER BY ${clientWords.word}, ${clientWords.clientId} LIMIT ${lookMax}) ${found}
      CROSS JOIN ${clients} ON ${clients.id} = ${found.clientId}
     WHERE NOT ${hasWord(word, found.word)}
       ${sql.join(rest.map((one) => sql`AND ${hasWord(one.word, sql`${endOf(one.word)}`)}`))}
     LIMIT ${most}`;
  const all = compiled(db, query).all();
  return { clients: all, more: all.length === most || count === lookMax };
}

/** Whether the name of the client found has a word from one on, and before another. */
const hasWord = (from: string, before: SQLWrapper) => sql`EXISTS (
  SELECT 1 FROM ${clientWords} ${other} WHERE ${other.clientId} = ${found.clientId}
     AND ${other.word} >= ${from} AND ${other.word} < ${before})`;

const countWords = preparedSql(
  ({ from, before }: Given<{ from: string; before: string }>) => sql<{ n: number }>`
    SELECT count(*) n FROM (SELECT 1 FROM ${clientWords} INDEXED BY client_words_by_word
      WHERE ${clientWords.word} >= ${from} AND ${clientWords.word} < ${before} LIMIT ${lookMax})`,
);

/** How many names have a word that begins so, as far as it matters. */
function wordCount(db: Db, prefix: string): number {
  return countWords(db).get({ from: prefix, before: endOf(prefix) })?.n ?? 0;
}

const ofPhone = prepared((orm, { phone, most }: Given<{ phone: string; most: number }>) =>
  orm
    .select({ id: clients.id, name: clients.name })
    .from(clientPhones)
    .innerJoin(clients, eq(clients.id, clientPhones.clientId))
    .where(eq(clientPhones.phone, phone))
    .orderBy(asc(clientPhones.clientId))
    .limit(most),
);

export function clientsOfPhone(db: Db, phone: string, most: number): ClientFound[] {
  return ofPhone(db).all({ phone, most });
}

const orderColumns = {
  id: orders.id,
  number: orders.number,
  clientId: orders.clientId,
  clientName: clients.name,
  inWork: orders.inWork,
};
// As a literal: the index of orders in work is a partial one.
const isInWork = sql`${orders.inWork} = 1`;

type ByPhone = Given<{ phone: string; most: number }>;

function selectOfPhone(orm: Orm, { phone, most }: ByPhone, which?: SQL) {
  return orm
    .select(orderColumns)
    .from(orderPhones)
    .innerJoin(orders, eq(orders.id, orderPhones.orderId))
    .innerJoin(clients, eq(clients.id, orders.clientId))
    .where(and(eq(orderPhones.phone, phone), which))
    .orderBy(asc(orderPhones.orderId))
    .limit(most);
}

const anyOfPhone = prepared((orm, given: ByPhone) => selectOfPhone(orm, given));
const inWorkOfPhone = prepared((orm, given: ByPhone) => selectOfPhone(orm, given, isInWork));

/** Orders that carry a number themselves. */
export function ordersOfPhone(
  db: Db,
  phone: string,
  inWorkOnly: boolean,
  most: number,
): OrderFound[] {
  return (inWorkOnly ? inWorkOfPhone : anyOfPhone)(db).all({ phone, most });
}

type ByNumber = Given<{ from: string; before: string; most: number }>;
const numbered = alias(orders, 'numbered');

const selectByNumber = ({ from, before, most }: ByNumber, where: SQL) => sql<
  Omit<OrderFound, 'inWork'> & { inWork: 0 | 1 }
>`SELECT ${listed(orderColumns)} FROM (
      SELECT ${orders.id}, ${orders.number} FROM ${orders} INDEXED BY orders_by_number
       WHERE ${orders.number} >= ${from} AND ${orders.number} < ${before}
       ORDER BY ${orders.number}, ${orders.id} LIMIT ${lookMax}) ${numbered}
      CROSS JOIN ${orders} ON ${orders.id} = ${numbered.id}
      CROSS JOIN ${clients} ON ${clients.id} = ${orders.clientId}
     ${where} LIMIT ${most}`;

const anyByNumber = preparedSql((given: ByNumber) => selectByNumber(given, sql``));
const inWorkByNumber = preparedSql((given: ByNumber) =>
  selectByNumber(given, sql`WHERE ${isInWork}`),
);

/** Orders whose number begins so, signs and case as they stand in the CRM. */
export function ordersByNumber(
  db: Db,
  prefix: string,
  inWorkOnly: boolean,
  most: number,
): OrderFound[] {
  return (inWorkOnly ? inWorkByNumber : anyByNumber)(db)
    .all({ from: prefix, before: endOf(prefix), most })
    .map((row) => ({ ...row, inWork: row.inWork === 1 }));
}

const inWorkOf = prepared((orm, { clientId, most }: Given<{ clientId: number; most: number }>) =>
  orm
    .select(orderColumns)
    .from(orders)
    .innerJoin(clients, eq(clients.id, orders.clientId))
    .where(and(eq(orders.clientId, clientId), isInWork))
    .orderBy(asc(orders.id))
    .limit(most),
);

/** A client's orders in work. */
export function ordersInWorkOf(db: Db, clientId: number, most: number): OrderFound[] {
  return inWorkOf(db).all({ clientId, most });
}

const oneClient = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select({ id: clients.id, name: clients.name }).from(clients).where(eq(clients.id, id)),
);

export function clientFound(db: Db, id: number): ClientFound | null {
  return oneClient(db).get({ id }) ?? null;
}

const oneOrder = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select(orderColumns)
    .from(orders)
    .innerJoin(clients, eq(clients.id, orders.clientId))
    .where(eq(orders.id, id)),
);

export function orderFound(db: Db, id: number): OrderFound | null {
  return oneOrder(db).get({ id }) ?? null;
}

/** What somebody searched for, to turn the pages of what was found. */
export type Search = Pick<typeof clientSearches.$inferSelect, 'text' | 'inWorkOnly'>;

const searchOf = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select({ text: clientSearches.text, inWorkOnly: clientSearches.inWorkOnly })
    .from(clientSearches)
    .where(eq(clientSearches.personId, personId)),
);

export function savedSearch(db: Db, personId: number): Search | null {
  return searchOf(db).get({ personId }) ?? null;
}

const save = prepared((orm, given: Given<Search & { personId: number }>) =>
  orm
    .insert(clientSearches)
    .values({ personId: given.personId, text: given.text, inWorkOnly: given.inWorkOnly })
    .onConflictDoUpdate({
      target: clientSearches.personId,
      set: { text: given.text, inWorkOnly: given.inWorkOnly },
    }),
);

export function saveSearch(tx: Tx, personId: number, search: Search): void {
  save(tx).run({ personId, text: search.text, inWorkOnly: search.inWorkOnly });
}
