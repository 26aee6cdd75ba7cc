import { expect, test } from 'vitest';
import { invertSymmetric } from '../../src/domain/matrix.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { type Rating, strictnessOf } from '../../src/domain/strictness.ts';

/** Numbers of a normal distribution (G. E. P. Box and M. E. Muller, 1958). */
function normals(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Company {
  /** How much stricter than the others each controller is, in points. */
  strict: readonly number[];
  sellers: number;
  /** Scores each controller gives. */
  scores: readonly number[];
  /** Which sellers a controller gets; all of them alike where nothing is said. */
  lots?: (controller: number, random: () => number) => number;
}

/** Sellers apart by 8 points, calls of one seller by 12. */
function ratings({ strict, sellers, scores, lots }: Company, seed: number): Rating[] {
  const random = seededRandom(seed);
  const normal = normals(random);
  const skill = Array.from({ length: sellers }, () => 80 + 8 * normal());
  return strict.flatMap((points, controllerId) =>
    Array.from({ length: scores[controllerId] ?? 0 }, () => {
      const sellerId = lots?.(controllerId, random) ?? Math.floor(random() * sellers);
      const score = (skill[sellerId] ?? 0) - points + 12 * normal();
      return { controllerId, subject: `seller ${sellerId}`, score };
    }),
  );
}

const even = { sellers: 20, scores: [150, 150, 150, 150] };
const means = (list: readonly Rating[], controllers: number) => {
  const whole = list.reduce((sum, { score }) => sum + score, 0) / list.length;
  return Array.from({ length: controllers }, (_, id) => {
    const own = list.filter(({ controllerId }) => controllerId === id);
    return whole - own.reduce((sum, { score }) => sum + score, 0) / Math.max(1, own.length);
  });
};
const rmse = (found: readonly number[], truth: readonly number[]) =>
  Math.sqrt(found.reduce((sum, one, at) => sum + (one - (truth[at] ?? 0)) ** 2, 0) / truth.length);

test('a strict and a lenient controller are found, with the interval holding what they are', () => {
  const truth = [5, -5, 0, 0];
  const found = strictnessOf(ratings({ ...even, strict: truth }, 1));
  expect(found.map(({ scores }) => scores)).toEqual(even.scores);
  expect(
    rmse(
      found.map(({ points }) => points),
      truth,
    ),
  ).toBeLessThan(2);
  expect(found[0]?.low).toBeGreaterThan(0);
  expect(found[1]?.high).toBeLessThan(0);
});

test('the truth lies in the 95 % interval about as often as that', () => {
  let held = 0;
  const trials = 150;
  for (let seed = 0; seed < trials; seed += 1) {
    const normal = normals(seededRandom(seed + 1000));
    const strict = Array.from({ length: 6 }, () => 4 * normal());
    const centre = strict.reduce((a, b) => a + b, 0) / strict.length;
    const scores = strict.map((_, at) => 20 + 30 * at);
    const found = strictnessOf(ratings({ strict, sellers: 15, scores }, seed));
    held += found.filter(({ low, high }, at) => {
      const truth = (strict[at] ?? 0) - centre;
      return low <= truth && truth <= high;
    }).length;
  }
  expect(held / (trials * 6)).toBeGreaterThan(0.91);
  expect(held / (trials * 6)).toBeLessThanOrEqual(0.995);
});

test('who scores weak sellers is not strict for that, as their mean would say', () => {
  const truth = [0, 0, 0];
  // The first mostly gets the first sellers, who are what they are; the others mostly the rest.
  const lots = (controller: number, random: () => number) =>
    controller === 0 && random() < 0.8 ? Math.floor(random() * 4) : Math.floor(random() * 16);
  const [raw, fitted] = [1, 2, 3, 4, 5, 6, 7, 8].reduce(
    ([a, b], seed) => {
      const list = ratings({ strict: truth, sellers: 16, scores: [200, 200, 200], lots }, seed);
      const found = strictnessOf(list).map(({ points }) => points);
      return [a + rmse(means(list, 3), truth), b + rmse(found, truth)];
    },
    [0, 0],
  );
  expect(fitted).toBeLessThan(raw / 2);
});

test('who has scored little is drawn towards the others, and so nearer the truth', () => {
  const trials = Array.from({ length: 60 }, (_, seed) => {
    const strict = [0, 0, 0, 0, 3];
    const list = ratings({ strict, sellers: 12, scores: [200, 200, 200, 200, 6] }, seed);
    const few = strictnessOf(list)[4]?.points ?? 0;
    return { raw: Math.abs((means(list, 5)[4] ?? 0) - 3), fitted: Math.abs(few - 3) };
  });
  const sum = (of: 'raw' | 'fitted') => trials.reduce((total, trial) => total + trial[of], 0);
  expect(sum('fitted')).toBeLessThan(sum('raw'));
});

test('calls that all score link controllers who never meet the same seller', () => {
  // The first two have the ten weak sellers, the others the ten good ones: by sellers alone nothing compares them.
  const truth = [4, 4, -4, -4];
  const lots = (controller: number, random: () => number) =>
    Math.floor(random() * 10) + (controller < 2 ? 0 : 10);
  const trials = Array.from({ length: 20 }, (_, seed) => {
    const apart = ratings({ strict: truth, sellers: 20, scores: [80, 80, 80, 80], lots }, seed);
    const normal = normals(seededRandom(seed + 500));
    const common = Array.from({ length: 12 }, (_, call) => {
      const level = 80 + 14 * normal();
      return truth.map((points, controllerId) => {
        return { controllerId, subject: `call ${call}`, score: level - points + 6 * normal() };
      });
    }).flat();
    const error = (list: readonly Rating[]) =>
      rmse(
        strictnessOf(list).map(({ points }) => points),
        truth,
      );
    return { apart: error(apart), linked: error([...apart, ...common]) };
  });
  const mean = (of: 'apart' | 'linked') =>
    trials.reduce((sum, trial) => sum + trial[of], 0) / trials.length;
  expect(mean('linked')).toBeLessThan(mean('apart') / 1.5);
  expect(mean('linked')).toBeLessThan(2);
});

test('nothing is told where one controller, one seller or too few scores are all there is', () => {
  expect(strictnessOf([])).toEqual([]);
  expect(strictnessOf(ratings({ strict: [1], sellers: 5, scores: [50] }, 1))).toEqual([]);
  expect(strictnessOf(ratings({ strict: [1, 0], sellers: 1, scores: [50, 50] }, 1))).toEqual([]);
  const alike = [1, 2].flatMap((controllerId) =>
    [1, 2, 3].map((seller) => ({ controllerId, subject: `seller ${seller}`, score: 90 })),
  );
  expect(strictnessOf(alike)).toEqual([]);
});

test('an inverse times its matrix is one', () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, -1],
    [0.5, -1, 5],
  ];
  const inverse = invertSymmetric(matrix);
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      const product = matrix.reduce(
        (sum, _, k) => sum + (matrix[i]?.[k] ?? 0) * (inverse[k]?.[j] ?? 0),
        0,
      );
      expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});
