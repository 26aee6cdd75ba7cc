import type { Tx } from '../../src/db/open.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { toRfc3339 } from '../../src/domain/time.ts';
import { numbersTo, sellersInCompany, startAt } from './company.ts';

export const clientNumbers = 1_000_000;
const clientCount = 900_000;
const sharedNumbers = 20_000;
export const openOrders = 200_000;
const orderNumbers = 20_000;

/** Scatters 0, 1, 2 … over the nine digits after +79, each once: prime to 10⁹. */
const scatter = 387_420_489;
const numberSql = (n: string) => `'+79' || printf('%09d', (${n}) * ${scatter} % 1000000000)`;

/**
 * 1,000,000 client numbers (20,000 of them two clients' at once) and 200,000 orders in work, of which
 * 20,000 have a number of their own; in the order of the indexes, so that it is quick.
 */
export function seedClientsAndOrders(tx: Tx): void {
  for (const text of [
    `${numbersTo(clientCount)} INSERT INTO clients (external_id, name)
       SELECT 'client-' || printf('%07d', i), 'Client ' || i FROM n`,
    `${numbersTo(clientNumbers)} INSERT INTO client_phones (phone, client_id)
       SELECT ${numberSql('i')} phone, 1 + i * 271 % ${clientCount} FROM n ORDER BY phone`,
    `${numbersTo(sharedNumbers)} INSERT INTO client_phones (phone, client_id)
       SELECT ${numberSql('i')} phone, 1 + (i * 271 + 1) % ${clientCount} FROM n ORDER BY phone`,
    `${numbersTo(openOrders)} INSERT INTO orders (external_id, number, client_id, in_work, opened_at)
       SELECT 'order-' || printf('%07d', i), printf('%07d', i), 1 + i * 7 % ${clientCount / 2}, 1,
              ${startAt} FROM n`,
    `${numbersTo(orderNumbers)} INSERT INTO order_phones (phone, order_id)
       SELECT ${numberSql(`${clientNumbers} + i`)} phone, i FROM n ORDER BY phone`,
  ]) {
    tx.orm.$client.prepare(text).run();
  }
}

/**
 * Calls as an exchange sends them. The outside number: three quarters are a client's, one in twenty an
 * order's, one in eight somebody unknown's, the rest foreign, hidden or internal; written in the ways that
 * exchanges and CRMs have.
 */
export function callBatches(batches: number, size: number): unknown[][] {
  const random = seededRandom(20_261_123);
  return Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: size }, (_unused, index) => callOf(random, batch * size + index)),
  );
}

/** No call of theirs lies ahead. */
const weekMs = 7 * 86_400_000;

function callOf(random: () => number, serial: number): unknown {
  const below = (limit: number) => Math.floor(random() * limit);
  const talkS = below(600);
  const startedAt = startAt - weekMs + serial * 900;
  const recorded = random() < 0.85;
  const named = random();
  return {
    source: 'pbx',
    externalId: `${Math.floor(startedAt / 1000)}.${serial}`,
    direction: random() < 0.5 ? 'in' : 'out',
    ...(random() < 0.05
      ? { sellerExternalId: `seller-${1 + below(sellersInCompany)}` }
      : { sellerExtension: String(2001 + below(sellersInCompany)) }),
    externalNumber: outsideNumber(random),
    startedAt: toRfc3339(startedAt).replace('Z', '+00:00'),
    durationS: talkS + below(40),
    talkS,
    recording: recorded ? { path: `2026/11/23/${serial}.ogg` } : null,
    ...(named < 0.03
      ? { clientExternalId: `client-${String(1 + below(clientCount)).padStart(7, '0')}` }
      : {}),
    ...(named > 0.98
      ? { orderExternalId: `order-${String(1 + below(openOrders)).padStart(7, '0')}` }
      : {}),
  };
}

function outsideNumber(random: () => number): string | null {
  const kind = random();
  const pick = (from: number, count: number) => {
    const n = from + Math.floor(random() * count);
    return writtenSomehow(random, String((n * scatter) % 1_000_000_000).padStart(9, '0'));
  };
  if (kind < 0.75) return pick(1, clientNumbers);
  if (kind < 0.8) return pick(clientNumbers + 1, orderNumbers);
  if (kind < 0.925) return pick(clientNumbers + orderNumbers + 1, 50_000_000);
  if (kind < 0.95) return `+4930${100_000 + Math.floor(random() * 900_000)}`;
  if (kind < 0.97) return 'anonymous';
  if (kind < 0.98) return null;
  return String(2001 + Math.floor(random() * 1000));
}

function writtenSomehow(random: () => number, nine: string): string {
  const way = random();
  if (way < 0.4) return `+79${nine}`;
  if (way < 0.6) return `79${nine}`;
  if (way < 0.8) return `89${nine}`;
  const parts = [`9${nine.slice(0, 2)}`, nine.slice(2, 5), nine.slice(5, 7), nine.slice(7)];
  return `8 (${parts[0]}) ${parts.slice(1).join('-')}`;
}
