import { asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from './open.ts';
import { type Given, prepared } from './query.ts';
import { calls } from './schema/calls.ts';
import { checklists } from './schema/checklists.ts';
import { clients, orders } from './schema/clients.ts';
import { draws } from './schema/draws.ts';
import { directions, people } from './schema/people.ts';

const seller = alias(people, 'seller');
const sender = alias(people, 'sender');

const exported = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({
      id: calls.id,
      source: calls.source,
      externalId: calls.externalId,
      flow: calls.flow,
      status: calls.status,
      sellerId: calls.sellerId,
      sellerExternalId: sql<
        string | null
      >`coalesce(${seller.externalId}, ${calls.sellerExternalId})`,
      sellerName: seller.name,
      sellerExtension: calls.sellerExtension,
      directionName: directions.name,
      phone: calls.phone,
      rawNumber: calls.rawNumber,
      startedAt: calls.startedAt,
      durationS: calls.durationS,
      talkS: calls.talkS,
      recordingUrl: calls.recordingUrl,
      recordingPath: calls.recordingPath,
      clientExternalId: sql<
        string | null
      >`coalesce(${clients.externalId}, ${calls.clientExternalId})`,
      orderExternalId: sql<string | null>`coalesce(${orders.externalId}, ${calls.orderExternalId})`,
      orderNumber: orders.number,
      /** The call type of the credit score. */
      typeCode: checklists.code,
      drawDate: draws.date,
      sentByName: sender.name,
      deadlineAt: calls.deadlineAt,
    })
    .from(calls)
    .leftJoin(seller, eq(seller.id, calls.sellerId))
    .leftJoin(directions, eq(directions.id, calls.directionId))
    .leftJoin(clients, eq(clients.id, calls.clientId))
    .leftJoin(orders, eq(orders.id, calls.orderId))
    .leftJoin(checklists, eq(checklists.id, calls.checklistId))
    .leftJoin(draws, eq(draws.id, calls.drawId))
    .leftJoin(sender, eq(sender.id, calls.sentById))
    .where(eq(calls.id, id)),
);

/** A call as other systems see it: with the keys that they brought it in by. */
export type CallExport = NonNullable<ReturnType<ReturnType<typeof exported>['get']>>;

export function callExport(db: Db, id: number): CallExport | null {
  return exported(db).get({ id }) ?? null;
}

const orderByExternalId = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.select({ id: orders.id }).from(orders).where(eq(orders.externalId, name)),
);

const ordersByNumber = prepared((orm, { name, most }: Given<{ name: string; most: number }>) =>
  orm
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.number, name))
    .orderBy(asc(orders.id))
    .limit(most),
);

/** Orders by their external id, or else by the number that people see, which several may have. */
export function orderIdsNamed(db: Db, name: string, most: number): number[] {
  const order = orderByExternalId(db).get({ name });
  const found = order ? [order] : ordersByNumber(db).all({ name, most });
  return found.map(({ id }) => id);
}

const directionNamed = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.select({ id: directions.id }).from(directions).where(eq(directions.name, name)),
);

export function directionIdNamed(db: Db, name: string): number | null {
  return directionNamed(db).get({ name })?.id ?? null;
}

const checklistCoded = prepared((orm, { code }: Given<{ code: string }>) =>
  orm.select({ id: checklists.id }).from(checklists).where(eq(checklists.code, code)),
);

export function checklistIdOf(db: Db, code: string): number | null {
  return checklistCoded(db).get({ code })?.id ?? null;
}
