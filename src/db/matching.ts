import type { Db } from './open.ts';

/** Whose number it is: two at most, since a second one already makes it ambiguous. */
export function clientsByPhone(db: Db, phone: string): number[] {
  const text = 'SELECT client_id FROM client_phones WHERE phone = ? LIMIT 2';
  return db.sql<[string], number>(text).pluck().all(phone);
}

export interface OpenOrder {
  id: number;
  clientId: number;
}

/** Orders in work that carry the number themselves or belong to a client with it: two at most. */
export function openOrdersByPhone(db: Db, phone: string): OpenOrder[] {
  return db
    .sql<[string, string], OpenOrder>(
      `SELECT o.id, o.client_id clientId FROM order_phones p JOIN orders o ON o.id = p.order_id
        WHERE p.phone = ? AND o.in_work = 1
       UNION ALL
       SELECT o.id, o.client_id FROM client_phones p JOIN orders o ON o.client_id = p.client_id
        WHERE p.phone = ? AND o.in_work = 1 AND NOT EXISTS (
          SELECT 1 FROM order_phones own WHERE own.phone = p.phone AND own.order_id = o.id)
       LIMIT 2`,
    )
    .all(phone, phone);
}

/** A client's orders in work that carry the number themselves: two at most. */
export function openOrdersOfClientByPhone(db: Db, clientId: number, phone: string): OpenOrder[] {
  return db
    .sql<[string, number], OpenOrder>(
      `SELECT o.id, o.client_id clientId FROM order_phones p JOIN orders o ON o.id = p.order_id
        WHERE p.phone = ? AND o.client_id = ? AND o.in_work = 1 LIMIT 2`,
    )
    .all(phone, clientId);
}

/** Two at most. */
export function openOrdersOfClient(db: Db, clientId: number): OpenOrder[] {
  return db
    .sql<[number], OpenOrder>(
      'SELECT id, client_id clientId FROM orders WHERE client_id = ? AND in_work = 1 LIMIT 2',
    )
    .all(clientId);
}

export function clientByExternalId(db: Db, externalId: string): number | null {
  const text = 'SELECT id FROM clients WHERE external_id = ?';
  return db.sql<[string], { id: number }>(text).get(externalId)?.id ?? null;
}

export function orderByExternalId(db: Db, externalId: string): OpenOrder | null {
  const text = 'SELECT id, client_id clientId FROM orders WHERE external_id = ?';
  return db.sql<[string], OpenOrder>(text).get(externalId) ?? null;
}

/** The ids of a person, whatever their roles, and of their direction. */
export function personIdsByExtension(db: Db, source: string, extension: string) {
  return (
    db
      .sql<[string, string], { id: number; directionId: number | null }>(
        `SELECT p.id, p.direction_id directionId FROM extensions e JOIN people p ON p.id = e.person_id
          WHERE e.source = ? AND e.extension = ?`,
      )
      .get(source, extension) ?? null
  );
}

/** The ids of a person, whatever their roles, and of their direction. */
export function personIdsByExternalId(db: Db, externalId: string) {
  return (
    db
      .sql<[string], { id: number; directionId: number | null }>(
        'SELECT id, direction_id directionId FROM people WHERE external_id = ?',
      )
      .get(externalId) ?? null
  );
}

export interface UnmatchedCall {
  id: number;
  phone: string | null;
  clientExternalId: string | null;
  orderExternalId: string | null;
}

const unmatched = `SELECT id, phone, client_external_id clientExternalId,
  order_external_id orderExternalId FROM calls WHERE status = 'unclassified' AND `;

export function unmatchedByPhone(db: Db, phone: string): UnmatchedCall[] {
  return db.sql<[string], UnmatchedCall>(`${unmatched} phone = ?`).all(phone);
}

export function unmatchedByClient(db: Db, externalId: string): UnmatchedCall[] {
  return db.sql<[string], UnmatchedCall>(`${unmatched} client_external_id = ?`).all(externalId);
}

export function unmatchedByOrder(db: Db, externalId: string): UnmatchedCall[] {
  return db.sql<[string], UnmatchedCall>(`${unmatched} order_external_id = ?`).all(externalId);
}
