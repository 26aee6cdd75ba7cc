import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { AbsenceFacts, AbsenceKind } from '../domain/person-facts.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { absences, people } from './schema/people.ts';

export interface AbsenceRow extends AbsenceFacts {
  id: number;
  personId: number;
}

const columns = {
  id: absences.id,
  personId: absences.personId,
  kind: absences.kind,
  from: absences.fromDate,
  to: absences.toDate,
};

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select(columns).from(absences).where(eq(absences.id, id)),
);

export function absenceById(db: Db, id: number): AbsenceRow | null {
  return byId(db).get({ id }) ?? null;
}

const ofPerson = prepared(
  (orm, { personId, date, most }: Given<{ personId: number; date: LocalDate; most: number }>) =>
    orm
      .select(columns)
      .from(absences)
      .where(and(eq(absences.personId, personId), gte(absences.toDate, date)))
      .orderBy(asc(absences.toDate))
      .limit(most),
);

/** Absences of a person that end on a local date or later, the earliest end first. */
export function absencesFrom(
  db: Db,
  personId: number,
  date: LocalDate,
  most: number,
): AbsenceRow[] {
  return ofPerson(db).all({ personId, date, most });
}

const ofAll = prepared((orm, { date, most }: Given<{ date: LocalDate; most: number }>) =>
  orm
    .select({ ...columns, externalId: people.externalId, name: people.name })
    .from(absences)
    .innerJoin(people, eq(people.id, absences.personId))
    .where(gte(absences.toDate, date))
    .orderBy(asc(absences.fromDate), asc(absences.id))
    .limit(most),
);

/** Everybody's absences that end on a local date or later. */
export function allAbsencesFrom(
  db: Db,
  date: LocalDate,
  most: number,
): (AbsenceRow & { externalId: string; name: string })[] {
  return ofAll(db).all({ date, most });
}

const insert = prepared(
  (
    orm,
    given: Given<{
      personId: number;
      kind: AbsenceKind;
      from: LocalDate;
      to: LocalDate;
      recordedAt: Instant;
    }>,
  ) =>
    orm.insert(absences).values({
      personId: given.personId,
      kind: given.kind,
      fromDate: given.from,
      toDate: given.to,
      recordedAt: given.recordedAt,
    }),
);

export function insertAbsence(
  tx: Tx,
  personId: number,
  { kind, from, to }: AbsenceFacts,
  recordedAt: Instant,
): number {
  return Number(insert(tx).run({ personId, kind, from, to, recordedAt }).lastInsertRowid);
}

const setEnd = prepared((orm, { id, to }: Given<{ id: number; to: LocalDate }>) =>
  orm.update(absences).set({ toDate: to }).where(eq(absences.id, id)),
);

export function endAbsenceOn(tx: Tx, id: number, to: LocalDate): void {
  setEnd(tx).run({ id, to });
}

const remove = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(absences).where(eq(absences.id, id)),
);

export function deleteAbsence(tx: Tx, id: number): void {
  remove(tx).run({ id });
}

export interface RunningClock {
  callId: number;
  fromAt: Instant;
  deadlineAt: Instant;
}

const running = preparedSql(
  ({ sellerId }: Given<{ sellerId: number }>) =>
    sql<RunningClock>`SELECT ${listed({ callId: calls.id, fromAt: calls.clockFromAt, deadlineAt: calls.deadlineAt })}
      FROM ${calls} INDEXED BY calls_by_seller_status
     WHERE ${calls.sellerId} = ${sellerId} AND ${calls.status} = 'scored_pending'
       AND ${calls.clockFromAt} IS NOT NULL AND ${calls.deadlineAt} IS NOT NULL`,
);

/** The calls of a seller whose time to appeal runs. */
export function runningClocksOf(db: Db, sellerId: number): RunningClock[] {
  return running(db).all({ sellerId });
}
