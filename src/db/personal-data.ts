import { eq, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { isOfClient } from './calls-of-client.ts';
import { type Named, refusedRowsOf, type Subject } from './named-elsewhere.ts';
import type { Db } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { adviceRequests } from './schema/advice.ts';
import { appeals } from './schema/appeals.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { clientPhones, clients, orderPhones, orders } from './schema/clients.ts';
import { ledger } from './schema/ledger.ts';
import { otherTalks } from './schema/other-talks.ts';
import { outbox } from './schema/outbox.ts';
import {
  absences,
  directions,
  extensions,
  invites,
  mentorships,
  people,
  peopleChanges,
  personRoles,
} from './schema/people.ts';
import { periodRows, periods } from './schema/periods.ts';
import { reviews } from './schema/reviews.ts';
import { uploads } from './schema/uploads.ts';
import { toldOf } from './told-calls.ts';

export interface SubjectRow extends Named {
  active: boolean;
}

const person = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({
      ...{ id: people.id, externalId: people.externalId, name: people.name },
      active: people.active,
    })
    .from(people)
    .where(eq(people.externalId, externalId)),
);
const client = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({ id: clients.id, externalId: clients.externalId, name: clients.name })
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
  calls: rowsOf(calls.sellerId, ...callColumns, calls.sellerExtension, calls.sellerExternalId),
  otherTalks: rowsOf(
    otherTalks.sellerId,
    ...[otherTalks.callId, otherTalks.extension, otherTalks.talkS],
  ),
  acts: rowsOf(
    callHistory.actorId,
    ...[callHistory.callId, callHistory.at, callHistory.verb, callHistory.toStatus],
    callHistory.note,
  ),
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
  months: preparedSql(
    ({ id }: OneId) => sql<unknown>`
      SELECT ${shown(periods.month, periods.version, periodRows.kind, periodRows.body)}
        FROM ${periodRows} JOIN ${periods} ON ${periods.id} = ${periodRows.periodId}
       WHERE ${periodRows.ofId} = ${id} AND ${periodRows.kind} IN ('seller', 'controller', 'payout')`,
  ),
  uploads: rowsOf(
    uploads.personId,
    ...[uploads.id, uploads.noun, uploads.fileName, uploads.state, uploads.createdAt],
  ),
  invites: rowsOf(invites.personId, invites.expiresAt, invites.usedAt, invites.telegramId),
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
  calls: preparedSql(
    ({ id }: OneId) =>
      sql<unknown>`SELECT ${shown(...callColumns)} FROM ${calls} WHERE ${isOfClient(id)}`,
  ),
  links: preparedSql(
    ({ id }: OneId) => sql<unknown>`
      SELECT ${shown(callHistory.callId, callHistory.at, callHistory.note)}
        FROM ${callHistory} JOIN ${calls} ON ${calls.id} = ${callHistory.callId}
       WHERE ${callHistory.verb} = 'link' AND ${isOfClient(id)}`,
  ),
};

/**
 * What is kept of somebody, by what it is about.
 *
 * @param country as `normalisePhone` takes it
 */
export function exportedRows(
  db: Db,
  subject: Subject,
  named: Named,
  country: string,
): Record<string, unknown[]> {
  const { id } = named;
  const parts = Object.entries(subject === 'people' ? ofPerson : ofClient);
  const { held, reports, late, skipped } = toldOf(db, subject, id, country);
  return {
    ...Object.fromEntries(parts.map(([name, rows]) => [name, rows(db).all({ id })])),
    heldCalls: held,
    telephonyReports: reports,
    telephonyLate: late,
    telephonySkipped: skipped,
    refusedRows: refusedRowsOf(db, subject, named),
  };
}
