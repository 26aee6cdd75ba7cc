import type { ItemResult } from '../domain/intake.ts';
import type { App } from './app.ts';
import { publishChecklist } from './publish-checklist.ts';
import { registerCalls } from './register-calls.ts';
import { registerClients, registerOrders } from './register-clients.ts';
import { registerPeople } from './register-people.ts';

/** Items to a transaction, as many as the API takes at once. */
const batchMost = 1000;

type Register = (app: App, items: readonly unknown[]) => ItemResult[];

const registers = {
  people: registerPeople,
  clients: registerClients,
  orders: registerOrders,
  calls: registerCalls,
  checklists: (app, items) =>
    items.map((item, index) => {
      const { result, externalId, error } = publishChecklist(app, item, null);
      return { index, externalId, result, ...(error ? { error } : {}) };
    }),
} satisfies Record<string, Register>;
type ImportKind = keyof typeof registers;

/** Takes items in as the API does, in batches, so that the service can go on between them. */
export function importItems(app: App, kind: ImportKind, items: readonly unknown[]): ItemResult[] {
  const results: ItemResult[] = [];
  for (let from = 0; from < items.length; from += batchMost) {
    const batch = registers[kind](app, items.slice(from, from + batchMost));
    results.push(...batch.map((result, at) => ({ ...result, index: from + at })));
  }
  return results;
}

/** What `importItems` would answer: all of it in one transaction that is then rolled back. */
export function tryImport(app: App, kind: ImportKind, items: readonly unknown[]): ItemResult[] {
  const tried = app.db.transaction((tx) => ({
    ok: false as const,
    results: importItems({ ...app, db: tx }, kind, items),
  }));
  // An invitation that was rolled back opens nothing.
  return tried.results.map(({ inviteUrl: _, ...result }) => result);
}
