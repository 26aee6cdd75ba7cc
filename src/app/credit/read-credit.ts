import { directionNames, namesOf } from '../../db/names.ts';
import { closedPeriod, type Period, periodRows } from '../../db/periods.ts';
import { policyAt, policyById } from '../../db/policy.ts';
import type { Policy } from '../../domain/policy.ts';
import { endOfMonth, type Instant, type LocalMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { countCredit } from './count-credit.ts';
import type {
  ControllerFigures,
  CountedMonth,
  DirectionFigures,
  Figures,
  SellerFigures,
} from './credit-figures.ts';
import type { Payout } from './pay-points.ts';

interface Named {
  externalId: string;
  name: string;
}
export type SellerCredit = SellerFigures & Named;
export type ControllerCredit = ControllerFigures & Named;
export type DirectionCredit = DirectionFigures & { name: string };
export type PersonPayout = Payout & Named;

export interface Credit {
  month: LocalMonth;
  /** Null while the month is open; closed, its figures are those that were frozen. */
  closed: { version: number; at: Instant; sha256: string } | null;
  /** Of the amounts: ISO 4217. */
  currency: string;
  total: Figures;
  directions: DirectionCredit[];
  sellers: SellerCredit[];
  controllers: ControllerCredit[];
  payouts: PersonPayout[];
}

/**
 * The credit of a month: counted while it is open, read as it was frozen once it is closed. With a
 * person, only their own rows are whole.
 */
export function readCredit(app: App, month: LocalMonth, personId: number | null = null): Credit {
  return app.db.snapshot(() => {
    const period = closedPeriod(app.db, month);
    const policy = period ? policyById(app.db, period.policyId) : policyOfMonth(app, month);
    const counted = period
      ? frozen(app, period, personId)
      : countCredit(app, month, policy, personId);
    const closed = period && {
      version: period.version,
      at: period.closedAt,
      sha256: period.sha256,
    };
    return { month, closed, currency: policy.currency, ...named(app, counted) };
  });
}

/** The rules in force at the month's end; now, while it has not ended. */
export function policyOfMonth(app: App, month: LocalMonth): Policy {
  const end = endOfMonth(month, app.policy().timeZone);
  return policyAt(app.db, Math.min(app.now(), end));
}

function named(app: App, { total, ...counted }: CountedMonth) {
  const people = namesOf(app.db);
  const directions = directionNames(app.db);
  const known = (id: number) => people.get(id) ?? { externalId: '', name: '' };
  return {
    total,
    directions: counted.directions
      .map((row) => ({ ...row, name: directions.get(row.directionId ?? 0) ?? '' }))
      .sort((a, b) => a.name.localeCompare(b.name, 'ru')),
    sellers: counted.sellers.map((row) => ({ ...row, ...known(row.sellerId) })).sort(byName),
    controllers: counted.controllers
      .map((row) => ({ ...row, ...known(row.controllerId) }))
      .sort(byName),
    payouts: counted.payouts.map((row) => ({ ...row, ...known(row.personId) })).sort(byName),
  };
}

function byName(a: Named, b: Named): number {
  return a.name.localeCompare(b.name, 'ru') || a.externalId.localeCompare(b.externalId);
}

const nothing: Figures = {
  calls: 0,
  drawn: 0,
  sent: 0,
  meanPercent: null,
  drawnMeanPercent: null,
  sentMeanPercent: null,
  interval: null,
  criticalMisses: 0,
  appealsWon: 0,
  appealsLost: 0,
  types: [],
};

function frozen(app: App, period: Period, personId: number | null): CountedMonth {
  const rows = periodRows(app.db, period.id, personId);
  const of = <T>(kind: (typeof rows)[number]['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ body }) => JSON.parse(body) as T);
  return {
    total: of<Figures>('total')[0] ?? nothing,
    directions: of<DirectionFigures>('direction'),
    sellers: of<SellerFigures>('seller'),
    controllers: of<ControllerFigures>('controller'),
    // Frozen before debts could be written off, a payout says nothing of it.
    payouts: of<Payout>('payout').map((row) => ({
      ...row,
      writtenOffPoints: row.writtenOffPoints ?? 0,
    })),
  };
}
