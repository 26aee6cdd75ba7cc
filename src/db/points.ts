import { aliasedTable, sql } from 'drizzle-orm';
import { type LocalMonth, nextMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { ledger } from './schema/ledger.ts';
import { people } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

/** What the ledger's transfers come to: points are never kept, only summed. */

interface OfMonth {
  personId: number;
  month: LocalMonth;
}

const balance = preparedSql(({ personId, month }: Given<OfMonth>) => {
  const sum = (side: typeof ledger.toPersonId | typeof ledger.fromPersonId) => sql`
    (SELECT coalesce(sum(${ledger.points}), 0) FROM ${ledger}
      WHERE ${side} = ${personId} AND ${ledger.month} = ${month})`;
  return sql<{ points: number }>`
    SELECT ${sum(ledger.toPersonId)} - ${sum(ledger.fromPersonId)} points`;
});

/** Points of a person in a month: what came in minus what went out. */
export function pointsOf(db: Db, personId: number, month: LocalMonth): number {
  return balance(db).get({ personId, month })?.points ?? 0;
}

const ofReview = preparedSql(
  ({ reviewId }: Given<{ reviewId: number }>) => sql<{ personId: number; points: number }>`
    SELECT "personId", sum(points) points FROM (
      SELECT ${ledger.toPersonId} "personId", ${ledger.points} points FROM ${ledger}
       WHERE ${ledger.reviewId} = ${reviewId}
      UNION ALL
      SELECT ${ledger.fromPersonId}, -${ledger.points} FROM ${ledger}
       WHERE ${ledger.reviewId} = ${reviewId}
    ) WHERE "personId" IS NOT NULL GROUP BY "personId"`,
);

/** Points that moved for one review, as each person sees them. */
export function pointsOfReview(db: Db, reviewId: number): { personId: number; points: number }[] {
  return ofReview(db).all({ reviewId });
}

const p = aliasedTable(people, 'p');
const l = aliasedTable(ledger, 'l');

/** The first or the last month in which points moved: a look at each person's own, by their index. */
const edge = (which: 'min' | 'max') =>
  preparedSql(() => {
    const find = sql.raw(which);
    const of = (side: typeof l.toPersonId | typeof l.fromPersonId) => sql`
      SELECT (SELECT ${find}(${l.month}) FROM ${ledger} l WHERE ${side} = ${p.id}) month
        FROM ${people} p`;
    return sql<{ month: LocalMonth | null }>`
      SELECT ${find}(month) month
        FROM (${of(l.toPersonId)} UNION ALL ${of(l.fromPersonId)})`;
  });
const firstMonth = edge('min');
const lastMonth = edge('max');

/** The earliest month in which points moved; null while none did. */
export function firstLedgerMonth(db: Db): LocalMonth | null {
  return firstMonth(db).get()?.month ?? null;
}

/** The months in which points moved, the earliest first. */
export function ledgerMonths(db: Db): LocalMonth[] {
  const last = lastMonth(db).get()?.month ?? '';
  const months: LocalMonth[] = [];
  for (let month = firstLedgerMonth(db) ?? ''; month !== '' && month <= last; ) {
    if (movedIn(db, month)) months.push(month);
    month = nextMonth(month);
  }
  return months;
}

// The first person for whom points moved in it, by their index, answers it.
const moved = preparedSql(({ month }: Given<{ month: LocalMonth }>) => {
  const by = (side: typeof l.toPersonId | typeof l.fromPersonId) => sql`
    EXISTS (SELECT 1 FROM ${people} p
            CROSS JOIN ${ledger} l ON ${side} = ${p.id} AND ${l.month} = ${month})`;
  return sql<{ moved: 0 | 1 }>`SELECT ${by(l.toPersonId)} OR ${by(l.fromPersonId)} moved`;
});

function movedIn(db: Db, month: LocalMonth): boolean {
  return moved(db).get({ month })?.moved === 1;
}

export interface MonthPoints {
  personId: number;
  /** What the person was in the review that moved them (nobody is both); `debt`: a debt written off. */
  side: 'seller' | 'controller' | 'debt';
  points: number;
}

const byPerson = preparedSql(({ month }: Given<{ month: LocalMonth }>) => {
  const side = (account: typeof l.toPersonId | typeof l.fromPersonId, sign: '' | '-') => sql`
    SELECT ${p.id} "personId", ${sql.raw(sign)}${l.points} points, ${l.reviewId} "reviewId"
      FROM ${people} p CROSS JOIN ${ledger} l ON ${account} = ${p.id} AND ${l.month} = ${month}`;
  return sql<MonthPoints>`
    SELECT m."personId", CASE WHEN ${reviews.id} IS NULL THEN 'debt'
             WHEN ${reviews.reviewerId} = m."personId" THEN 'controller' ELSE 'seller' END side,
           sum(m.points) points
      FROM (${side(l.toPersonId, '')} UNION ALL ${side(l.fromPersonId, '-')}) m
      LEFT JOIN ${reviews} ON ${reviews.id} = m."reviewId"
     GROUP BY m."personId", side`;
});

/** Points of everybody in a month, apart for what they were as sellers and as controllers. */
export function monthPoints(db: Db, month: LocalMonth): MonthPoints[] {
  return byPerson(db).all({ month });
}
