import { frozenPayouts, lastClosedBefore } from '../../db/periods.ts';
import { firstLedgerMonth, monthPoints } from '../../db/points.ts';
import { type AccountMonth, type PayoutMonth, payouts } from '../../domain/motivation.ts';
import type { Policy } from '../../domain/policy.ts';
import { type LocalMonth, nextMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** What somebody's points of the month are paid as, with what earlier months left owing. */
export interface Payout extends PayoutMonth {
  personId: number;
  /** In the currency's minor units; null where points have no price. */
  amountMinor: number | null;
}

/**
 * What everybody's points of a month are paid as. What earlier months left owing comes from the last of
 * them that is closed, and from there on out of the ledger.
 */
export function payoutsOf(app: App, month: LocalMonth, policy: Policy): Payout[] {
  const closed = lastClosedBefore(app.db, month);
  const brought = new Map(
    closed ? frozenPayouts(app.db, closed.id).map((row) => [row.personId, row.carriedPoints]) : [],
  );
  const from = closed ? nextMonth(closed.month) : (firstLedgerMonth(app.db) ?? month);
  const months = monthsBetween(from, month).map((one) => movedIn(app, one));
  const here = months.at(-1) ?? new Map<number, AccountMonth>();
  const owing = [...brought].filter(([, points]) => points < 0).map(([id]) => id);
  const people = new Set([...owing, ...months.flatMap((one) => [...one.keys()])]);
  const rows = [...people]
    .sort((a, b) => a - b)
    .map((personId) => {
      const before = { points: brought.get(personId) ?? 0, writtenOffPoints: 0 };
      const account = [before, ...months.map((one) => one.get(personId) ?? nothingMoved)];
      const last = payouts(account).at(-1);
      if (!last) throw new Error(`no month for ${personId}`);
      const price = policy.pointPriceMinor;
      const amountMinor = price === 0 ? null : last.paidPoints * price;
      return { personId, ...last, amountMinor };
    });
  return rows.filter(({ personId, broughtPoints }) => here.has(personId) || broughtPoints < 0);
}

const nothingMoved: AccountMonth = { points: 0, writtenOffPoints: 0 };

function movedIn(app: App, month: LocalMonth): Map<number, AccountMonth> {
  const moved = new Map<number, AccountMonth>();
  for (const { personId, side, points } of monthPoints(app.db, month)) {
    const before = moved.get(personId) ?? nothingMoved;
    const key = side === 'debt' ? 'writtenOffPoints' : 'points';
    moved.set(personId, { ...before, [key]: before[key] + points });
  }
  return moved;
}

function monthsBetween(from: LocalMonth, to: LocalMonth): LocalMonth[] {
  const months: LocalMonth[] = [];
  for (let month = from; month < to; month = nextMonth(month)) months.push(month);
  return [...months, to];
}
