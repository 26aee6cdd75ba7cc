import { type Account, type Cause, reversalOf, type Transfer } from '../domain/ledger.ts';
import { type Instant, type LocalMonth, nextMonth } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

const idOf = (account: Account) => (account === 'fund' ? null : account);
const accountOf = (id: number | null): Account => id ?? 'fund';

export function appendTransfers(
  tx: Tx,
  transfers: readonly Transfer[],
  where: { reviewId: number; at: Instant; month: LocalMonth },
): void {
  for (const transfer of transfers) {
    tx.sql(
      `INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      where.at,
      where.month,
      idOf(transfer.from),
      idOf(transfer.to),
      transfer.points,
      transfer.cause,
      where.reviewId,
      transfer.itemCode ?? '',
    );
  }
}

export interface LedgerEntry {
  id: number;
  at: Instant;
  month: LocalMonth;
  from: Account;
  to: Account;
  points: number;
  cause: Cause;
  /** Null: about no call, such as a debt written off. */
  callId: number | null;
  reviewId: number | null;
  itemCode: string | null;
  /** Of a reversal: the transfer that it takes back. */
  reversesId: number | null;
  /** Why an administrator took a transfer back, or wrote a debt off. */
  reason: string | null;
}

type Row = Omit<LedgerEntry, 'from' | 'to'> & { fromId: number | null; toId: number | null };

const entries = `SELECT l.id, l.at, l.month, l.from_person_id fromId, l.to_person_id toId, l.points, l.cause,
       r.call_id callId, l.review_id reviewId, nullif(l.item_code, '') itemCode,
       l.reverses_id reversesId, l.reason
  FROM ledger l LEFT JOIN reviews r ON r.id = l.review_id`;

function toEntry({ fromId, toId, ...entry }: Row): LedgerEntry {
  return { ...entry, from: accountOf(fromId), to: accountOf(toId) };
}

/** Transfers in the order they were written, after the one given. */
export function ledgerAfter(db: Db, afterId: number, most: number): LedgerEntry[] {
  return db
    .sql<[number, number], Row>(`${entries} WHERE l.id > ? ORDER BY l.id LIMIT ?`)
    .all(afterId, most)
    .map(toEntry);
}

/** The transfers of a month in the order they were written. */
export function ledgerOfMonth(db: Db, month: LocalMonth): LedgerEntry[] {
  return db
    .sql<[string], Row>(`${entries} WHERE l.month = ? ORDER BY l.id`)
    .all(month)
    .map(toEntry);
}

/** The transfers of a call's reviews in the order they were written. */
export function ledgerOfCall(db: Db, callId: number): LedgerEntry[] {
  return db
    .sql<[number], Row>(`${entries} WHERE r.call_id = ? ORDER BY l.id`)
    .all(callId)
    .map(toEntry);
}

export function transferById(db: Db, id: number): LedgerEntry | null {
  const row = db.sql<[number], Row>(`${entries} WHERE l.id = ?`).get(id);
  return row ? toEntry(row) : null;
}

/** What took a transfer back; null while it stands. */
export function reversalOfTransfer(db: Db, id: number): LedgerEntry | null {
  const row = db.sql<[number], Row>(`${entries} WHERE l.reverses_id = ?`).get(id);
  return row ? toEntry(row) : null;
}

export function isReversed(db: Db, id: number): boolean {
  const text = 'SELECT 1 FROM ledger WHERE reverses_id = ?';
  return db.sql<[number], number>(text).pluck().get(id) !== undefined;
}

/** Writes the reversal of a transfer; what it reverses stays as it was written. */
export function appendReversal(
  tx: Tx,
  of: LedgerEntry,
  reversal: { at: Instant; month: LocalMonth; reason: string },
): void {
  const { from, to, points, cause, itemCode } = reversalOf(of);
  tx.sql(
    `INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code,
                         reverses_id, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    reversal.at,
    reversal.month,
    idOf(from),
    idOf(to),
    points,
    cause,
    of.reviewId,
    itemCode ?? '',
    of.id,
    reversal.reason,
  );
}

/** Points of a person in a month: what came in minus what went out. */
export function pointsOf(db: Db, personId: number, month: LocalMonth): number {
  return (
    db
      .sql<[number, string, number, string], { points: number }>(
        `SELECT (SELECT coalesce(sum(points), 0) FROM ledger WHERE to_person_id = ? AND month = ?)
              - (SELECT coalesce(sum(points), 0) FROM ledger WHERE from_person_id = ? AND month = ?)
                AS points`,
      )
      .get(personId, month, personId, month)?.points ?? 0
  );
}

/** Points that moved for one review, as each person sees them. */
export function pointsOfReview(db: Db, reviewId: number): { personId: number; points: number }[] {
  return db
    .sql<[number, number], { personId: number; points: number }>(
      `SELECT personId, sum(points) points FROM (
         SELECT to_person_id personId, points FROM ledger WHERE review_id = ?
         UNION ALL
         SELECT from_person_id, -points FROM ledger WHERE review_id = ?
       ) WHERE personId IS NOT NULL GROUP BY personId`,
    )
    .all(reviewId, reviewId);
}

/** The earliest month in which points moved; null while none did. A look at each person's first, by its index. */
export function firstLedgerMonth(db: Db): LocalMonth | null {
  const first = (person: string) =>
    `SELECT (SELECT min(l.month) FROM ledger l WHERE l.${person} = p.id) month FROM people p`;
  const text = `SELECT min(month) FROM (${first('to_person_id')} UNION ALL ${first('from_person_id')})`;
  return db.sql<[], LocalMonth | null>(text).pluck().get() ?? null;
}

/** The months in which points moved, the earliest first. */
export function ledgerMonths(db: Db): LocalMonth[] {
  const latest = (person: string) =>
    `SELECT (SELECT max(l.month) FROM ledger l WHERE l.${person} = p.id) month FROM people p`;
  const text = `SELECT max(month) FROM (${latest('to_person_id')} UNION ALL ${latest('from_person_id')})`;
  const last = db.sql<[], LocalMonth | null>(text).pluck().get() ?? '';
  const months: LocalMonth[] = [];
  for (let month = firstLedgerMonth(db) ?? ''; month !== '' && month <= last; ) {
    if (movedIn(db, month)) months.push(month);
    month = nextMonth(month);
  }
  return months;
}

/** Whether points moved in a month: the first person for whom they did, by their index, answers it. */
function movedIn(db: Db, month: LocalMonth): boolean {
  const by = (person: string) =>
    `EXISTS (SELECT 1 FROM people p CROSS JOIN ledger l ON l.${person} = p.id AND l.month = ?)`;
  const text = `SELECT ${by('to_person_id')} OR ${by('from_person_id')}`;
  return db.sql<[string, string], number>(text).pluck().get(month, month) === 1;
}

/** Writes a debt off: the fund pays what somebody was left owing. */
export function appendWriteOff(
  tx: Tx,
  writeOff: { personId: number; points: number; at: Instant; month: LocalMonth; reason: string },
): number {
  const run = tx
    .sql<unknown[], never>(
      `INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, reason)
       VALUES (?, ?, NULL, ?, ?, 'write_off', ?)`,
    )
    .run(writeOff.at, writeOff.month, writeOff.personId, writeOff.points, writeOff.reason);
  return Number(run.lastInsertRowid);
}

/** The debts written off in a month and not taken back since. */
export function writeOffsOf(db: Db, month: LocalMonth): LedgerEntry[] {
  return ledgerOfMonth(db, month).filter(
    ({ id, cause, reversesId }) =>
      cause === 'write_off' && reversesId === null && !isReversed(db, id),
  );
}
