import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { calls } from './schema/calls.ts';
import { clientPhones, orderPhones, orders } from './schema/clients.ts';

/** The numbers of a client and of their orders. */
export const numbersOfClient = (id: SQLWrapper): SQL => sql`
  SELECT ${clientPhones.phone} FROM ${clientPhones} WHERE ${clientPhones.clientId} = ${id}
  UNION
  SELECT ${orderPhones.phone} FROM ${orderPhones} JOIN ${orders} ON ${orders.id} = ${orderPhones.orderId}
   WHERE ${orders.clientId} = ${id}`;

/**
 * Whether a call is one of a client's: also with their number and never matched to anybody. One that was matched to
 * another client is theirs, whoever has the same number.
 */
export const isOfClient = (id: SQLWrapper): SQL => sql`(${calls.clientId} = ${id}
  OR ${calls.clientId} IS NULL AND ${calls.phone} IN (${numbersOfClient(id)}))`;
