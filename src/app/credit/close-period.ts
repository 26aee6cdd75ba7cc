import { uncountedIn } from '../../db/credit.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import {
  closedPeriod,
  insertPeriod,
  lastClosed,
  monthsWithCredit,
  type Period,
  periodsOf,
  reopen,
} from '../../db/periods.ts';
import { policyIdAt } from '../../db/policy.ts';
import { type Undecided, undecidedThrough } from '../../db/undecided.ts';
import { limits } from '../../domain/checklist.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { endOfMonth, type LocalMonth, localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { otherAdmins, tellOnSelf } from '../people/act-on-self.ts';
import { countCredit } from './count-credit.ts';
import { frozenHash, frozenRows } from './frozen-month.ts';
import { type PersonPayout, policyOfMonth, readCredit, type SellerCredit } from './read-credit.ts';

export type { Period } from '../../db/periods.ts';

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
  /** Who closes it is paid in it themselves, and so is every other administrator. */
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

/**
 * Whether one may close a month now: it is over, something counts in it, those before it are closed. Who is
 * paid in it leaves it to an administrator who is not; where all of them are, any of them closes it.
 */
function closable(
  app: App,
  db: Db,
  member: Member,
  month: LocalMonth,
): Outcome<{ forSelf: boolean }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const { timeZone } = app.policy();
  if (app.nowEarliest() < endOfMonth(month, timeZone)) return refuse('month_not_over');
  if (closedPeriod(db, month)) return refuse('month_closed');
  const months = monthsWithCredit(db);
  if (!months.includes(month)) return refuse('month_empty');
  const earlier = months.some((one) => one < month && !closedPeriod(db, one));
  if (earlier) return refuse('month_before_open');
  const forSelf = isPaidIn(app, member.id, month);
  return forSelf && otherAdmins(app, member).some(({ id }) => !isPaidIn(app, id, month))
    ? refuse('other_admin')
    : { ok: true, forSelf };
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
    const rows = frozenRows(countCredit(within, month, policyOfMonth(within, month)));
    const policyId = policyIdAt(tx, at);
    const sha256 = frozenHash(month, rows);
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
  if (reason.length > limits.messageMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<object> => {
    const period = closedPeriod(tx, month);
    if (!period) return refuse('month_open');
    if (lastClosed(tx)?.month !== month) return refuse('month_after_closed');
    reopen(tx, period.id, { at: app.now(), by: member.id, reason: reason.trim() });
    return { ok: true };
  });
}
