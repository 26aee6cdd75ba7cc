import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Kind } from '../domain/upload.ts';
import { type Db, openDatabase } from './open.ts';
import { compiled, type Given, nameOf, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { checklists, checklistVersions } from './schema/checklists.ts';
import { clientPhones, clients, orderPhones, orders } from './schema/clients.ts';
import { settings } from './schema/jobs.ts';
import {
  directions,
  extensions,
  mentorships,
  people,
  personRoles,
  personScopes,
} from './schema/people.ts';
import { policyChanges } from './schema/policy.ts';
import { recordings } from './schema/recordings.ts';
import { lateWords, telephonyCalls } from './schema/telephony.ts';

/** What an item of a file refers to: the rows that it may change or be refused for. */
export interface Reference {
  externalId: string | null;
  source: string | null;
  clientExternalId: string | null;
}

/** Small, and looked up by what any item says. */
const copiedWhole: readonly SQLiteTable[] = [
  directions,
  people,
  personRoles,
  personScopes,
  extensions,
  mentorships,
  checklists,
  checklistVersions,
  policyChanges,
  settings,
];

const named = (column: AnySQLiteColumn, wanted: 'external_id' | 'client_external_id') => {
  const name = sql.raw(wanted);
  return sql`${nameOf(column)} IN (SELECT ${name} FROM temp.wanted WHERE ${name} IS NOT NULL)`;
};

const ofCalls = (column: AnySQLiteColumn) =>
  sql`${nameOf(column)} IN (SELECT ${nameOf(calls.id)} FROM main.${calls})`;

const copied: Readonly<Record<Kind, readonly (readonly [SQLiteTable, SQL])[]>> = {
  people: [],
  checklists: [],
  clients: [
    [clients, named(clients.externalId, 'external_id')],
    [
      clientPhones,
      sql`${nameOf(clientPhones.clientId)} IN (SELECT ${nameOf(clients.id)} FROM main.${clients})`,
    ],
  ],
  orders: [
    [clients, named(clients.externalId, 'client_external_id')],
    [orders, named(orders.externalId, 'external_id')],
    [
      orderPhones,
      sql`${nameOf(orderPhones.orderId)} IN (SELECT ${nameOf(orders.id)} FROM main.${orders})`,
    ],
  ],
  calls: [
    [
      calls,
      sql`(${nameOf(calls.source)}, ${nameOf(calls.externalId)}) IN
          (SELECT source, external_id FROM temp.wanted WHERE source IS NOT NULL)`,
    ],
    // What was told of them, and whether somebody has taken them up since.
    [
      telephonyCalls,
      sql`(${nameOf(telephonyCalls.source)}, ${nameOf(telephonyCalls.externalId)}) IN
          (SELECT source, external_id FROM temp.wanted WHERE source IS NOT NULL)`,
    ],
    [callHistory, ofCalls(callHistory.callId)],
    [recordings, ofCalls(recordings.callId)],
    [lateWords, ofCalls(lateWords.callId)],
  ],
};

const attach = preparedSql(
  ({ path }: Given<{ path: string }>) => sql<never>`ATTACH ${path} AS company`,
);

const makeWanted = preparedSql(
  () =>
    sql<never>`CREATE TEMP TABLE wanted (external_id TEXT, source TEXT, client_external_id TEXT)`,
);

const want = preparedSql(
  ({ externalId, source, clientExternalId }: Given<Reference>) =>
    sql<never>`INSERT INTO temp.wanted VALUES (${externalId}, ${source}, ${clientExternalId})`,
);

function copy(db: Db, table: SQLiteTable, where: SQL): void {
  compiled(db, sql`INSERT INTO main.${table} SELECT * FROM company.${table} WHERE ${where}`).run();
}

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
  db.orm.$client.pragma('foreign_keys = OFF');
  attach(db).run({ path });
  makeWanted(db).run();
  db.snapshot(() => {
    for (const { externalId, source, clientExternalId } of references) {
      want(db).run({ externalId, source, clientExternalId });
    }
  });
  // Not `db.transaction`: that would take the lock of writing on every database attached.
  db.snapshot(() => {
    for (const table of copiedWhole) copy(db, table, sql`true`);
    for (const [table, where] of copied[kind]) copy(db, table, where);
  });
  db.orm.$client.exec('DETACH company');
  return db;
}
