import { asc, eq, gt, sql } from 'drizzle-orm';
import { type Account, type Cause, reversalOf, type Transfer } from '../domain/ledger.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db, Orm, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { ledger } from './schema/ledger.ts';
import { reviews } from './schema/reviews.ts';

const idOf = (account: Account) => (account === 'fund' ? null : account);
const accountOf = (id: number | null): Account => id ?? 'fund';

type NewEntry = Omit<typeof ledger.$inferSelect, 'id'>;

const insert = prepared((orm, given: Given<NewEntry>) =>
  orm.insert(ledger).values({
    at: given.at,
    month: given.month,
    fromPersonId: given.fromPersonId,
    toPersonId: given.toPersonId,
    points: given.points,
    cause: given.cause,
    reviewId: given.reviewId,
    itemCode: given.itemCode,
    reversesId: given.reversesId,
    reason: given.reason,
  }),
);

type Moved = Omit<NewEntry, 'fromPersonId' | 'toPersonId' | 'points' | 'cause' | 'itemCode'>;

/** Writes what moved; answers the number of its line. */
function append(tx: Tx, { from, to, points, cause, itemCode }: Transfer, moved: Moved): number {
  const run = insert(tx).run({
    ...moved,
    fromPersonId: idOf(from),
    toPersonId: idOf(to),
    points,
    cause,
    itemCode: itemCode ?? '',
  });
  return Number(run.lastInsertRowid);
}

export function appendTransfers(
  tx: Tx,
  transfers: readonly Transfer[],
  where: { reviewId: number; at: Instant; month: LocalMonth },
): void {
  for (const transfer of transfers) {
    append(tx, transfer, { ...where, reversesId: null, reason: null });
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

const entries = (orm: Orm) =>
  orm
    .select({
      id: ledger.id,
      at: ledger.at,
      month: ledger.month,
      fromId: ledger.fromPersonId,
      toId: ledger.toPersonId,
      points: ledger.points,
      cause: ledger.cause,
      callId: reviews.callId,
      reviewId: ledger.reviewId,
      itemCode: sql<string | null>`nullif(${ledger.itemCode}, '')`,
      reversesId: ledger.reversesId,
      reason: ledger.reason,
    })
    .from(ledger)
    .leftJoin(reviews, eq(reviews.id, ledger.reviewId));

type Row = Omit<LedgerEntry, 'from' | 'to'> & { fromId: number | null; toId: number | null };

function toEntry({ fromId, toId, ...entry }: Row): LedgerEntry {
  return { ...entry, from: accountOf(fromId), to: accountOf(toId) };
}

const after = prepared((orm, { id, most }: Given<{ id: number; most: number }>) =>
  entries(orm).where(gt(ledger.id, id)).orderBy(asc(ledger.id)).limit(most),
);

/** Transfers in the order they were written, after the one given. */
export function ledgerAfter(db: Db, afterId: number, most: number): LedgerEntry[] {
  return after(db).all({ id: afterId, most }).map(toEntry);
}

const ofMonth = prepared((orm, { month }: Given<{ month: LocalMonth }>) =>
  entries(orm).where(eq(ledger.month, month)).orderBy(asc(ledger.id)),
);

/** The transfers of a month in the order they were written. */
export function ledgerOfMonth(db: Db, month: LocalMonth): LedgerEntry[] {
  return ofMonth(db).all({ month }).map(toEntry);
}

const ofCall = prepared((orm, { callId }: Given<{ callId: number }>) =>
  entries(orm).where(eq(reviews.callId, callId)).orderBy(asc(ledger.id)),
);

/** The transfers of a call's reviews in the order they were written. */
export function ledgerOfCall(db: Db, callId: number): LedgerEntry[] {
  return ofCall(db).all({ callId }).map(toEntry);
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  entries(orm).where(eq(ledger.id, id)),
);

export function transferById(db: Db, id: number): LedgerEntry | null {
  const row = byId(db).get({ id });
  return row ? toEntry(row) : null;
}

const reversing = prepared((orm, { id }: Given<{ id: number }>) =>
  entries(orm).where(eq(ledger.reversesId, id)),
);

/** What took a transfer back; null while it stands. */
export function reversalOfTransfer(db: Db, id: number): LedgerEntry | null {
  const row = reversing(db).get({ id });
  return row ? toEntry(row) : null;
}

const reversalId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select({ id: ledger.id }).from(ledger).where(eq(ledger.reversesId, id)),
);

export function isReversed(db: Db, id: number): boolean {
  return reversalId(db).get({ id }) !== undefined;
}

/** Writes the reversal of a transfer; what it reverses stays as it was written. */
export function appendReversal(
  tx: Tx,
  of: LedgerEntry,
  reversal: { at: Instant; month: LocalMonth; reason: string },
): void {
  append(tx, reversalOf(of), { ...reversal, reviewId: of.reviewId, reversesId: of.id });
}

/** Writes a debt off: the fund pays what somebody was left owing. */
export function appendWriteOff(
  tx: Tx,
  writeOff: { personId: number; points: number; at: Instant; month: LocalMonth; reason: string },
): number {
  const { personId: to, points, ...when } = writeOff;
  const transfer: Transfer = { from: 'fund', to, points, cause: 'write_off', itemCode: null };
  return append(tx, transfer, { ...when, reviewId: null, reversesId: null });
}

/** The debts written off in a month and not taken back since. */
export function writeOffsOf(db: Db, month: LocalMonth): LedgerEntry[] {
  return ledgerOfMonth(db, month).filter(
    ({ id, cause, reversesId }) =>
      cause === 'write_off' && reversesId === null && !isReversed(db, id),
  );
}
