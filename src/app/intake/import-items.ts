import type { ItemResult } from '../../domain/intake.ts';
import type { Kind, RefusedRow } from '../../domain/upload.ts';
import type { Row } from '../../intake/rows.ts';
import type { CdrCall } from '../../telephony/cdr/cdr.ts';
import type { App } from '../app.ts';
import { publishChecklist } from '../company/publish-checklist.ts';
import { registerPeople } from '../people/register-people.ts';
import { registerCalls } from './register-calls.ts';
import { registerClients, registerOrders } from './register-clients.ts';
import { cdrRules, countJoined, defaultCdr, takeCdr } from './take-cdr.ts';

type Register = (app: App, items: readonly unknown[], byId: number | null) => ItemResult[];

const registers = {
  people: registerPeople,
  clients: registerClients,
  orders: registerOrders,
  calls: (app, items) => registerCalls(app, items),
  checklists: (app, items) =>
    items.map((item, index) => {
      const { result, externalId, error } = publishChecklist(app, item, null);
      return { index, externalId, result, ...(error ? { error } : {}) };
    }),
} satisfies Record<Kind, Register>;

/** What became of a row of a file. */
export interface RowResult extends Omit<ItemResult, 'index'> {
  readonly rowIndex: number;
  readonly line: number;
}

/**
 * Takes rows in as the API does, in one transaction. Refused rows, those that could not be read among
 * them, hold up no others. `from`: which row of the file the first of them is; `byId`: who brought it in
 * through the chat, null for the command line.
 */
export function importRows(
  app: App,
  kind: Kind,
  rows: readonly Row[],
  from = 0,
  byId: number | null = null,
): RowResult[] {
  const items = rows.flatMap((row) => ('raw' in row ? [row.raw] : []));
  const told = kind === 'calls' ? takeTold(app, rows) : null;
  const answers = told ?? (items.length > 0 ? registers[kind](app, items, byId) : []);
  let at = 0;
  return rows.map((row, index): RowResult => {
    const place = { rowIndex: from + index, line: row.line };
    if ('problem' in row) return { ...place, ...unreadable(row.field, row.problem) };
    const { index: _, ...answer } = answers[at] as ItemResult;
    at += 1;
    return { ...place, ...answer };
  });
}

/** Takes in the calls of a telephone system's file by the rows that they were made of; null: it is of none. */
function takeTold(app: App, rows: readonly Row[]): ItemResult[] | null {
  const format = rows.find(({ told }) => told)?.told?.format;
  if (!format) return null;
  const rules = cdrRules(app, app.cdr[format] ?? defaultCdr(format));
  const gathered = rows.flatMap((row) => (row.told ? [{ ...row, ...row.told }] : []));
  const calls = gathered.flatMap((row) =>
    'raw' in row ? [{ ...row, item: row.raw as CdrCall['item'] }] : [],
  );
  const apart = gathered.flatMap((row) =>
    'raw' in row ? [] : [{ ...row, why: 'stranger' as const }],
  );
  const batch = { calls, apart, refused: [], internal: 0, strangers: [], names: [] };
  const { results, joined } = takeCdr(app, rules, batch);
  countJoined(app, format, joined);
  return results.slice(0, calls.length);
}

function unreadable(field: string, detail: string): Omit<ItemResult, 'index'> {
  return { externalId: null, result: 'refused', error: { field, code: 'invalid', detail } };
}

export function refusedRows(results: readonly RowResult[]): RefusedRow[] {
  return results.flatMap(({ rowIndex, line, externalId, error }) =>
    error ? [{ rowIndex, line, externalId, error }] : [],
  );
}
