import { createHash } from 'node:crypto';
import type { PeriodRow } from '../../db/periods.ts';
import { type Canonical, canonicalText } from '../../domain/canonical.ts';
import type { LocalMonth } from '../../domain/time.ts';
import type { CountedMonth } from './credit-figures.ts';

/** The rows in which a counted month is frozen: the figures of all, of each direction, person and account. */
export function frozenRows(counted: CountedMonth): PeriodRow[] {
  const row = (kind: PeriodRow['kind'], ofId: number, body: object): PeriodRow => {
    return { kind, ofId, body: canonicalText(body as Canonical) };
  };
  return [
    row('total', 0, counted.total),
    ...counted.directions.map((one) => row('direction', one.directionId ?? 0, one)),
    ...counted.sellers.map((one) => row('seller', one.sellerId, one)),
    ...counted.controllers.map((one) => row('controller', one.controllerId, one)),
    ...counted.payouts.map((one) => row('payout', one.personId, one)),
  ];
}

/**
 * How a month is counted, as its hash says it. 1: by the month of the approval, with an approximate
 * interval. 2: by the month of the draw, with the exact one and with debts written off.
 */
export const forms = [1, 2] as const;
export type Form = (typeof forms)[number];

/**
 * SHA-256, in lowercase hex, of the UTF-8 text `razbor period <form>`, the month, and every row as
 * `kind id body` in the order of kind and id, each on a line of its own (docs/verify-a-month.md).
 */
export function frozenHash(month: LocalMonth, rows: readonly PeriodRow[], form: Form = 2): string {
  return createHash('sha256')
    .update(frozenText(month, rows, form))
    .digest('hex');
}

/** The text that is hashed, ending in a line feed. */
export function frozenText(month: LocalMonth, rows: readonly PeriodRow[], form: Form = 2): string {
  const lines = rows
    .toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.ofId - b.ofId))
    .map(({ kind, ofId, body }) => `${kind} ${ofId} ${body}`);
  return [`razbor period ${form}`, month, ...lines].map((line) => `${line}\n`).join('');
}
