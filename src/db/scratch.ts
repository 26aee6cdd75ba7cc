import type { Kind } from '../domain/upload.ts';
import { type Db, openDatabase } from './open.ts';

/** What an item of a file refers to: the rows that it may change or be refused for. */
export interface Reference {
  externalId: string | null;
  source: string | null;
  clientExternalId: string | null;
}

/** Small, and looked up by what any item says. */
const copiedWhole = [
  'directions',
  'people',
  'person_roles',
  'person_scopes',
  'extensions',
  'mentorships',
  'checklists',
  'checklist_versions',
  'policy_changes',
  'settings',
];

const named = (column: string) =>
  `external_id IN (SELECT ${column} FROM temp.wanted WHERE ${column} IS NOT NULL)`;

const copied: Readonly<Record<Kind, readonly (readonly [string, string])[]>> = {
  people: [],
  checklists: [],
  clients: [
    ['clients', named('external_id')],
    ['client_phones', 'client_id IN (SELECT id FROM main.clients)'],
  ],
  orders: [
    ['clients', named('client_external_id')],
    ['orders', named('external_id')],
    ['order_phones', 'order_id IN (SELECT id FROM main.orders)'],
  ],
  calls: [
    [
      'calls',
      '(source, external_id) IN (SELECT source, external_id FROM temp.wanted WHERE source IS NOT NULL)',
    ],
  ],
};

/**
 * A database in memory that holds of the company's only what the items refer to, so that they can be
 * tried on it: the company's own is read once and neither locked nor written. Answers what would happen
 * to each item, not which calls a client or an order would explain.
 */
export function openScratch(path: string, kind: Kind, references: readonly Reference[]): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  // Not everything that a copied row points at comes along.
  db.sql('PRAGMA foreign_keys = OFF').run();
  db.sql<[string], never>('ATTACH ? AS company').run(path);
  db.sql('CREATE TEMP TABLE wanted (external_id TEXT, source TEXT, client_external_id TEXT)').run();
  const want = db.sql<(string | null)[], never>('INSERT INTO temp.wanted VALUES (?, ?, ?)');
  db.snapshot(() => {
    for (const { externalId, source, clientExternalId } of references) {
      want.run(externalId, source, clientExternalId);
    }
  });
  // Not `db.transaction`: that would take the lock of writing on every database attached.
  db.snapshot(() => {
    for (const table of copiedWhole) {
      db.sql(`INSERT INTO main.${table} SELECT * FROM company.${table}`).run();
    }
    for (const [table, where] of copied[kind]) {
      db.sql(`INSERT INTO main.${table} SELECT * FROM company.${table} WHERE ${where}`).run();
    }
  });
  db.sql('DETACH company').run();
  return db;
}
