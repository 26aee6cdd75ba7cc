import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/domain/call.ts';
import { transfersOf } from '../../src/domain/ledger.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { decidedTwice, isForSeller, needsSecondHead } from '../../src/domain/second-decision.ts';
import { isChosenForSecond } from '../../src/domain/second-score.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { balanceOf, controllerId, type Random, sellerId } from './people.ts';

/**
 * Heads of known honesty who decide a friend's appeals, by the product's own rules. The friend appeals
 * fifteen items in each ninety days, whatever happened; as many of other sellers are decided honestly.
 */

const itemsOfSpan = 15;
const spans = 4;
const errs = 0.05;

interface Item {
  seller: 'friend' | 'other';
  /** Whether the violation is really there. */
  isThere: boolean;
  span: number;
}
interface Decided extends Item {
  first: Decision;
  /** Who decided so that it counted. */
  byFirst: boolean;
  second: Decision | null;
}

/** Decides one item of the friend's; `mayAlone`: it would count at once if it went the friend's way. */
type Head = (item: Item, random: Random, mayAlone: boolean) => Decision;
const honest: Head = ({ isThere }, random) =>
  isThere !== random() < errs ? 'controller_right' : 'seller_right';
const heads = {
  honest,
  friendly: () => 'seller_right',
  unclear: () => 'item_unclear',
  /** Finds for the friend as often as nobody asks, and decides honestly else. */
  careful: (item, random, mayAlone) => (mayAlone ? 'seller_right' : honest(item, random, mayAlone)),
} as const satisfies Record<string, Head>;

/** A year of appeals; `there`: of how many of a hundred disputed items the violation is there. */
function live(head: Head, seed: number, { policy = defaultPolicy, there = 1 } = {}): Decided[] {
  const random = seededRandom(seed);
  const decided: Decided[] = [];
  for (let at = 0; at < spans * itemsOfSpan * 2; at += 1) {
    const item: Item = {
      seller: at % 2 === 0 ? 'friend' : 'other',
      isThere: random() < there,
      span: Math.floor(at / (itemsOfSpan * 2)),
    };
    const known = (first: Decision) => needsSecondHead(soFar(decided, item, first), policy);
    const by = item.seller === 'friend' ? head : honest;
    const first = by(item, random, !known('seller_right'));
    const second = honest(item, random, true);
    const isProposal = known(first);
    const isAgain = isProposal || isChosenForSecond(policy.secondDecisionPercent, random());
    decided.push({ ...item, first, byFirst: !isProposal, second: isAgain ? second : null });
  }
  return decided;
}

/** The last ninety days are the span that is on. */
function soFar(decided: readonly Decided[], item: Item, first: Decision) {
  const latest = decided.slice(-itemsOfSpan * 2 + 1);
  const twice = latest.flatMap(({ seller, first: own, second }) =>
    second === null
      ? []
      : decidedTwice({ x: own }, { x: second }).map((one) => ({ ...one, seller })),
  );
  const fallen = twice.filter((one) => one.first !== one.second);
  const ofSeller = latest
    .filter(({ seller, byFirst }) => byFirst && seller === item.seller)
    .map((one) => one.first);
  const all = [...ofSeller, first];
  return {
    fell: { count: fallen.length, of: twice.length },
    fellForSeller: fallen.some(
      (one) => one.seller === item.seller && isForSeller(one.first) && !isForSeller(one.second),
    ),
    forSeller: { count: all.filter(isForSeller).length, of: all.length },
    atHand: { x: first },
  };
}

/** What the friend has of it, and the controller, in points a span. */
function pointsOf(decided: readonly Decided[], who: number): number {
  const moved = decided
    .filter(({ seller }) => seller === 'friend')
    .flatMap(({ first, second, byFirst }) => {
      const decision = byFirst ? first : (second ?? first);
      return transfersOf(
        {
          controllerId,
          sellerId,
          tooFast: false,
          failed: [{ code: 'x', explained: true }],
          appeal: {
            kind: 'items',
            outcome: isForSeller(decision) ? 'upheld' : 'rejected',
            decisions: { x: decision },
            unclearAlreadyPaid: [],
          },
        },
        defaultPolicy,
      );
    });
  return balanceOf(moved, who) / spans;
}

const trials = 30;
const years = (name: keyof typeof heads, options = {}) =>
  Array.from({ length: trials }, (_, seed) => live(heads[name], seed, options));
const mean = (figures: readonly number[]) =>
  figures.reduce((sum, one) => sum + one, 0) / figures.length;
const pointsIn = (name: keyof typeof heads, options = {}) =>
  mean(years(name, options).map((year) => pointsOf(year, sellerId)));
const gain = (name: keyof typeof heads, options = {}) =>
  pointsIn(name, options) - pointsIn('honest', options);

const never = { ...defaultPolicy, secondHeadFellPercent: 100, secondHeadSellerPercent: 100 };
/** What one appealed item brings. */
const ofOneItem = defaultPolicy.appealPoints;

describe('a head who decides for a friend', () => {
  test.each(['friendly', 'unclear'] as const)(
    '%s: of fifteen items in ninety days less than one goes through',
    (name) => {
      expect(gain(name, { policy: never })).toBeGreaterThan(13 * ofOneItem);
      expect(gain(name)).toBeLessThan(ofOneItem);
      expect(gain(name, { there: 0.5 })).toBeLessThan(ofOneItem);
    },
  );

  test('and one who keeps just below the share, for a third of it at most', () => {
    expect(gain('careful')).toBeLessThan(gain('careful', { policy: never }) / 3);
    expect(gain('careful', { there: 0.5 })).toBeLessThan(2 * ofOneItem);
  });

  test('takes from the controller what an honest head would, where the violation is there', () => {
    const ofController = (name: keyof typeof heads) =>
      mean(years(name).map((year) => pointsOf(year, controllerId)));
    const lost = ofController('honest') - ofController('friendly');
    expect(lost).toBeLessThan(2 * ofOneItem);
  });

  test.each(['friendly', 'unclear', 'careful'] as const)(
    '%s: is found out within ninety days, by what fell',
    (name) => {
      const fell = (year: readonly Decided[]) =>
        year
          .filter(({ span, seller }) => span === 0 && seller === 'friend')
          .filter(({ first, second }) => second !== null && first !== second).length;
      const found = years(name).filter((year) => fell(year) >= (name === 'careful' ? 1 : 5));
      expect(found.length / trials).toBeGreaterThan(name === 'careful' ? 0.5 : 0.95);
    },
  );

  test('an honest one is hardly ever held up where the controllers are right', () => {
    const waits = mean(
      years('honest').map((year) => mean(year.map(({ byFirst }) => (byFirst ? 0 : 1)))),
    );
    expect(waits).toBeLessThan(0.06);
  });
});
