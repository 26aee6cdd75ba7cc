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
  controllerId: number;
  name: string;
  reviews: number;
  overturned: number;
  percent: string;
  /** Against the limits of 99.8 %: above, the verdicts do not stand; below, perhaps only the plain are found. */
  side: 'above' | 'within' | 'below';
}

export interface Funnel {
  from: LocalMonth;
  to: LocalMonth;
  points: FunnelPoint[];
  meanPercent: string;
  limits: { reviews: number; within95: FunnelLimits; within998: FunnelLimits }[];
}

export type FunnelOutcome =
  | { enough: true; funnel: Funnel }
  /** What there is of what is needed. */
  | { enough: false; controllers: number; overturned: number };

/**
 * Controllers' overturned shares against luck: who differs from the others by more than chance does.
 * Of the counted reviews of the last `months`; of controllers who have enough of them.
 */
export function readFunnel(app: App, member: Member): Outcome<{ found: FunnelOutcome }> {
  const { roles } = member;
  if (!roles.includes('supervisor') && !roles.includes('admin')) return refuse('not_allowed');
  const to = localMonthOf(app.now(), app.policy().timeZone);
  const from = monthsThrough(to, months)[0] ?? to;
  const fewest = funnelFewest;
  const rows = overturnedShares(app.db, from, to).filter((row) => row.reviews >= fewest.reviews);
  const reviews = rows.reduce((sum, row) => sum + row.reviews, 0);
  const overturned = rows.reduce((sum, row) => sum + row.overturned, 0);
  const tooFew = rows.length < fewest.controllers || overturned < fewest.overturned;
  if (tooFew || overturned === reviews) {
    return { ok: true, found: { enough: false, controllers: rows.length, overturned } };
  }
  const common = overturned / reviews;
  const names = namesOf(app.db);
  const points = rows.map((row): FunnelPoint => {
    const { low, high } = funnelLimits(row.reviews, common, tail998);
    const share = row.overturned / row.reviews;
    return {
      ...row,
      name: names.get(row.controllerId)?.name ?? '—',
      percent: percentText(ppmOf(row.overturned, row.reviews)),
      side: share > high ? 'above' : share < low ? 'below' : 'within',
    };
  });
  const most = Math.ceil(Math.max(...rows.map((row) => row.reviews)) * 1.1);
  const step = Math.max(1, Math.floor(most / linePoints));
  const sizes = [...new Set([...range(step, most, step), most])];
  const limits = sizes.map((size) => ({
    reviews: size,
    within95: funnelLimits(size, common, tail95),
    within998: funnelLimits(size, common, tail998),
  }));
  const meanPercent = percentText(ppmOf(overturned, reviews));
  return { ok: true, found: { enough: true, funnel: { from, to, points, meanPercent, limits } } };
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
}
