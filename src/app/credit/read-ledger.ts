import { type LedgerEntry, ledgerAfter } from '../../db/ledger.ts';
import type { App } from '../app.ts';

/** A page of the ledger in the order it was written; `next` is null at its present end. */
export function readLedger(
  app: App,
  page: { after: number; limit: number },
): { entries: LedgerEntry[]; next: number | null } {
  const rows = ledgerAfter(app.db, page.after, page.limit + 1);
  const entries = rows.slice(0, page.limit);
  return { entries, next: rows.length > page.limit ? (entries.at(-1)?.id ?? null) : null };
}
