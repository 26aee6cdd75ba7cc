import { describe, expect, test } from 'vitest';
import { standingOf } from '../../src/domain/chance.ts';
import { pairedDifference } from '../../src/domain/paired.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { type Company, controllers, type Lived, live } from './people.ts';

/** All that is scored twice, so that only the number of such calls matters. */
const policy = { secondScorePercent: 100 };
const trials = 60;

const shareOf = (isFound: (seed: number) => boolean) =>
  Array.from({ length: trials }, (_, seed) => isFound(seed)).filter(Boolean).length / trials;

/** In how many of the companies the controller's own scores are told from the second ones. */
const offIn = (name: keyof typeof controllers, calls: number) =>
  shareOf((seed) => {
    const lived = live({ controller: controllers[name], policy }, calls, seededRandom(seed));
    const off = pairedDifference(lived.ownLessSecond);
    return off !== null && (off.low > 0 || off.high < 0);
  });

describe('second scores tell who scores otherwise than the others', () => {
  test.each([
    // The further off they are, the fewer calls it takes.
    ['lenient', 40],
    ['strict', 60],
    ['trifling', 10],
    ['lazy', 10],
  ] as const)('%s, in %d calls scored twice', (name, calls) => {
    expect(offIn(name, calls)).toBeGreaterThan(0.9);
  });

  test('one whose mistakes cancel each other out differs on far more items than others do', () => {
    const found = shareOf((seed) => {
      const random = seededRandom(seed);
      const others = live({ controller: controllers.honest, policy }, 75, random).judged;
      const own = live({ controller: controllers.guessing, policy }, 10, random).judged;
      const part = { count: own.differing, of: own.items };
      const all = { count: own.differing + others.differing, of: own.items + others.items };
      return standingOf(part, all, 'many').unusual === 'many';
    });
    expect(found).toBeGreaterThan(0.95);
  });

  test('and leave an honest one alone', () => {
    expect(offIn('honest', 75)).toBeLessThan(0.12);
  });
});

/** Whether a head's share of decisions of some kind is too far out for chance, beside an honest head's. */
function isUnusual(own: Lived, pick: (lived: Lived) => number, seed: number): boolean {
  const others = live({ controller: controllers.honest, appeals }, 300, seededRandom(seed + 1000));
  const part = { count: pick(own), of: own.decided.all };
  const all = { count: part.count + pick(others), of: part.of + others.decided.all };
  return standingOf(part, all, 'many').unusual === 'many';
}

const appeals = { unfounded: 0.6, founded: 0.3 };
const fell = ({ decided }: Lived) => decided.fell;
const shareFound = (pick: (lived: Lived) => number, company: Company, calls: number) =>
  shareOf((seed) =>
    isUnusual(live({ appeals, ...company }, calls, seededRandom(seed)), pick, seed),
  );

describe('second decisions tell who decides otherwise than the others', () => {
  test('a head who finds every appeal of a friend right', () => {
    const company = { controller: controllers.honest, headFor: 'seller' } as const;
    expect(shareFound(fell, company, 60)).toBeGreaterThan(0.95);
    expect(shareFound(({ decided }) => decided.forSeller, company, 60)).toBeGreaterThan(0.95);
  });

  test('a head who rejects every appeal against a friend who marks trifles', () => {
    const company = { controller: controllers.trifling, headFor: 'controller' } as const;
    expect(shareFound(fell, company, 30)).toBeGreaterThan(0.95);
  });

  test('and one who decides as the others do is left alone', () => {
    expect(shareFound(fell, { controller: controllers.honest }, 60)).toBeLessThan(0.12);
  });
});
