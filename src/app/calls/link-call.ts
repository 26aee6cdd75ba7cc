import { type CallChange, callFacts, callView } from '../../db/calls.ts';
import {
  type ClientFound,
  clientFound,
  clientsOfPhone,
  type OrderFound,
  orderFound,
  ordersInWorkOf,
  ordersOfPhone,
} from '../../db/client-search.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import { statusKinds } from '../../domain/statuses.ts';
import type { App } from '../app.ts';
import { moveCall } from './move-call.ts';
import type { CallView } from './read-call.ts';

const candidatesMax = 8;

/** Whose a call may be, by its number; where it can be one client's only, that client's open orders. */
export interface Candidates {
  view: CallView;
  clients: ClientFound[];
  orders: OrderFound[];
}

/** What a call could be linked to by its number, for those who may link it. */
export function linkCandidates(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ candidates: Candidates }> {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  if (!call || !view) return refuse('not_found');
  const allowed = mayNow(call, 'link', asActor(member), app.nowEarliest());
  if (!allowed.ok) return allowed;
  const clients = view.phone === null ? [] : clientsOfPhone(app.db, view.phone, candidatesMax);
  const own = view.phone === null ? [] : ordersOfPhone(app.db, view.phone, true, candidatesMax);
  const [only] = clients;
  const theirs = only && clients.length === 1 ? ordersInWorkOf(app.db, only.id, candidatesMax) : [];
  const orders = [...new Map([...own, ...theirs].map((order) => [order.id, order])).values()];
  return { ok: true, candidates: { view, clients, orders: orders.slice(0, candidatesMax) } };
}

/** The orders in work of a client who was picked, for those who may link the call. */
export function ordersToLink(
  app: App,
  member: Member,
  callId: number,
  clientId: number,
): Outcome<{ view: CallView; client: ClientFound; orders: OrderFound[] }> {
  const found = linkCandidates(app, member, callId);
  if (!found.ok) return found;
  const client = clientFound(app.db, clientId);
  if (!client) return refuse('stale');
  const orders = ordersInWorkOf(app.db, clientId, candidatesMax);
  return { ok: true, view: found.candidates.view, client, orders };
}

/** A client alone, or an order and its client with it. */
export type LinkTarget = { clientId: number } | { orderId: number };

/**
 * Links a call by hand. A preliminary one becomes `classified_manual`; any other keeps its status, and
 * would come back as `classified_manual`, so that nothing matched later replaces what a person chose.
 * The history says what was linked; what is linked so already is not linked again.
 */
export function linkCall(
  app: App,
  member: Member,
  callId: number,
  target: LinkTarget,
): Outcome<{ linkedTo: string }> {
  return app.db.transaction((tx): Outcome<{ linkedTo: string }> => {
    const actor = asActor(member);
    const call = callFacts(tx, callId);
    const view = callView(tx, callId);
    if (!call || !view) return refuse('not_found');
    const allowed = mayNow(call, 'link', actor, app.nowEarliest());
    if (!allowed.ok) return allowed;
    const found = targetOf(tx, target);
    if (!found) return refuse('nothing_chosen');
    const { clientId, orderId, linkedTo } = found;
    const same = view.clientId === clientId && view.orderId === orderId;
    if (same && isByHand(call)) return { ok: true, linkedTo };
    const change: CallChange = { clientId, orderId };
    if (call.originStatus !== null) change.originStatus = 'classified_manual';
    const moved = moveCall(tx, {
      callId,
      verb: 'link',
      actor,
      now: app.now(),
      facts: { chosen: true },
      note: linkedTo,
      change,
    });
    return moved.ok ? { ok: true, linkedTo } : moved;
  });
}

/** Linked by hand before, or at a place where the status would not show it. */
function isByHand({ status, originStatus }: Call): boolean {
  if (statusKinds[status] === 'preliminary') return status === 'classified_manual';
  return originStatus === null || originStatus === 'classified_manual';
}

function targetOf(db: Db, target: LinkTarget) {
  if ('clientId' in target) {
    const client = clientFound(db, target.clientId);
    return client && { clientId: client.id, orderId: null, linkedTo: client.name };
  }
  const order = orderFound(db, target.orderId);
  if (!order) return null;
  const linkedTo = `${order.clientName} · № ${order.number.replace(/^№\s*/, '')}`;
  return { clientId: order.clientId, orderId: order.id, linkedTo };
}
