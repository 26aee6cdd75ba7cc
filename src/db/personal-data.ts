import { eq, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { adviceRequests } from './schema/advice.ts';
import { appeals } from './schema/appeals.ts';
import { calls } from './schema/calls.ts';
import { clientPhones, clients, orderPhones, orders } from './schema/clients.ts';
import { ledger } from './schema/ledger.ts';
import { outbox } from './schema/outbox.ts';
import {
  absences,
  directions,
  extensions,
  mentorships,
  people,
  peopleChanges,
  personRoles,
} from './schema/people.ts';
import { reviews } from './schema/reviews.ts';
import { toldOf } from './told-calls.ts';

/** Whose data it is. */
export type Subject = 'people' | 'clients';

export interface SubjectRow {
  id: number;
  name: string;
  active: boolean;
}

const person = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({ id: people.id, name: people.name, active: people.active })
    .from(people)
    .where(eq(people.externalId, externalId)),
);
const client = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({ id: clients.id, name: clients.name })
    .from(clients)
    .where(eq(clients.externalId, externalId)),
);

/** Who it is by their external id; a client is never active. */
export function subjectOf(db: Db, subject: Subject, externalId: string): SubjectRow | null {
  if (subject === 'people') return person(db).get({ externalId }) ?? null;
  const found = client(db).get({ externalId });
  return found ? { ...found, active: false } : null;
}

/** What an export shows of a row: its columns by their own names, as they are kept. */
function shown(...columns: AnySQLiteColumn[]): SQL {
  const named = columns.map((column) => sql`${column} ${nameOf(column)}`);
  return sql.join(named, sql`, `);
}

type OneId = Given<{ id: number }>;

/** The rows of a table whose `owner` is somebody. */
const rowsOf = (owner: AnySQLiteColumn, ...columns: AnySQLiteColumn[]) =>
  preparedSql(
    ({ id }: OneId) =>
      sql<unknown>`SELECT ${shown(...columns)} FROM ${owner.table} WHERE ${owner} = ${id}`,
  );

/** The same, of a table in which drafts are nobody's business but their writer's. */
const finishedOf = (
  state: AnySQLiteColumn,
  owner: AnySQLiteColumn,
  ...columns: AnySQLiteColumn[]
) =>
  preparedSql(
    ({ id }: OneId) =>
      sql<unknown>`SELECT ${shown(...columns)} FROM ${owner.table}
                    WHERE ${owner} = ${id} AND ${state} <> 'draft'`,
  );

const callColumns = [
  ...[calls.id, calls.source, calls.externalId, calls.flow, calls.startedAt, calls.durationS],
  ...[calls.talkS, calls.status, calls.phone, calls.rawNumber],
  ...[calls.recordingUrl, calls.recordingPath],
];
const reviewColumns = [
  ...[reviews.id, reviews.callId, reviews.purpose, reviews.state, reviews.recommendation],
  ...[reviews.submittedAt, reviews.earned, reviews.possible, reviews.creditMonth],
];
const pointColumns = [ledger.at, ledger.month, ledger.points, ledger.cause, ledger.reviewId];

const ofPerson = {
  person: preparedSql(
    ({ id }: OneId) => sql<unknown>`
      SELECT ${shown(people.id, people.externalId, people.name, people.language, people.telegramId)},
             ${shown(people.active, people.createdAt)}, ${directions.name} direction
        FROM ${people} LEFT JOIN ${directions} ON ${directions.id} = ${people.directionId}
       WHERE ${people.id} = ${id}`,
  ),
  roles: rowsOf(personRoles.personId, personRoles.role),
  extensions: rowsOf(extensions.personId, extensions.source, extensions.extension),
  absences: rowsOf(absences.personId, absences.fromDate, absences.toDate, absences.kind),
  mentors: rowsOf(mentorships.menteeId, mentorships.mentorId, mentorships.fromAt, mentorships.toAt),
  mentees: rowsOf(mentorships.mentorId, mentorships.menteeId, mentorships.fromAt, mentorships.toAt),
  changes: rowsOf(
    peopleChanges.personId,
    ...[peopleChanges.at, peopleChanges.what, peopleChanges.before, peopleChanges.after],
  ),
  calls: rowsOf(calls.sellerId, ...callColumns),
  reviewsOfCalls: preparedSql(
    ({ id }: OneId) => sql<unknown>`
      SELECT ${shown(...reviewColumns)} FROM ${reviews} JOIN ${calls} ON ${calls.id} = ${reviews.callId}
       WHERE ${calls.sellerId} = ${id} AND ${reviews.state} <> 'draft'`,
  ),
  reviewsMade: finishedOf(reviews.state, reviews.reviewerId, ...reviewColumns),
  appeals: finishedOf(
    appeals.state,
    appeals.sellerId,
    ...[appeals.callId, appeals.kind, appeals.state, appeals.reason, appeals.openedAt],
    ...[appeals.answer, appeals.decisionReason, appeals.decidedAt],
  ),
  advice: rowsOf(
    adviceRequests.sellerId,
    ...[adviceRequests.callId, adviceRequests.question, adviceRequests.askedAt],
    adviceRequests.end,
  ),
  pointsReceived: rowsOf(ledger.toPersonId, ...pointColumns),
  pointsGiven: rowsOf(ledger.fromPersonId, ...pointColumns),
  messages: rowsOf(
    outbox.personId,
    ...[outbox.kind, outbox.callId, outbox.state, outbox.createdAt, outbox.sentAt],
  ),
};

const ofClient = {
  client: rowsOf(clients.id, clients.id, clients.externalId, clients.name),
  phones: rowsOf(clientPhones.clientId, clientPhones.phone),
  orders: rowsOf(
    orders.clientId,
    ...[orders.id, orders.externalId, orders.number, orders.inWork, orders.openedAt],
    orders.closedAt,
  ),
  orderPhones: preparedSql(
    ({ id }: OneId) => sql<unknown>`
      SELECT ${shown(orders.number, orderPhones.phone)}
        FROM ${orders} JOIN ${orderPhones} ON ${orderPhones.orderId} = ${orders.id}
       WHERE ${orders.clientId} = ${id}`,
  ),
  calls: rowsOf(calls.clientId, ...callColumns),
};

/**
 * What is kept of somebody, by what it is about.
 *
 * @param country as `normalisePhone` takes it
 */
export function exportedRows(
  db: Db,
  subject: Subject,
  id: number,
  country: string,
): Record<string, unknown[]> {
  const parts = Object.entries(subject === 'people' ? ofPerson : ofClient);
  const { held, reports } = toldOf(db, subject, id, country);
  return {
    ...Object.fromEntries(parts.map(([name, rows]) => [name, rows(db).all({ id })])),
    heldCalls: held,
    telephonyReports: reports,
  };
}
