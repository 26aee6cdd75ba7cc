import { type SettledAppeal, settledBetween } from '../../db/decisions.ts';
import { type LedgerEntry, ledgerOfMonth } from '../../db/ledger.ts';
import { namesOf } from '../../db/names.ts';
import { endOfMonth, type LocalMonth, startOfMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type Counted, countedOf } from './counted-calls.ts';
import { type Credit, readCredit } from './read-credit.ts';

/** Everything of a month that its sheets list, from one snapshot. */
export interface MonthRows {
  credit: Credit;
  calls: Counted[];
  /** Settled in the month, also those that took a call out of credit. */
  appeals: SettledAppeal[];
  ledger: LedgerEntry[];
  people: ReadonlyMap<number, { externalId: string; name: string }>;
}

export function monthRows(app: App, month: LocalMonth): MonthRows {
  const { timeZone } = app.policy();
  return app.db.snapshot(() => ({
    credit: readCredit(app, month),
    calls: countedOf(app, { month }, {}, { after: 0, limit: Number.POSITIVE_INFINITY }).calls,
    appeals: settledBetween(app.db, startOfMonth(month, timeZone), endOfMonth(month, timeZone)),
    ledger: ledgerOfMonth(app.db, month),
    people: namesOf(app.db),
  }));
}
