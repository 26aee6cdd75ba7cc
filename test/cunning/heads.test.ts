import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/domain/call.ts';
import { transfersOf } from '../../src/domain/ledger.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import {
  decidedTwice,
  type HeadSoFar,
  isForSeller,
  needsSecondHead,
  shareForSeller,
} from '../../src/domain/second-decision.ts';
import { isChosenForSecond } from '../../src/domain/second-score.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { balanceOf, controllerId, type Random, sellerId } from './people.ts';

/**
 * Heads of known honesty who decide a friend's appeals, by the product's own rules. The friend appeals
 * fifteen items in each ninety days, whatever happened; the head decides as many of other sellers, and
 * another, honest head as many elsewhere.
 */

const itemsOfSpan = 15;
const spans = 4;
const errs = 0.05;
const sellers = ['friend', 'other', 'elsewhere'] as const;

interface Item {
  seller: (typeof sellers)[number];
  /** Whether the violation is really there. */
  isThere: boolean;
  span: number;
}
interface Decided extends Item {
  first: Decision;
  /** Whether it counted at once. */
  byFirst: boolean;
  second: Decision | null;
}

/** Decides one item; `mayAlone`: it would count at once if it went the seller's way. */
type Head = (item: Item, random: Random, mayAlone: boolean) => Decision;
const honest: Head = ({ isThere }, random) =>
  isThere !== random() < errs ? 'controller_right' : 'seller_right';
const onlyFriend =
  (decide: Head): Head =>
  (item, random, mayAlone) =>
    (item.seller === 'friend' ? decide : honest)(item, random, mayAlone);
const heads = {
  honest,
  friendly: onlyFriend(() => 'seller_right'),
  unclear: onlyFriend(() => 'item_unclear'),
  /** Finds for the friend as often as nobody asks, and decides honestly else. */
  careful: onlyFriend((item, random, mayAlone) =>
    mayAlone ? 'seller_right' : honest(item, random, mayAlone),
  ),
  /** The same, and against the friend else, so that more goes through later. */
  patient: onlyFriend((_item, _random, mayAlone) =>
    mayAlone ? 'seller_right' : 'controller_right',
  ),
  /** Finds for every seller, so that a friend does not stand out. */
  generous: () => 'seller_right',
} as const satisfies Record<string, Head>;

/** A year of appeals; `there`: of how many of a hundred disputed items the violation is there. */
function live(head: Head, seed: number, { policy = defaultPolicy, there = 1 }: World): Decided[] {
  const random = seededRandom(seed);
  const decided: Decided[] = [];
  for (let at = 0; at < spans * itemsOfSpan * sellers.length; at += 1) {
    const item: Item = {
      seller: sellers[at % sellers.length] ?? 'other',
      isThere: random() < there,
      span: Math.floor(at / (itemsOfSpan * sellers.length)),
    };
    const latest = decided.slice(-itemsOfSpan * sellers.length + 1);
    const isElsewhere = item.seller === 'elsewhere';
    const waits = (first: Decision) =>
      !isElsewhere && needsSecondHead(soFar(latest, item, first), policy);
    const first = (isElsewhere ? honest : head)(item, random, !waits('seller_right'));
    const byFirst = !waits(first);
    const isAgain = !byFirst || isChosenForSecond(policy.secondDecisionPercent, random());
    const second = isAgain ? honest(item, random, true) : null;
    decided.push({ ...item, first, byFirst, second });
  }
  return decided;
}

/** Of ninety days. */
function soFar(latest: readonly Decided[], item: Item, first: Decision): HeadSoFar {
  const ofHead = latest.filter(({ seller }) => seller !== 'elsewhere');
  const twice = ofHead.flatMap(({ seller, first: own, second }) =>
    second === null
      ? []
      : decidedTwice({ x: own }, { x: second }).map((one) => ({ ...one, seller })),
  );
  const fallen = twice.filter((one) => one.first !== one.second);
  const ofSeller = latest.filter(({ seller }) => seller === item.seller).map(counted);
  const byOthers = latest
    .filter(({ seller }) => seller !== item.seller)
    .flatMap((one) => (one.seller === 'elsewhere' ? counted(one) : (one.second ?? [])));
  return {
    fell: { count: fallen.length, of: twice.length },
    fellForSeller: fallen.some(
      (one) => one.seller === item.seller && isForSeller(one.first) && !isForSeller(one.second),
    ),
    forSeller: shareForSeller([...ofSeller, first]),
    others: shareForSeller(byOthers),
    atHand: { x: first },
  };
}

/** The decision that counts. */
const counted = ({ first, byFirst, second }: Decided): Decision =>
  byFirst ? first : (second ?? first);

/** What the friend has of it, and the controller, in points a span. */
function pointsOf(decided: readonly Decided[], who: number): number {
  const moved = decided
    .filter(({ seller }) => seller === 'friend')
    .flatMap((one) => {
      const decision = counted(one);
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

const trials = 40;
interface World {
  policy?: Policy;
  there?: number;
}
const lived = new Map<string, Decided[][]>();
function years(name: keyof typeof heads, world: World = {}): Decided[][] {
  const key = JSON.stringify([name, world]);
  const known =
    lived.get(key) ?? Array.from({ length: trials }, (_, seed) => live(heads[name], seed, world));
  lived.set(key, known);
  return known;
}
const mean = (figures: readonly number[]) =>
  figures.reduce((sum, one) => sum + one, 0) / figures.length;
const pointsIn = (name: keyof typeof heads, world: World = {}, who = sellerId) =>
  mean(years(name, world).map((year) => pointsOf(year, who)));
const gain = (name: keyof typeof heads, world: World = {}) =>
  pointsIn(name, world) - pointsIn('honest', world);

const never = { ...defaultPolicy, secondHeadFellPercent: 100, secondHeadSellerItems: 100 };
/** What one appealed item brings. */
const ofOneItem = defaultPolicy.appealPoints;
const dishonest = ['friendly', 'unclear', 'careful', 'patient', 'generous'] as const;

describe('a head who decides for a friend', () => {
  test.each(['friendly', 'unclear', 'generous'] as const)(
    '%s: of fifteen items in ninety days less than one goes through',
    (name) => {
      expect(gain(name, { policy: never })).toBeGreaterThan(13 * ofOneItem);
      for (const there of [1, 0.7]) expect(gain(name, { there })).toBeLessThan(ofOneItem);
    },
  );

  test.each(['careful', 'patient'] as const)(
    '%s: keeps just below what anybody asks about, for an item or two',
    (name) => {
      for (const there of [1, 0.9, 0.7, 0.5]) {
        expect(gain(name, { there })).toBeLessThan(2 * ofOneItem);
      }
    },
  );

  test('gains no more where the rule allows nothing beyond what others have', () => {
    const policy = { ...defaultPolicy, secondHeadSellerItems: 0 };
    for (const name of dishonest) expect(gain(name, { policy })).toBeLessThan(ofOneItem);
  });

  test.each(dishonest)(
    '%s: takes from the controller what an honest head would, and an item',
    (name) => {
      const lost = pointsIn('honest', {}, controllerId) - pointsIn(name, {}, controllerId);
      expect(lost).toBeLessThan(2 * ofOneItem);
    },
  );

  test.each(['friendly', 'unclear', 'generous'] as const)(
    '%s: is found out within ninety days, by what fell',
    (name) => {
      const fell = (year: readonly Decided[]) =>
        year
          .filter(({ span, seller }) => span === 0 && seller === 'friend')
          .filter(({ first, second }) => second !== null && first !== second).length;
      const found = years(name).filter((year) => fell(year) >= 5);
      expect(found.length / trials).toBeGreaterThan(0.95);
    },
  );

  test.each([
    [1, 0.08],
    [0.7, 0.18],
  ])(
    'an honest one waits seldom: where the controllers are right in %d, in less than %d',
    (there, most) => {
      const waits = years('honest', { there }).map((year) => {
        const own = year.filter(({ seller }) => seller !== 'elsewhere');
        return mean(own.map(({ byFirst }) => (byFirst ? 0 : 1)));
      });
      expect(mean(waits)).toBeLessThan(most);
    },
  );
});
