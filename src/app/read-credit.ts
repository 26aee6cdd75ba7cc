import { versionById } from '../db/checklists.ts';
import {
  type CreditItem,
  type CreditReview,
  creditItems,
  creditReviews,
  monthPoints,
  namesOf,
} from '../db/credit.ts';
import {
  type Answers,
  answersAfter,
  type Checklist,
  type Score,
  scoreOf,
} from '../domain/checklist.ts';
import { meanPpm, percentText, ppmOf } from '../domain/credit.ts';
import type { LocalMonth } from '../domain/time.ts';
import type { App } from './app.ts';

export interface SectionCredit {
  code: string;
  name: string;
  /** Calls in which the section counted. */
  calls: number;
  meanPercent: string | null;
}

export interface TypeCredit {
  type: string;
  name: string;
  calls: number;
  meanPercent: string | null;
  sections: SectionCredit[];
}

export interface SellerCredit {
  sellerId: number;
  externalId: string;
  name: string;
  calls: number;
  drawn: number;
  sent: number;
  meanPercent: string | null;
  types: TypeCredit[];
  criticalMisses: number;
  appealsWon: number;
  appealsLost: number;
  points: number;
}

export interface ControllerCredit {
  controllerId: number;
  externalId: string;
  name: string;
  reviews: number;
  /** Failed items that stand. */
  violations: number;
  /** Reviews of which an appeal changed something, and their share. */
  overturned: number;
  overturnedPercent: string | null;
  points: number;
}

export interface Credit {
  month: LocalMonth;
  sellers: SellerCredit[];
  controllers: ControllerCredit[];
}

/** A counted review with its score by section, as it stands after any appeal. */
interface Counted extends CreditReview {
  checklist: Checklist;
  score: Score;
  violations: number;
}

/**
 * The credit of a month (DESIGN 3.7): the reviews finally approved in it. Means are of each call's ppm
 * (3.3). Points are of the month's transfers, also those of reviews that do not count. With a person,
 * only their own row is whole: the reviews read are those they had a part in.
 */
export function readCredit(app: App, month: LocalMonth, personId: number | null = null): Credit {
  return app.db.snapshot(() => {
    const counted = countedReviews(app, month, personId);
    const names = namesOf(app.db);
    const points = monthPoints(app.db, month);
    const known = (id: number) => names.get(id) ?? { externalId: '', name: '' };
    const pointsAs = (side: 'seller' | 'controller') =>
      new Map(points.filter((row) => row.side === side).map((row) => [row.personId, row.points]));
    return {
      month,
      sellers: grouped(counted, (review) => review.sellerId, pointsAs('seller'))
        .map(([id, reviews, moved]) => ({ ...sellerCredit(id, reviews, moved), ...known(id) }))
        .sort(byName),
      controllers: grouped(counted, (review) => review.controllerId, pointsAs('controller'))
        .map(([id, reviews, moved]) => ({ ...controllerCredit(id, reviews, moved), ...known(id) }))
        .sort(byName),
    };
  });
}

function byName(a: { name: string; externalId: string }, b: typeof a): number {
  return a.name.localeCompare(b.name, 'ru') || a.externalId.localeCompare(b.externalId);
}

/** By person, everybody who has either reviews or points. */
function grouped(
  counted: readonly Counted[],
  personOf: (review: Counted) => number,
  points: ReadonlyMap<number, number>,
): [id: number, reviews: Counted[], points: number][] {
  const groups = groupBy(counted, personOf);
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

function countedReviews(app: App, month: LocalMonth, personId: number | null): Counted[] {
  const items = groupBy(creditItems(app.db, month, personId), (item) => item.reviewId);
  return creditReviews(app.db, month, personId).map((review) => {
    const version = versionById(app.db, review.versionId);
    if (!version) throw new Error(`review ${review.reviewId} has no checklist`);
    const standing = standingOf(items.get(review.reviewId) ?? []);
    const violations = [...standing.values()].filter(({ verdict }) => verdict === 'fail').length;
    const score = scoreOf(version.checklist, standing);
    return { ...review, checklist: version.checklist, score, violations };
  });
}

function standingOf(items: readonly CreditItem[]): Answers {
  const given = items.map(
    ({ itemCode, verdict }) => [itemCode, { verdict, comment: null, momentS: null }] as const,
  );
  const decided = items.flatMap(({ itemCode, decision }) =>
    decision === null ? [] : [[itemCode, decision] as const],
  );
  return answersAfter(new Map(given), Object.fromEntries(decided));
}

/** The mean of the shares, in percent with one decimal; what nobody could earn has no share. */
function meanPercent(scores: readonly { earned: number; possible: number }[]): string | null {
  const shares = scores
    .filter(({ possible }) => possible > 0)
    .map(({ earned, possible }) => ppmOf(earned, possible));
  const mean = meanPpm(shares);
  return mean === null ? null : percentText(mean);
}

function sellerCredit(sellerId: number, reviews: readonly Counted[], points: number) {
  const ended = (...states: (string | null)[]) =>
    reviews.filter((review) => states.includes(review.appealState)).length;
  return {
    sellerId,
    calls: reviews.length,
    drawn: reviews.filter((review) => review.drawn).length,
    sent: reviews.filter((review) => review.sent).length,
    meanPercent: meanPercent(reviews),
    types: [...groupBy(reviews, (review) => review.checklist.type)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, ofType]) => typeCredit(type, ofType)),
    criticalMisses: reviews.reduce((sum, { score }) => sum + score.criticalMisses.length, 0),
    appealsWon: ended('upheld', 'conceded'),
    appealsLost: ended('rejected'),
    points,
  };
}

/** Versions of a checklist may differ in sections; the names are those of the newest. */
function typeCredit(type: string, reviews: readonly Counted[]): TypeCredit {
  const sections = groupBy(
    reviews.flatMap((review) => review.score.sections),
    (section) => section.code,
  );
  return {
    type,
    name: reviews.at(-1)?.checklist.name ?? type,
    calls: reviews.length,
    meanPercent: meanPercent(reviews),
    sections: [...sections].map(([code, scores]) => ({
      code,
      name: scores.at(-1)?.name ?? code,
      calls: scores.filter(({ possible }) => possible > 0).length,
      meanPercent: meanPercent(scores),
    })),
  };
}

function controllerCredit(controllerId: number, reviews: readonly Counted[], points: number) {
  const overturned = reviews.filter((review) => review.state === 'overturned').length;
  const share = { earned: overturned, possible: reviews.length };
  return {
    controllerId,
    reviews: reviews.length,
    violations: reviews.reduce((sum, review) => sum + review.violations, 0),
    overturned,
    overturnedPercent: meanPercent([share]),
    points,
  };
}
