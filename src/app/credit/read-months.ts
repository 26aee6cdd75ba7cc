import { type SellerScores, sellerScores } from '../../db/credit.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { closedPeriod } from '../../db/periods.ts';
import { meanOfSum, percentText } from '../../domain/credit.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type LocalMonth, monthsThrough } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { Figures } from './credit-figures.ts';
import { policyOfMonth, readCredit } from './read-credit.ts';
import { readerOf } from './read-statement.ts';

/** With fewer sellers the median would say what a single one has. */
const sellersFewest = 3;
const monthsMax = 6;

/** One month of a seller's beside the median of those who sell in the same direction. */
export interface MonthFigures extends Pick<Figures, 'calls' | 'meanPercent' | 'interval'> {
  month: LocalMonth;
  medianPercent: string | null;
}

/** A seller's months up to one, from the first in which something counted: six at most. */
export function readMonths(
  app: App,
  member: Member,
  personId: number,
  through: LocalMonth,
): Outcome<{ months: MonthFigures[] }> {
  if (readerOf(app, member, personId) === null) return refuse('person_not_found');
  const months = monthsThrough(through, monthsMax).map((month): MonthFigures => {
    const row = readCredit(app, month, personId).sellers.find((one) => one.sellerId === personId);
    const { calls = 0, meanPercent = null, interval = null } = row ?? {};
    const medianPercent = row && calls > 0 ? medianOf(app, month, row.directionId) : null;
    return { month, calls, meanPercent, interval, medianPercent };
  });
  const first = months.findIndex(({ calls }) => calls > 0);
  return { ok: true, months: first === -1 ? [] : months.slice(first) };
}

const closedScores = new WeakMap<Db, Map<number, SellerScores[]>>();

/** Until it is closed, what is decided late still changes a month; closed, a version of it is read once. */
function scoresOf(app: App, month: LocalMonth): SellerScores[] {
  const period = closedPeriod(app.db, month);
  if (!period) return sellerScores(app.db, month);
  const known = closedScores.get(app.db) ?? new Map<number, SellerScores[]>();
  closedScores.set(app.db, known);
  const scores = known.get(period.id) ?? sellerScores(app.db, month);
  known.set(period.id, scores);
  return scores;
}

/** The median mean of a direction's sellers, each with enough drawn calls in it; of two, the half. */
function medianOf(app: App, month: LocalMonth, directionId: number | null): string | null {
  const { minScoredCalls } = policyOfMonth(app, month);
  const means = scoresOf(app, month)
    .filter((row) => row.directionId === directionId && row.drawn.n >= minScoredCalls)
    .map(({ all }) => meanOfSum(all.sum, all.n) ?? 0)
    .sort((a, b) => a - b);
  if (means.length < sellersFewest) return null;
  const upper = means[Math.floor(means.length / 2)] ?? 0;
  const lower = means[Math.floor((means.length - 1) / 2)] ?? 0;
  return percentText(meanOfSum(lower + upper, 2) ?? 0);
}
