import { overturnedShares } from '../../db/decisions.ts';
import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import { percentText, ppmOf } from '../../domain/credit.ts';
import { type FunnelLimits, funnelLimits } from '../../domain/funnel.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type LocalMonth, localMonthOf, monthsThrough } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** Calls drawn on for so many months, the present one among them. */
const months = 3;
/** Below these nothing can be said: of a controller, and of all together. */
export const funnelFewest = { reviews: 10, controllers: 2, overturned: 5 } as const;
const tail95 = 0.025;
const tail998 = 0.001;
const linePoints = 60;

export interface FunnelPoint {
  personId: number;
  name: string;
  count: number;
  percent: string;
  /** Against the limits of 99.8 %: above and below, it is no chance. */
  side: 'above' | 'within' | 'below';
}

/** People's shares against luck: who differs from the others by more than chance does. */
export interface FunnelShape {
  points: FunnelPoint[];
  meanPercent: string;
  limits: { count: number; within95: FunnelLimits; within998: FunnelLimits }[];
}

export interface Funnel extends FunnelShape {
  from: LocalMonth;
  to: LocalMonth;
}

export type FunnelOutcome =
  | { enough: true; funnel: Funnel }
  /** What there is of what is needed. */
  | { enough: false; controllers: number; overturned: number };

/**
 * Controllers' overturned shares. Above the funnel the verdicts do not stand; below, perhaps only the plain
 * are found. Of the counted reviews of the last `months`; of controllers who have enough of them.
 */
export function readFunnel(app: App, member: Member): Outcome<{ found: FunnelOutcome }> {
  const { roles } = member;
  if (!roles.includes('supervisor') && !roles.includes('admin')) return refuse('not_allowed');
  const to = localMonthOf(app.now(), app.policy().timeZone);
  const from = monthsThrough(to, months)[0] ?? to;
  const fewest = funnelFewest;
  const rows = overturnedShares(app.db, from, to)
    .filter((row) => row.reviews >= fewest.reviews)
    .map(({ controllerId, reviews, overturned }) => {
      return { personId: controllerId, count: reviews, marked: overturned };
    });
  const overturned = rows.reduce((sum, row) => sum + row.marked, 0);
  const shape = overturned < fewest.overturned ? null : funnelOf(app, rows, fewest.controllers);
  if (!shape) return { ok: true, found: { enough: false, controllers: rows.length, overturned } };
  return { ok: true, found: { enough: true, funnel: { from, to, ...shape } } };
}

/** Of so many things of each person those that are marked, held against luck; null: nothing can be said. */
export function funnelOf(
  app: App,
  rows: readonly { personId: number; count: number; marked: number }[],
  fewest: number,
): FunnelShape | null {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const marked = rows.reduce((sum, row) => sum + row.marked, 0);
  if (rows.length < fewest || marked === 0 || marked === count) return null;
  const common = marked / count;
  const names = namesOf(app.db);
  const points = rows.map((row): FunnelPoint => {
    const { low, high } = funnelLimits(row.count, common, tail998);
    const share = row.marked / row.count;
    return {
      personId: row.personId,
      name: names.get(row.personId)?.name ?? '—',
      count: row.count,
      percent: percentText(ppmOf(row.marked, row.count)),
      side: share > high ? 'above' : share < low ? 'below' : 'within',
    };
  });
  const most = Math.ceil(Math.max(...rows.map((row) => row.count)) * 1.1);
  const step = Math.max(1, Math.floor(most / linePoints));
  const sizes = [...new Set([...range(step, most, step), most])];
  const limits = sizes.map((size) => ({
    count: size,
    within95: funnelLimits(size, common, tail95),
    within998: funnelLimits(size, common, tail998),
  }));
  return { points, meanPercent: percentText(ppmOf(marked, count)), limits };
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
}
