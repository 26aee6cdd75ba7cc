import { searchWords } from '../domain/search-words.ts';
import type { Instant } from '../domain/time.ts';
import type { Tx } from './open.ts';

type Saved = { id: number; result: 'created' | 'updated' | 'unchanged' };

export function upsertClient(tx: Tx, client: { externalId: string; name: string }): Saved {
  const known = tx
    .sql<[string], { id: number; name: string }>(
      'SELECT id, name FROM clients WHERE external_id = ?',
    )
    .get(client.externalId);
  if (!known) {
    const run = tx
      .sql<[string, string], never>('INSERT INTO clients (external_id, name) VALUES (?, ?)')
      .run(client.externalId, client.name);
    const id = Number(run.lastInsertRowid);
    addWords(tx, id, client.name);
    return { id, result: 'created' };
  }
  if (known.name === client.name) return { id: known.id, result: 'unchanged' };
  tx.sql<[string, number], never>('UPDATE clients SET name = ? WHERE id = ?').run(
    client.name,
    known.id,
  );
  tx.sql<[number], never>('DELETE FROM client_words WHERE client_id = ?').run(known.id);
  addWords(tx, known.id, client.name);
  return { id: known.id, result: 'updated' };
}

/** By these a client is found (client-search.ts): SQLite itself knows small letters of ASCII only. */
function addWords(tx: Tx, clientId: number, name: string): void {
  const insert = tx.sql<[number, string], never>(
    'INSERT INTO client_words (client_id, word) VALUES (?, ?)',
  );
  for (const word of searchWords(name)) insert.run(clientId, word);
}

interface PhoneChange {
  changed: boolean;
  /** The numbers that were not there before. */
  added: string[];
}

export function replaceClientPhones(
  tx: Tx,
  clientId: number,
  phones: readonly string[],
): PhoneChange {
  return replacePhones(tx, 'client_phones', 'client_id', clientId, phones);
}

type PhoneTable = 'client_phones' | 'order_phones';
type PhoneColumn = 'client_id' | 'order_id';

function phonesOf(tx: Tx, table: PhoneTable, column: PhoneColumn, id: number): string[] {
  const text = `SELECT phone FROM ${table} WHERE ${column} = ?`;
  return tx.sql<[number], string>(text).pluck().all(id);
}

function replacePhones(
  tx: Tx,
  table: PhoneTable,
  column: PhoneColumn,
  id: number,
  phones: readonly string[],
): PhoneChange {
  const known = phonesOf(tx, table, column, id);
  const gone = known.filter((phone) => !phones.includes(phone));
  const come = phones.filter((phone) => !known.includes(phone));
  for (const phone of gone) {
    tx.sql(`DELETE FROM ${table} WHERE phone = ? AND ${column} = ?`).run(phone, id);
  }
  for (const phone of come) {
    tx.sql(`INSERT INTO ${table} (phone, ${column}) VALUES (?, ?)`).run(phone, id);
  }
  return { changed: gone.length + come.length > 0, added: come };
}

export interface OrderRecord {
  externalId: string;
  number: string;
  clientId: number;
  sellerId: number | null;
  inWork: boolean;
  openedAt: Instant;
  closedAt: Instant | null;
  phones: readonly string[];
}

/**
 * Creates or updates an order by its external id. `newPhones`: the numbers that lead to this order in
 * work now and did not before, its own and, where it has just come to be in work, its client's.
 */
export function upsertOrder(tx: Tx, order: OrderRecord): Saved & { newPhones: string[] } {
  const values = [
    order.number,
    order.clientId,
    order.sellerId,
    order.inWork ? 1 : 0,
    order.openedAt,
    order.closedAt,
  ];
  const known = tx
    .sql<[string], { id: number; clientId: number; inWork: number; same: string }>(
      `SELECT id, client_id clientId, in_work inWork,
              json_array(number, client_id, seller_id, in_work, opened_at, closed_at) same
         FROM orders WHERE external_id = ?`,
    )
    .get(order.externalId);
  const id = known?.id ?? insertOrder(tx, order.externalId, values);
  const unchanged = known?.same === JSON.stringify(values);
  if (known && !unchanged) {
    tx.sql<unknown[], never>(
      `UPDATE orders SET number = ?, client_id = ?, seller_id = ?, in_work = ?, opened_at = ?,
         closed_at = ? WHERE id = ?`,
    ).run(...values, id);
  }
  const { changed, added } = replacePhones(tx, 'order_phones', 'order_id', id, order.phones);
  const wasInWork = known?.inWork === 1 && known.clientId === order.clientId;
  const opened = order.inWork && !wasInWork;
  return {
    id,
    result: !known ? 'created' : unchanged && !changed ? 'unchanged' : 'updated',
    newPhones: opened
      ? [...order.phones, ...phonesOf(tx, 'client_phones', 'client_id', order.clientId)]
      : order.inWork
        ? added
        : [],
  };
}

function insertOrder(tx: Tx, externalId: string, values: unknown[]): number {
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO orders (external_id, number, client_id, seller_id, in_work, opened_at, closed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(externalId, ...values);
  return Number(run.lastInsertRowid);
}
