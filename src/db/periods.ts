import type { Instant, LocalMonth } from '../domain/time.ts';
import { ledgerMonths } from './ledger.ts';
import type { Db, Tx } from './open.ts';

export type RowKind = 'total' | 'direction' | 'seller' | 'controller' | 'payout';

export interface PeriodRow {
  kind: RowKind;
  /** The person or direction; 0 for neither. */
  ofId: number;
  /** Canonical JSON. */
  body: string;
}

export interface Period {
  id: number;
  month: LocalMonth;
  version: number;
  closedAt: Instant;
  closedById: number | null;
  closedByName: string | null;
  /** 1: whoever closed it has a seller's figures or points in it. */
  closedForSelf: 0 | 1;
  policyId: number;
  sha256: string;
  reopenedAt: Instant | null;
  reopenedByName: string | null;
  reopenReason: string | null;
}

const select = `SELECT p.id, p.month, p.version, p.closed_at closedAt, p.closed_by_id closedById,
    c.name closedByName,
    EXISTS (SELECT 1 FROM period_rows w
             WHERE w.period_id = p.id AND w.of_id = p.closed_by_id
               AND (w.kind = 'seller' AND w.body ->> 'calls' > 0
                 OR w.kind = 'payout' AND (w.body ->> 'points' <> 0 OR w.body ->> 'paidPoints' > 0)))
      closedForSelf,
    p.policy_id policyId, p.sha256, p.reopened_at reopenedAt, o.name reopenedByName,
    p.reopen_reason reopenReason
  FROM periods p LEFT JOIN people c ON c.id = p.closed_by_id
  LEFT JOIN people o ON o.id = p.reopened_by_id`;

/** All versions of a month, the newest first. */
export function periodsOf(db: Db, month: LocalMonth): Period[] {
  const text = `${select} WHERE p.month = ? ORDER BY p.version DESC`;
  return db.sql<[string], Period>(text).all(month);
}

export function periodById(db: Db, id: number): Period | null {
  return db.sql<[number], Period>(`${select} WHERE p.id = ?`).get(id) ?? null;
}

/** The version of a month that stands; null while the month is open. */
export function closedPeriod(db: Db, month: LocalMonth): Period | null {
  const text = `${select} WHERE p.month = ? AND p.reopened_at IS NULL`;
  return db.sql<[string], Period>(text).get(month) ?? null;
}

export function lastClosedBefore(db: Db, month: LocalMonth): Period | null {
  const text = `${select} WHERE p.month < ? AND p.reopened_at IS NULL ORDER BY p.month DESC LIMIT 1`;
  return db.sql<[string], Period>(text).get(month) ?? null;
}

/** The latest of the months that are closed. */
export function lastClosed(db: Db): Period | null {
  return lastClosedBefore(db, '9999-99');
}

/**
 * Months in which something counts or points moved, the latest first. Points alone make a month too: an
 * annulled score counts in none, and what it moved is paid.
 */
export function monthsWithCredit(db: Db): LocalMonth[] {
  // One step through the index for each month there is, whatever the number of reviews.
  const text = `WITH RECURSIVE months(month) AS (
      SELECT max(credit_month) FROM reviews WHERE credit_month IS NOT NULL
      UNION ALL
      SELECT (SELECT max(credit_month) FROM reviews
               WHERE credit_month IS NOT NULL AND credit_month < months.month)
        FROM months WHERE months.month IS NOT NULL)
    SELECT month FROM months WHERE month IS NOT NULL`;
  const counting = db.sql<[], LocalMonth>(text).pluck().all();
  return [...new Set([...counting, ...ledgerMonths(db)])].sort().reverse();
}

export function insertPeriod(
  tx: Tx,
  period: {
    month: LocalMonth;
    at: Instant;
    by: number | null;
    policyId: number;
    sha256: string;
    rows: readonly PeriodRow[];
  },
): void {
  const { id } = tx
    .sql<[string, Instant, number | null, number, string, string], { id: number }>(
      `INSERT INTO periods (month, version, closed_at, closed_by_id, policy_id, sha256)
       SELECT ?, 1 + count(*), ?, ?, ?, ? FROM periods WHERE month = ? RETURNING id`,
    )
    .get(period.month, period.at, period.by, period.policyId, period.sha256, period.month) ?? {
    id: 0,
  };
  const insert = 'INSERT INTO period_rows (period_id, kind, of_id, body) VALUES (?, ?, ?, ?)';
  for (const { kind, ofId, body } of period.rows) tx.sql(insert).run(id, kind, ofId, body);
}

export function reopen(
  tx: Tx,
  id: number,
  reopened: { at: Instant; by: number; reason: string },
): void {
  tx.sql(
    `UPDATE periods SET reopened_at = ?, reopened_by_id = ?, reopen_reason = ?
      WHERE id = ? AND reopened_at IS NULL`,
  ).run(reopened.at, reopened.by, reopened.reason, id);
}

/** The frozen rows of a period; with somebody, theirs alone and those of nobody. */
export function periodRows(db: Db, id: number, personId: number | null = null): PeriodRow[] {
  const text = `SELECT kind, of_id ofId, body FROM period_rows WHERE period_id = ?
    AND (? IS NULL OR kind IN ('seller', 'controller', 'payout') AND of_id = ?)
    ORDER BY kind, of_id`;
  return db.sql<(number | null)[], PeriodRow>(text).all(id, personId, personId);
}

export function frozenPayouts(db: Db, id: number): { personId: number; carriedPoints: number }[] {
  const text = `SELECT of_id personId, body ->> 'carriedPoints' carriedPoints
    FROM period_rows WHERE period_id = ? AND kind = 'payout'`;
  return db.sql<[number], { personId: number; carriedPoints: number }>(text).all(id);
}

/** The calls of a month that are still on their way into its credit, each in the order of their numbers. */
export interface Undecided {
  /** Scored, and the seller's time runs. */
  pending: readonly number[];
  appealed: readonly number[];
  /** Drawn or sent, and not scored yet. */
  queued: readonly number[];
}

/** What belongs to a month or to one before it, which is closed, and is not decided yet. */
export function undecidedThrough(db: Db, month: LocalMonth): Undecided {
  const text = 'SELECT id FROM calls WHERE status = ? AND queued_month <= ?';
  const of = (status: string) =>
    db
      .sql<[string, string], number>(text)
      .pluck()
      .all(status, month)
      .sort((a, b) => a - b);
  return {
    pending: of('scored_pending'),
    appealed: of('scored_appealed'),
    queued: of('listening_credit'),
  };
}
