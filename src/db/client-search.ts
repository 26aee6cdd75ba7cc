import type { Db, Tx } from './open.ts';

export interface ClientFound {
  id: number;
  name: string;
}

export interface OrderFound {
  id: number;
  number: string;
  clientId: number;
  clientName: string;
  inWork: number;
}

/** How many names with the rarest of the words typed are looked through for the others. */
const lookMost = 2000;

/** Beyond every word that begins with this. */
const endOf = (prefix: string) => `${prefix}\u{10FFFF}`;

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
  const others = rest.map((other) => other.word);
  const has = `AND EXISTS (SELECT 1 FROM client_words o
         WHERE o.client_id = w.client_id AND o.word >= ? AND o.word < ?)`;
  const text = `
    SELECT c.id, c.name FROM (
      SELECT word, client_id FROM client_words INDEXED BY client_words_by_word
       WHERE word >= ? AND word < ? ORDER BY word, client_id LIMIT ${lookMost}) w
      CROSS JOIN clients c ON c.id = w.client_id
     WHERE NOT EXISTS (SELECT 1 FROM client_words o
            WHERE o.client_id = w.client_id AND o.word >= ? AND o.word < w.word)
       ${others.map(() => has).join(' ')}
     LIMIT ?`;
  const bounds = others.flatMap((other) => [other, endOf(other)]);
  const clients = db
    .sql<unknown[], ClientFound>(text)
    .all(word, endOf(word), word, ...bounds, most);
  return { clients, more: clients.length === most || count === lookMost };
}

/** How many names have a word that begins so, as far as it matters. */
function wordCount(db: Db, prefix: string): number {
  const text = `SELECT count(*) n FROM (SELECT 1 FROM client_words INDEXED BY client_words_by_word
    WHERE word >= ? AND word < ? LIMIT ${lookMost})`;
  return db.sql<[string, string], { n: number }>(text).get(prefix, endOf(prefix))?.n ?? 0;
}

export function clientsOfPhone(db: Db, phone: string, most: number): ClientFound[] {
  const text = `SELECT c.id, c.name FROM client_phones p JOIN clients c ON c.id = p.client_id
    WHERE p.phone = ? ORDER BY p.client_id LIMIT ?`;
  return db.sql<[string, number], ClientFound>(text).all(phone, most);
}

const orderColumns = 'o.id, o.number, o.client_id clientId, c.name clientName, o.in_work inWork';

/** Orders that carry a number themselves. */
export function ordersOfPhone(
  db: Db,
  phone: string,
  inWorkOnly: boolean,
  most: number,
): OrderFound[] {
  const text = `SELECT ${orderColumns} FROM order_phones p JOIN orders o ON o.id = p.order_id
      JOIN clients c ON c.id = o.client_id
    WHERE p.phone = ? ${inWorkOnly ? 'AND o.in_work = 1' : ''} ORDER BY p.order_id LIMIT ?`;
  return db.sql<[string, number], OrderFound>(text).all(phone, most);
}

/** Orders whose number begins so, signs and case as they stand in the CRM. */
export function ordersByNumber(
  db: Db,
  prefix: string,
  inWorkOnly: boolean,
  most: number,
): OrderFound[] {
  const text = `SELECT ${orderColumns} FROM (
      SELECT id, number FROM orders INDEXED BY orders_by_number
       WHERE number >= ? AND number < ? ORDER BY number, id LIMIT ${lookMost}) f
      CROSS JOIN orders o ON o.id = f.id CROSS JOIN clients c ON c.id = o.client_id
     ${inWorkOnly ? 'WHERE o.in_work = 1' : ''} LIMIT ?`;
  return db.sql<unknown[], OrderFound>(text).all(prefix, endOf(prefix), most);
}

/** A client's orders in work. */
export function ordersInWorkOf(db: Db, clientId: number, most: number): OrderFound[] {
  const text = `SELECT ${orderColumns} FROM orders o INDEXED BY orders_in_work_by_client
      JOIN clients c ON c.id = o.client_id
    WHERE o.client_id = ? AND o.in_work = 1 ORDER BY o.id LIMIT ?`;
  return db.sql<[number, number], OrderFound>(text).all(clientId, most);
}

export function clientFound(db: Db, id: number): ClientFound | null {
  const text = 'SELECT id, name FROM clients WHERE id = ?';
  return db.sql<[number], ClientFound>(text).get(id) ?? null;
}

export function orderFound(db: Db, id: number): OrderFound | null {
  const text = `SELECT ${orderColumns} FROM orders o JOIN clients c ON c.id = o.client_id
    WHERE o.id = ?`;
  return db.sql<[number], OrderFound>(text).get(id) ?? null;
}

/** What somebody searched for, to turn the pages of what was found. */
export interface Search {
  text: string;
  inWorkOnly: boolean;
}

export function savedSearch(db: Db, personId: number): Search | null {
  const text = 'SELECT text, in_work_only inWorkOnly FROM client_searches WHERE person_id = ?';
  const row = db.sql<[number], { text: string; inWorkOnly: number }>(text).get(personId);
  return row ? { text: row.text, inWorkOnly: row.inWorkOnly === 1 } : null;
}

export function saveSearch(tx: Tx, personId: number, { text, inWorkOnly }: Search): void {
  tx.sql(
    `INSERT INTO client_searches (person_id, text, in_work_only) VALUES (?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE SET text = excluded.text, in_work_only = excluded.in_work_only`,
  ).run(personId, text, inWorkOnly ? 1 : 0);
}
