import { directionNames } from '../../db/names.ts';
import { monthPoints } from '../../db/points.ts';
import { meanOfSum, percentText, ppmOf } from '../../domain/credit.ts';
import { intervalText, meanInterval } from '../../domain/interval.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Instant, LocalMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { CountedMonth, Figures, ItemCredit, TypeCredit } from './credit-figures.ts';
import { motivationOf } from './motivate.ts';
import { payoutsOf } from './pay-points.ts';
import {
  type Cell,
  type ControllerTally,
  drawnScores,
  type ItemTally,
  type Shares,
  sharesOf,
  tallyCredit,
} from './tally-credit.ts';

/**
 * Counts a month (DESIGN 3.7) from the reviews of calls drawn or sent in it. Means are of each call's ppm (3.3).
 * Points are of the month's transfers, also those of reviews that do not count. With a person, only
 * their own row is whole: the reviews read are those they had a part in.
 *
 * @param policy whose scale and prices apply: that of the month's end
 */
export function countCredit(
  app: App,
  month: LocalMonth,
  policy: Policy,
  personId: number | null = null,
): CountedMonth {
  const { cells, controllers } = tallyCredit(app, { month }, personId);
  const points = monthPoints(app.db, month);
  const pointsAs = (side: 'seller' | 'controller') =>
    new Map(points.filter((row) => row.side === side).map((row) => [row.personId, row.points]));
  const directions = directionNames(app.db);
  return {
    total: figuresOf(cells),
    directions: [...groupBy(cells, (cell) => cell.directionId)].map(([directionId, found]) => ({
      directionId,
      ...figuresOf(found),
    })),
    sellers: grouped(cells, pointsAs('seller')).map(([sellerId, ofSeller, moved]) => {
      const directionId = mainDirection(ofSeller);
      const mean = meanOf(ofSeller.map(({ all }) => all));
      const direction = directions.get(directionId ?? 0) ?? '';
      const figures = figuresOf(ofSeller);
      return {
        sellerId,
        directionId,
        ...figures,
        points: moved,
        motivation: motivationOf(policy, direction, { mean, drawn: figures.drawn }),
      };
    }),
    controllers: controllerRows(controllers, pointsAs('controller')),
    payouts: payoutsOf(app, month, policy),
  };
}

/** The figures of one seller's calls approved in a stretch of time, and of one's own reviews in it. */
export function countBetween(
  app: App,
  personId: number,
  approved: { from: Instant; to: Instant },
): { seller: Figures; controller: ControllerTally } {
  const { cells, controllers } = tallyCredit(app, { approved }, personId);
  return {
    seller: figuresOf(cells.filter(({ sellerId }) => sellerId === personId)),
    controller: controllers.get(personId) ?? { reviews: 0, violations: 0, overturned: 0 },
  };
}

function mainDirection(cells: readonly Cell[]): number | null {
  const byDirection = [...groupBy(cells, (cell) => cell.directionId)]
    .map(([id, found]) => ({ id, calls: sum(found, ({ all }) => all.count) }))
    .sort((a, b) => b.calls - a.calls || (a.id ?? 0) - (b.id ?? 0));
  return byDirection[0]?.id ?? null;
}

/** By seller, everybody who has either calls or points. */
function grouped(
  cells: readonly Cell[],
  points: ReadonlyMap<number, number>,
): [id: number, cells: Cell[], points: number][] {
  const groups = groupBy(cells, (cell) => cell.sellerId);
  const ids = new Set([...groups.keys(), ...points.keys()]);
  return [...ids].map((id) => [id, groups.get(id) ?? [], points.get(id) ?? 0]);
}

function groupBy<T, K>(list: Iterable<T>, keyOf: (entry: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function sum<T>(list: readonly T[], of: (entry: T) => number): number {
  return list.reduce((total, entry) => total + of(entry), 0);
}

function meanOf(shares: readonly Shares[]): number | null {
  return meanOfSum(
    sum(shares, (one) => one.sum),
    sum(shares, (one) => one.count),
  );
}

/** The mean in percent with one decimal. */
function meanText(shares: readonly Shares[]): string | null {
  const mean = meanOf(shares);
  return mean === null ? null : percentText(mean);
}

function figuresOf(cells: readonly Cell[]): Figures {
  const scores = drawnScores(cells);
  const interval = meanInterval(scores);
  const drawn = sharesOf(scores);
  const sent = cells.map((cell) => cell.sent);
  return {
    calls: sum(cells, ({ all }) => all.count),
    drawn: drawn.count,
    sent: sum(sent, ({ count }) => count),
    meanPercent: meanText(cells.map(({ all }) => all)),
    drawnMeanPercent: meanText([drawn]),
    sentMeanPercent: meanText(sent),
    interval: interval && intervalText(interval),
    criticalMisses: sum(cells, (cell) => cell.criticalMisses),
    appealsWon: sum(cells, (cell) => cell.appealsWon),
    appealsLost: sum(cells, (cell) => cell.appealsLost),
    types: [...groupBy(cells, (cell) => cell.type)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, ofType]) => typeCredit(type, ofType)),
  };
}

/** Versions of a checklist may differ in sections and items; the names are those of the newest. */
function typeCredit(type: string, cells: readonly Cell[]): TypeCredit {
  const byVersion = cells.toSorted((a, b) => a.versionId - b.versionId);
  const sections = groupBy(
    byVersion.flatMap((cell) => cell.sections),
    (section) => section.code,
  );
  const items = groupBy(
    byVersion.flatMap((cell) => cell.items),
    (item) => item.code,
  );
  const calls = sum(cells, ({ all }) => all.count);
  return {
    type,
    name: byVersion.at(-1)?.typeName ?? type,
    calls,
    meanPercent: meanText(cells.map(({ all }) => all)),
    sections: [...sections].map(([code, shares]) => ({
      code,
      name: shares.at(-1)?.name ?? code,
      calls: sum(shares, ({ count }) => count),
      meanPercent: meanText(shares),
    })),
    items: [...items].map(([code, tallies]) => itemCredit(code, tallies, calls)),
  };
}

function itemCredit(code: string, tallies: readonly ItemTally[], ofCalls: number): ItemCredit {
  const newest = tallies.at(-1);
  const calls = sum(tallies, (item) => item.calls);
  const failed = sum(tallies, (item) => item.failed);
  const lost = sum(tallies, (item) => item.lost);
  return {
    code,
    sectionCode: newest?.sectionCode ?? '',
    text: newest?.text ?? code,
    calls,
    failed,
    failedPercent: calls === 0 ? null : percentText(ppmOf(failed, calls)),
    costPercent: meanText([{ sum: lost, count: ofCalls }]),
  };
}

function controllerRows(
  tallies: ReadonlyMap<number, ControllerTally>,
  points: ReadonlyMap<number, number>,
) {
  return [...new Set([...tallies.keys(), ...points.keys()])].map((controllerId) => {
    const { reviews, violations, overturned } = tallies.get(controllerId) ?? {
      reviews: 0,
      violations: 0,
      overturned: 0,
    };
    const share = reviews === 0 ? null : percentText(ppmOf(overturned, reviews));
    const moved = points.get(controllerId) ?? 0;
    return {
      controllerId,
      reviews,
      violations,
      overturned,
      overturnedPercent: share,
      points: moved,
    };
  });
}
