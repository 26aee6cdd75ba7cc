import {
  clientByExternalId,
  clientsByPhone,
  openOrdersByPhone,
  openOrdersOfClient,
  openOrdersOfClientByPhone,
  orderByExternalId,
  type UnmatchedCall,
  unmatchedByClient,
  unmatchedByOrder,
  unmatchedByPhone,
} from '../../db/matching.ts';
import type { Db, Tx } from '../../db/open.ts';
import { system } from '../../domain/person.ts';
import type { Instant } from '../../domain/time.ts';
import { moveCall } from '../calls/move-call.ts';

export interface Match {
  matches: 'none' | 'one' | 'several';
  clientId: number | null;
  orderId: number | null;
}

const none: Match = { matches: 'none', clientId: null, orderId: null };

/**
 * Whose call it is: what the CRM says outright, else by the number. A number of exactly one client is
 * that client's, with the order if just one is open; a number of several (or of none) is decided by
 * the one order in work, if there is just one. Anything else stays open.
 */
export function matchCall(db: Db, call: Omit<UnmatchedCall, 'id'>): Match {
  const named = call.orderExternalId ? orderByExternalId(db, call.orderExternalId) : null;
  if (named) return { matches: 'one', clientId: named.clientId, orderId: named.id };
  const client = call.clientExternalId ? clientByExternalId(db, call.clientExternalId) : null;
  if (client !== null) return ofClient(db, client, call.phone);
  if (call.phone === null) return none;

  const clients = clientsByPhone(db, call.phone);
  const only = clients.length === 1 ? clients[0] : undefined;
  if (only !== undefined) return ofClient(db, only, call.phone);
  const open = openOrdersByPhone(db, call.phone);
  if (open.length === 1 && open[0]) {
    return { matches: 'one', clientId: open[0].clientId, orderId: open[0].id };
  }
  return open.length + clients.length > 0 ? { ...none, matches: 'several' } : none;
}

function ofClient(db: Db, clientId: number, phone: string | null): Match {
  const own = phone === null ? [] : openOrdersOfClientByPhone(db, clientId, phone);
  const open = own.length === 1 ? own : openOrdersOfClient(db, clientId);
  return { matches: 'one', clientId, orderId: open.length === 1 ? (open[0]?.id ?? null) : null };
}

function unique<T extends { id: number }>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/**
 * Looks again at the calls that a client or an order arriving later may explain. The phones are those
 * that it brings for the first time: what ends (an order closed, a number taken away) would leave an
 * ambiguous call with whoever remains, and that need not be whom it was with.
 */
export function classifyAgain(
  tx: Tx,
  now: Instant,
  hint: { phones: readonly string[]; clientExternalId?: string; orderExternalId?: string },
): number {
  const waiting = unique([
    ...hint.phones.flatMap((phone) => unmatchedByPhone(tx, phone)),
    ...(hint.clientExternalId ? unmatchedByClient(tx, hint.clientExternalId) : []),
    ...(hint.orderExternalId ? unmatchedByOrder(tx, hint.orderExternalId) : []),
  ]);
  let classified = 0;
  for (const call of waiting) {
    const { matches, clientId, orderId } = matchCall(tx, call);
    const moved = moveCall(tx, {
      callId: call.id,
      verb: 'classify',
      actor: system,
      now,
      facts: { matches },
      change: { clientId, orderId },
    });
    if (moved.ok) classified += 1;
  }
  return classified;
}
