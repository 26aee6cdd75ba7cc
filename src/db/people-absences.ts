import type { AbsenceFacts } from '../domain/person-facts.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export interface AbsenceRow extends AbsenceFacts {
  id: number;
  personId: number;
}

const select = `SELECT id, person_id personId, kind, from_date "from", to_date "to" FROM absences`;

export function absenceById(db: Db, id: number): AbsenceRow | null {
  return db.sql<[number], AbsenceRow>(`${select} WHERE id = ?`).get(id) ?? null;
}

/** Absences of a person that end on a local date or later, the earliest end first. */
export function absencesFrom(
  db: Db,
  personId: number,
  date: LocalDate,
  most: number,
): AbsenceRow[] {
  return db
    .sql<[number, LocalDate, number], AbsenceRow>(
      `${select} WHERE person_id = ? AND to_date >= ? ORDER BY to_date LIMIT ?`,
    )
    .all(personId, date, most);
}

/** Everybody's absences that end on a local date or later. */
export function allAbsencesFrom(
  db: Db,
  date: LocalDate,
  most: number,
): (AbsenceRow & { externalId: string; name: string })[] {
  return db
    .sql<[LocalDate, number], AbsenceRow & { externalId: string; name: string }>(
      `SELECT a.id, a.person_id personId, a.kind, a.from_date "from", a.to_date "to",
              p.external_id externalId, p.name
         FROM absences a JOIN people p ON p.id = a.person_id
        WHERE a.to_date >= ? ORDER BY a.from_date, a.id LIMIT ?`,
    )
    .all(date, most);
}

export function insertAbsence(
  tx: Tx,
  personId: number,
  { kind, from, to }: AbsenceFacts,
  recordedAt: Instant,
): number {
  const run = tx
    .sql<[number, string, string, string, Instant], never>(
      `INSERT INTO absences (person_id, kind, from_date, to_date, recorded_at)
       VALUES (?, ?, ?, ?, ?)`,
    )
    .run(personId, kind, from, to, recordedAt);
  return Number(run.lastInsertRowid);
}

export function endAbsenceOn(tx: Tx, id: number, to: LocalDate): void {
  tx.sql('UPDATE absences SET to_date = ? WHERE id = ?').run(to, id);
}

export function deleteAbsence(tx: Tx, id: number): void {
  tx.sql('DELETE FROM absences WHERE id = ?').run(id);
}

export interface RunningClock {
  callId: number;
  fromAt: Instant;
  deadlineAt: Instant;
}

/** The calls of a seller whose time to appeal runs. */
export function runningClocksOf(db: Db, sellerId: number): RunningClock[] {
  return db
    .sql<[number], RunningClock>(
      `SELECT id callId, clock_from_at fromAt, deadline_at deadlineAt
         FROM calls INDEXED BY calls_by_seller_status
        WHERE seller_id = ? AND status = 'scored_pending'
          AND clock_from_at IS NOT NULL AND deadline_at IS NOT NULL`,
    )
    .all(sellerId);
}
