import { createHash } from 'node:crypto';
import { uncountedIn } from '../db/credit.ts';
import type { Db } from '../db/open.ts';
import type { Member } from '../db/people.ts';
import {
  closedPeriod,
  insertPeriod,
  lastClosed,
  monthsWithCredit,
  type Period,
  type PeriodRow,
  periodRows,
  periodsOf,
  reopen,
  type Undecided,
  undecidedThrough,
} from '../db/periods.ts';
import { policyById, policyIdAt } from '../db/policy.ts';
import { type Canonical, canonicalText } from '../domain/canonical.ts';
import { limits } from '../domain/checklist.ts';
import { type Outcome, refuse } from '../domain/refusal.ts';
import { endOfMonth, type LocalMonth, localMonthOf, nextMonth } from '../domain/time.ts';
import { barredOnSelf, tellOnSelf } from './act-on-self.ts';
import type { App } from './app.ts';
import { type CountedMonth, countCredit } from './count-credit.ts';
import { type PersonPayout, policyOfMonth, readCredit, type SellerCredit } from './read-credit.ts';

export type { Period } from '../db/periods.ts';

/** What closing a month would freeze, and what of it is undecided and would count in a later one. */
export interface PeriodPreview {
  month: LocalMonth;
  calls: number;
  sellers: number;
  controllers: number;
  paidPoints: number;
  amountMinor: number | null;
  currency: string;
  undecided: Undecided;
  /** Who closes it is paid in it themselves, and nobody else could. */
  forSelf: boolean;
  /** Calls left out of the count, since nothing in their score can be counted. */
  uncountedCallIds: readonly number[];
  /** Sellers whose mean holds calls that heads had sent: with them, and of the drawn calls alone. */
  withSent: readonly Pick<SellerCredit, 'name' | 'meanPercent' | 'drawnMeanPercent' | 'sent'>[];
  /** What people would go on owing into the next month. */
  debts: readonly Pick<PersonPayout, 'personId' | 'name' | 'carriedPoints'>[];
}

/** The months there are, the latest first, with the versions in which each was closed. */
export function listPeriods(
  app: App,
  member: Member,
): Outcome<{ months: { month: LocalMonth; versions: Period[] }[] }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const current = localMonthOf(app.now(), app.policy().timeZone);
  const months = [...new Set([current, ...monthsWithCredit(app.db)])].sort().reverse();
  return {
    ok: true,
    months: months.map((month) => ({ month, versions: periodsOf(app.db, month) })),
  };
}

/** Whether one may close a month now: it is over, something counts in it, those before it are closed. */
function closable(
  app: App,
  db: Db,
  member: Member,
  month: LocalMonth,
): Outcome<{ forSelf: boolean }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const { timeZone } = app.policy();
  if (app.now() < endOfMonth(month, timeZone)) return refuse('month_not_over');
  if (closedPeriod(db, month)) return refuse('month_closed');
  const months = monthsWithCredit(db);
  if (!months.includes(month)) return refuse('month_empty');
  const earlier = months.some((one) => one < month && !closedPeriod(db, one));
  if (earlier) return refuse('month_before_open');
  const forSelf = isPaidIn(app, member.id, month);
  return (forSelf && barredOnSelf(app, member)) || { ok: true, forSelf };
}

/** Whether a month has a seller's figures of somebody, or points of theirs to be paid. */
function isPaidIn(app: App, id: number, month: LocalMonth): boolean {
  const { sellers, payouts } = countCredit(app, month, policyOfMonth(app, month), id);
  return (
    sellers.some(({ sellerId, calls }) => sellerId === id && calls > 0) ||
    payouts.some(
      ({ personId, points, paidPoints }) => personId === id && (points !== 0 || paidPoints > 0),
    )
  );
}

export function previewPeriod(
  app: App,
  member: Member,
  month: LocalMonth,
): Outcome<{ preview: PeriodPreview }> {
  const may = closable(app, app.db, member, month);
  if (!may.ok) return may;
  const policy = policyOfMonth(app, month);
  const { total, sellers, controllers, payouts } = readCredit(app, month);
  const priced = policy.pointPriceMinor > 0;
  return {
    ok: true,
    preview: {
      month,
      calls: total.calls,
      sellers: sellers.length,
      controllers: controllers.length,
      paidPoints: payouts.reduce((sum, { paidPoints }) => sum + paidPoints, 0),
      amountMinor: priced ? payouts.reduce((sum, row) => sum + (row.amountMinor ?? 0), 0) : null,
      currency: policy.currency,
      forSelf: may.forSelf,
      undecided: undecidedThrough(app.db, month),
      uncountedCallIds: uncountedIn(app.db, month).map(({ callId }) => callId),
      withSent: sellers.filter(({ sent }) => sent > 0),
      debts: payouts.filter(({ carriedPoints }) => carriedPoints < 0),
    },
  };
}

/** Freezes a month: its figures, and the SHA-256 of their canonical form. */
export function closePeriod(
  app: App,
  member: Member,
  month: LocalMonth,
): Outcome<{ period: Period }> {
  return app.db.transaction((tx): Outcome<{ period: Period }> => {
    const may = closable(app, tx, member, month);
    if (!may.ok) return may;
    const within = { ...app, db: tx };
    const at = endOfMonth(month, app.policy().timeZone);
    const rows = rowsOf(countCredit(within, month, policyOfMonth(within, month)));
    const policyId = policyIdAt(tx, at);
    const sha256 = hashOf(month, rows);
    insertPeriod(tx, { month, at: app.now(), by: member.id, policyId, sha256, rows });
    const period = closedPeriod(tx, month);
    if (!period) throw new Error(`${month} is not closed`);
    if (may.forSelf) tellOnSelf(tx, app, member, { periodId: period.id });
    return { ok: true, period };
  });
}

/** Opens the latest closed month again; what was frozen stays beside what will be. */
export function reopenPeriod(
  app: App,
  member: Member,
  month: LocalMonth,
  reason: string,
): Outcome<object> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  if (reason.trim() === '') return refuse('reason_missing');
  if (reason.length > limits.reasonMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<object> => {
    const period = closedPeriod(tx, month);
    if (!period) return refuse('month_open');
    if (lastClosed(tx)?.month !== month) return refuse('month_after_closed');
    reopen(tx, period.id, { at: app.now(), by: member.id, reason: reason.trim() });
    return { ok: true };
  });
}

/** Where what belongs to a month counts: in it, or, once it is closed, in the earliest open one. */
export function openMonthFrom(db: Db, month: LocalMonth): LocalMonth {
  const last = lastClosed(db)?.month;
  return last === undefined || last < month ? month : nextMonth(last);
}

function rowsOf(counted: CountedMonth): PeriodRow[] {
  const row = (kind: PeriodRow['kind'], ofId: number, body: object): PeriodRow => {
    return { kind, ofId, body: canonicalText(body as Canonical) };
  };
  return [
    row('total', 0, counted.total),
    ...counted.directions.map((one) => row('direction', one.directionId ?? 0, one)),
    ...counted.sellers.map((one) => row('seller', one.sellerId, one)),
    ...counted.controllers.map((one) => row('controller', one.controllerId, one)),
    ...counted.payouts.map((one) => row('payout', one.personId, one)),
  ];
}

/**
 * How a month is counted, as its hash says it. 1: by the month of the approval, with an approximate
 * interval. 2: by the month of the draw, with the exact one and with debts written off.
 */
const forms = [1, 2] as const;
type Form = (typeof forms)[number];

/**
 * SHA-256, in lowercase hex, of the UTF-8 text `razbor period <form>`, the month, and every row as
 * `kind id body` in the order of kind and id, each on a line of its own (docs/verify-a-month.md).
 */
function hashOf(month: LocalMonth, rows: readonly PeriodRow[], form: Form = 2): string {
  const lines = rows
    .toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.ofId - b.ofId))
    .map(({ kind, ofId, body }) => `${kind} ${ofId} ${body}`);
  const text = [`razbor period ${form}`, month, ...lines].map((line) => `${line}\n`).join('');
  return createHash('sha256').update(text).digest('hex');
}

export interface VerifiedPeriod {
  month: LocalMonth;
  ok: boolean;
  versions: {
    version: number;
    sha256: string;
    rows: number;
    reopened: boolean;
    /** Null: its hash is that of no form. */
    form: Form | null;
  }[];
  problems: string[];
}

/**
 * Recomputes what was frozen: the hash of every version from its rows, and the rows of the version that
 * stands from the reviews and the ledger. What was closed in an earlier form was counted by other rules,
 * so that of it the hash alone is checked. Null: the month was never closed.
 */
export function verifyPeriod(app: App, month: LocalMonth): VerifiedPeriod | null {
  return app.db.snapshot(() => {
    const versions = periodsOf(app.db, month).reverse();
    if (versions.length === 0) return null;
    const read = versions.map((period) => {
      const rows = periodRows(app.db, period.id);
      return { period, rows, form: formOf(period, rows) };
    });
    const problems = read.flatMap(({ period, rows, form }) => [
      ...(form === null
        ? [
            `version ${period.version}: its rows have SHA-256 ${hashOf(month, rows)}, not ${period.sha256}`,
          ]
        : []),
      ...(period.reopenedAt === null && form !== 1 ? differences(app, period, rows) : []),
    ]);
    return {
      month,
      ok: problems.length === 0,
      versions: read.map(({ period, rows, form }) => ({
        version: period.version,
        sha256: period.sha256,
        rows: rows.length,
        reopened: period.reopenedAt !== null,
        form,
      })),
      problems,
    };
  });
}

function formOf({ month, sha256 }: Period, rows: readonly PeriodRow[]): Form | null {
  return forms.find((form) => hashOf(month, rows, form) === sha256) ?? null;
}

function differences(app: App, period: Period, rows: readonly PeriodRow[]): string[] {
  const policy = policyById(app.db, period.policyId);
  const keyOf = ({ kind, ofId }: PeriodRow) => `${kind} ${ofId}`;
  const frozen = new Map(rows.map((row) => [keyOf(row), row.body]));
  const counted = new Map(
    rowsOf(countCredit(app, period.month, policy)).map((row) => [keyOf(row), row.body]),
  );
  const wrong = [...new Set([...frozen.keys(), ...counted.keys()])].filter(
    (key) => frozen.get(key) !== counted.get(key),
  );
  return wrong.map(
    (key) =>
      `version ${period.version}, ${key}: frozen ${frozen.get(key) ?? 'nothing'}, counted ${counted.get(key) ?? 'nothing'}`,
  );
}
