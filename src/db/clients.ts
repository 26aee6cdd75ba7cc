import { and, eq } from 'drizzle-orm';
import { searchWords } from '../domain/search-words.ts';
import type { Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { clientPhones, clients, clientWords, orderPhones, orders } from './schema/clients.ts';

type Saved = { id: number; result: 'created' | 'updated' | 'unchanged' };

const clientNamed = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({ id: clients.id, name: clients.name })
    .from(clients)
    .where(eq(clients.externalId, externalId)),
);
const insertClient = prepared(
  (orm, { externalId, name }: Given<{ externalId: string; name: string }>) =>
    orm.insert(clients).values({ externalId, name }),
);
const renameClient = prepared((orm, { id, name }: Given<{ id: number; name: string }>) =>
  orm.update(clients).set({ name }).where(eq(clients.id, id)),
);
const removeWords = prepared((orm, { clientId }: Given<{ clientId: number }>) =>
  orm.delete(clientWords).where(eq(clientWords.clientId, clientId)),
);

export function upsertClient(
  tx: Tx,
  { externalId, name }: { externalId: string; name: string },
): Saved {
  const known = clientNamed(tx).get({ externalId });
  if (!known) {
    const id = Number(insertClient(tx).run({ externalId, name }).lastInsertRowid);
    addWords(tx, id, name);
    return { id, result: 'created' };
  }
  if (known.name === name) return { id: known.id, result: 'unchanged' };
  renameClient(tx).run({ id: known.id, name });
  removeWords(tx).run({ clientId: known.id });
  addWords(tx, known.id, name);
  return { id: known.id, result: 'updated' };
}

const insertWord = prepared((orm, { clientId, word }: Given<{ clientId: number; word: string }>) =>
  orm.insert(clientWords).values({ clientId, word }),
);

/** By these a client is found (client-search.ts): SQLite itself knows small letters of ASCII only. */
function addWords(tx: Tx, clientId: number, name: string): void {
  const insert = insertWord(tx);
  for (const word of searchWords(name)) insert.run({ clientId, word });
}

interface PhoneChange {
  changed: boolean;
  /** The numbers that were not there before. */
  added: string[];
}

type OneId = Given<{ id: number }>;
type OnePhone = Given<{ id: number; phone: string }>;

const phonesOfClient = {
  all: prepared((orm, { id }: OneId) =>
    orm
      .select({ phone: clientPhones.phone })
      .from(clientPhones)
      .where(eq(clientPhones.clientId, id)),
  ),
  add: prepared((orm, { id, phone }: OnePhone) =>
    orm.insert(clientPhones).values({ phone, clientId: id }),
  ),
  remove: prepared((orm, { id, phone }: OnePhone) =>
    orm
      .delete(clientPhones)
      .where(and(eq(clientPhones.phone, phone), eq(clientPhones.clientId, id))),
  ),
};

const phonesOfOrder = {
  all: prepared((orm, { id }: OneId) =>
    orm.select({ phone: orderPhones.phone }).from(orderPhones).where(eq(orderPhones.orderId, id)),
  ),
  add: prepared((orm, { id, phone }: OnePhone) =>
    orm.insert(orderPhones).values({ phone, orderId: id }),
  ),
  remove: prepared((orm, { id, phone }: OnePhone) =>
    orm.delete(orderPhones).where(and(eq(orderPhones.phone, phone), eq(orderPhones.orderId, id))),
  ),
};

export function replaceClientPhones(
  tx: Tx,
  clientId: number,
  phones: readonly string[],
): PhoneChange {
  return replacePhones(tx, phonesOfClient, clientId, phones);
}

function replacePhones(
  tx: Tx,
  of: typeof phonesOfClient | typeof phonesOfOrder,
  id: number,
  phones: readonly string[],
): PhoneChange {
  const known = of
    .all(tx)
    .all({ id })
    .map(({ phone }) => phone);
  const gone = known.filter((phone) => !phones.includes(phone));
  const come = phones.filter((phone) => !known.includes(phone));
  for (const phone of gone) of.remove(tx).run({ id, phone });
  for (const phone of come) of.add(tx).run({ id, phone });
  return { changed: gone.length + come.length > 0, added: come };
}

type OrderFields = Omit<typeof orders.$inferSelect, 'id' | 'externalId'>;

export type OrderRecord = OrderFields & { externalId: string; phones: readonly string[] };

const orderNamed = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm.select().from(orders).where(eq(orders.externalId, externalId)),
);
const insertOrder = prepared((orm, given: Given<OrderFields & { externalId: string }>) =>
  orm.insert(orders).values({ externalId: given.externalId, ...fieldsOf(given) }),
);
const updateOrder = prepared((orm, given: Given<OrderFields & { id: number }>) =>
  orm.update(orders).set(fieldsOf(given)).where(eq(orders.id, given.id)),
);

function fieldsOf(given: Given<OrderFields>) {
  return {
    number: given.number,
    clientId: given.clientId,
    sellerId: given.sellerId,
    inWork: given.inWork,
    openedAt: given.openedAt,
    closedAt: given.closedAt,
  };
}

const isSame = (one: OrderFields, other: OrderFields) =>
  one.number === other.number &&
  one.clientId === other.clientId &&
  one.sellerId === other.sellerId &&
  one.inWork === other.inWork &&
  one.openedAt === other.openedAt &&
  one.closedAt === other.closedAt;

/**
 * Creates or updates an order by its external id. `newPhones`: the numbers that lead to this order in
 * work now and did not before, its own and, where it has just come to be in work, its client's.
 */
export function upsertOrder(tx: Tx, order: OrderRecord): Saved & { newPhones: string[] } {
  const known = orderNamed(tx).get({ externalId: order.externalId });
  const id = known?.id ?? Number(insertOrder(tx).run(order).lastInsertRowid);
  const unchanged = known !== undefined && isSame(known, order);
  if (known && !unchanged) updateOrder(tx).run({ ...order, id });
  const { changed, added } = replacePhones(tx, phonesOfOrder, id, order.phones);
  const wasInWork = known?.inWork === true && known.clientId === order.clientId;
  const opened = order.inWork && !wasInWork;
  return {
    id,
    result: !known ? 'created' : unchanged && !changed ? 'unchanged' : 'updated',
    newPhones: opened
      ? [...order.phones, ...phonesOf(tx, order.clientId)]
      : order.inWork
        ? added
        : [],
  };
}

function phonesOf(tx: Tx, clientId: number): string[] {
  return phonesOfClient
    .all(tx)
    .all({ id: clientId })
    .map(({ phone }) => phone);
}
