import { replaceClientPhones, upsertClient, upsertOrder } from '../../db/clients.ts';
import { clientByExternalId, personIdsByExternalId } from '../../db/matching.ts';
import type { Tx } from '../../db/open.ts';
import {
  type ClientItem,
  clientItem,
  externalIdOf,
  type ItemError,
  type ItemResult,
  type OrderItem,
  orderItem,
  readItem,
} from '../../domain/intake.ts';
import { normalisePhone } from '../../domain/phone.ts';
import type { App } from '../app.ts';
import { classifyAgain } from './match-call.ts';

/** Takes clients in, and explains the calls that were waiting for them. */
export function registerClients(app: App, items: readonly unknown[]): ItemResult[] {
  return app.db.transaction((tx) =>
    items.map((raw, index) => {
      const read = readItem(clientItem, raw);
      if (!read.ok) return refused(index, externalIdOf(raw), read.error);
      return registerClient(tx, app, read.item, index);
    }),
  );
}

function registerClient(tx: Tx, app: App, item: ClientItem, index: number): ItemResult {
  const phones = phonesOf(item.phones, app.country);
  if (!phones.ok) return refused(index, item.externalId, phones.error);
  const saved = upsertClient(tx, item);
  const { changed, added } = replaceClientPhones(tx, saved.id, phones.list);
  classifyAgain(tx, app.now(), { phones: added, clientExternalId: item.externalId });
  const result = saved.result === 'unchanged' && changed ? 'updated' : saved.result;
  return { index, externalId: item.externalId, result, id: saved.id };
}

/** Takes orders in; each names a client already known. */
export function registerOrders(app: App, items: readonly unknown[]): ItemResult[] {
  return app.db.transaction((tx) =>
    items.map((raw, index) => {
      const read = readItem(orderItem, raw);
      if (!read.ok) return refused(index, externalIdOf(raw), read.error);
      return registerOrder(tx, app, read.item, index);
    }),
  );
}

function registerOrder(tx: Tx, app: App, item: OrderItem, index: number): ItemResult {
  const phones = phonesOf(item.phones ?? [], app.country);
  if (!phones.ok) return refused(index, item.externalId, phones.error);
  const clientId = clientByExternalId(tx, item.clientExternalId);
  if (clientId === null) {
    return refused(index, item.externalId, unknown('clientExternalId', item.clientExternalId));
  }
  const seller = item.sellerExternalId ? personIdsByExternalId(tx, item.sellerExternalId) : null;
  if (item.sellerExternalId && !seller) {
    return refused(index, item.externalId, unknown('sellerExternalId', item.sellerExternalId));
  }
  const saved = upsertOrder(tx, {
    externalId: item.externalId,
    number: item.number,
    clientId,
    sellerId: seller?.id ?? null,
    inWork: item.inWork,
    openedAt: item.openedAt,
    closedAt: item.closedAt ?? null,
    phones: phones.list,
  });
  classifyAgain(tx, app.now(), { phones: saved.newPhones, orderExternalId: item.externalId });
  return { index, externalId: item.externalId, result: saved.result, id: saved.id };
}

function phonesOf(
  raw: readonly string[],
  country: string,
): { ok: true; list: string[] } | { ok: false; error: ItemError } {
  const list: string[] = [];
  for (const [index, text] of raw.entries()) {
    const phone = normalisePhone(text, country);
    if (phone.kind !== 'e164') {
      const detail = `"${text}" is no phone number; give it with its country code, such as +79161234567`;
      return { ok: false, error: { field: `phones.${index}`, code: 'invalid', detail } };
    }
    list.push(phone.e164);
  }
  return { ok: true, list: [...new Set(list)] };
}

function unknown(field: string, value: string): ItemError {
  return { field, code: 'unknown', detail: `"${value}" is not known; bring it in first` };
}

function refused(index: number, externalId: string | null, error: ItemError): ItemResult {
  return { index, externalId, result: 'refused', error };
}
