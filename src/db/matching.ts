import { and, eq, sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { clientPhones, clients, orderPhones, orders } from './schema/clients.ts';
import { extensions, people } from './schema/people.ts';

const ownersOf = prepared((orm, { phone }: Given<{ phone: string }>) =>
  orm
    .select({ clientId: clientPhones.clientId })
    .from(clientPhones)
    .where(eq(clientPhones.phone, phone))
    .limit(2),
);

/** Whose number it is: two at most, since a second one already makes it ambiguous. */
export function clientsByPhone(db: Db, phone: string): number[] {
  return ownersOf(db)
    .all({ phone })
    .map(({ clientId }) => clientId);
}

export type OpenOrder = Pick<typeof orders.$inferSelect, 'id' | 'clientId'>;

const orderColumns = { id: orders.id, clientId: orders.clientId };
// As a literal: the index of orders in work is a partial one.
const isInWork = sql`${orders.inWork} = 1`;

const openByPhone = preparedSql(
  ({ phone }: Given<{ phone: string }>) => sql<OpenOrder>`
    SELECT ${orders.id} id, ${orders.clientId} clientId
      FROM ${orderPhones} JOIN ${orders} ON ${orders.id} = ${orderPhones.orderId}
     WHERE ${orderPhones.phone} = ${phone} AND ${isInWork}
    UNION ALL
    SELECT ${orders.id}, ${orders.clientId}
      FROM ${clientPhones} JOIN ${orders} ON ${orders.clientId} = ${clientPhones.clientId}
     WHERE ${clientPhones.phone} = ${phone} AND ${isInWork} AND NOT EXISTS (
       SELECT 1 FROM ${orderPhones}
        WHERE ${orderPhones.phone} = ${clientPhones.phone} AND ${orderPhones.orderId} = ${orders.id})
    LIMIT 2`,
);

/** Orders in work that carry the number themselves or belong to a client with it: two at most. */
export function openOrdersByPhone(db: Db, phone: string): OpenOrder[] {
  return openByPhone(db).all({ phone });
}

const openOfClientByPhone = prepared(
  (orm, { clientId, phone }: Given<{ clientId: number; phone: string }>) =>
    orm
      .select(orderColumns)
      .from(orderPhones)
      .innerJoin(orders, eq(orders.id, orderPhones.orderId))
      .where(and(eq(orderPhones.phone, phone), eq(orders.clientId, clientId), isInWork))
      .limit(2),
);

/** A client's orders in work that carry the number themselves: two at most. */
export function openOrdersOfClientByPhone(db: Db, clientId: number, phone: string): OpenOrder[] {
  return openOfClientByPhone(db).all({ clientId, phone });
}

const openOfClient = prepared((orm, { clientId }: Given<{ clientId: number }>) =>
  orm
    .select(orderColumns)
    .from(orders)
    .where(and(eq(orders.clientId, clientId), isInWork))
    .limit(2),
);

/** Two at most. */
export function openOrdersOfClient(db: Db, clientId: number): OpenOrder[] {
  return openOfClient(db).all({ clientId });
}

const clientNamed = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm.select({ id: clients.id }).from(clients).where(eq(clients.externalId, externalId)),
);

export function clientByExternalId(db: Db, externalId: string): number | null {
  return clientNamed(db).get({ externalId })?.id ?? null;
}

const orderNamed = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm.select(orderColumns).from(orders).where(eq(orders.externalId, externalId)),
);

export function orderByExternalId(db: Db, externalId: string): OpenOrder | null {
  return orderNamed(db).get({ externalId }) ?? null;
}

const personIds = { id: people.id, directionId: people.directionId };

const personOn = prepared((orm, given: Given<{ source: string; extension: string }>) =>
  orm
    .select(personIds)
    .from(extensions)
    .innerJoin(people, eq(people.id, extensions.personId))
    .where(and(eq(extensions.source, given.source), eq(extensions.extension, given.extension))),
);

/** The ids of a person, whatever their roles, and of their direction. */
export function personIdsByExtension(db: Db, source: string, extension: string) {
  return personOn(db).get({ source, extension }) ?? null;
}

const personNamed = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm.select(personIds).from(people).where(eq(people.externalId, externalId)),
);

/** The ids of a person, whatever their roles, and of their direction. */
export function personIdsByExternalId(db: Db, externalId: string) {
  return personNamed(db).get({ externalId }) ?? null;
}

const unmatchedColumns = {
  id: calls.id,
  phone: calls.phone,
  clientExternalId: calls.clientExternalId,
  orderExternalId: calls.orderExternalId,
};
export type UnmatchedCall = Pick<typeof calls.$inferSelect, keyof typeof unmatchedColumns>;

// As a literal: each of the three has a partial index of its own.
const isUnmatched = sql`${calls.status} = 'unclassified'`;

const withPhone = prepared((orm, { phone }: Given<{ phone: string }>) =>
  orm
    .select(unmatchedColumns)
    .from(calls)
    .where(and(isUnmatched, eq(calls.phone, phone))),
);

export function unmatchedByPhone(db: Db, phone: string): UnmatchedCall[] {
  return withPhone(db).all({ phone });
}

const withClient = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select(unmatchedColumns)
    .from(calls)
    .where(and(isUnmatched, eq(calls.clientExternalId, externalId))),
);

export function unmatchedByClient(db: Db, externalId: string): UnmatchedCall[] {
  return withClient(db).all({ externalId });
}

const withOrder = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select(unmatchedColumns)
    .from(calls)
    .where(and(isUnmatched, eq(calls.orderExternalId, externalId))),
);

export function unmatchedByOrder(db: Db, externalId: string): UnmatchedCall[] {
  return withOrder(db).all({ externalId });
}
