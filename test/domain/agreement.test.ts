import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Agreement,
  agreementOn,
  brennanPrediger,
  cohenKappa,
  distances,
  fleissKappa,
  gwetAc1,
  krippendorffAlpha,
  noAgreement,
  percentAgreement,
  together,
} from '../../src/domain/agreement.ts';

function over(units: readonly (readonly number[])[]): Agreement {
  return units.map(agreementOn).reduce(together, noAgreement(units[0]?.length ?? 0));
}

/** Of two raters' table the things one by one. */
function unitsOf(table: readonly (readonly number[])[]): number[][] {
  return table.flatMap((row, first) =>
    row.flatMap((count, second) =>
      Array.from({ length: count }, () =>
        row.map((_, k) => Number(k === first) + Number(k === second)),
      ),
    ),
  );
}

/** Krippendorff's own example: four raters, twelve things, judgements 1 to 5, some missing. */
const N = null;
const krippendorff = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
  [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
];
const example = over(
  Array.from({ length: 12 }, (_, unit) =>
    [1, 2, 3, 4, 5].map((value) => krippendorff.filter((rater) => rater[unit] === value).length),
  ),
);
const values = [1, 2, 3, 4, 5];

test.each([
  ['nominal', distances.nominal(), 0.7434],
  ['ordinal', distances.ordinal(), 0.8154],
  ['interval', distances.interval(values), 0.8491],
  ['ratio', distances.ratio(values), 0.7974],
] as const)("Krippendorff's example gives the published alpha, %s", (_, distance, published) => {
  expect(krippendorffAlpha(example, distance)).toBeCloseTo(published, 4);
});

test("the same example gives Gwet's AC1, Fleiss' kappa and Brennan and Prediger's as published", () => {
  expect(gwetAc1(example)).toBeCloseTo(0.77544, 5);
  expect(fleissKappa(example)).toBeCloseTo(0.76117, 5);
  expect(brennanPrediger(example)).toBeCloseTo(0.77273, 5);
});

test('two raters on a hundred things give the published kappa, AC1 and π', () => {
  const table = [
    [13, 0, 0],
    [0, 20, 7],
    [0, 4, 56],
  ];
  const both = over(unitsOf(table));
  expect(cohenKappa(table)).toBeCloseTo(0.7964094, 7);
  expect(gwetAc1(both)).toBeCloseTo(0.8493305, 7);
  expect(fleissKappa(both)).toBeCloseTo(0.7962397, 7);
  expect(percentAgreement(both)).toBeCloseTo(0.89, 10);
});

test.each([
  [
    [
      [40, 9],
      [6, 45],
    ],
    0.6995,
    0.7007,
  ],
  [
    [
      [80, 10],
      [5, 5],
    ],
    0.3182,
    0.808,
  ],
])(
  'where both agree in 85 of 100, kappa falls with rarity and AC1 does not: %j',
  (table, kappa, ac1) => {
    const both = over(unitsOf(table));
    expect(percentAgreement(both)).toBeCloseTo(0.85, 10);
    expect(cohenKappa(table)).toBeCloseTo(kappa, 4);
    expect(gwetAc1(both)).toBeCloseTo(ac1, 4);
  },
);

test('where nothing was judged twice there is no figure', () => {
  const once = over([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  for (const figure of [percentAgreement, gwetAc1, fleissKappa, brennanPrediger]) {
    expect(figure(once)).toBeNull();
  }
  expect(krippendorffAlpha(once)).toBeNull();
  expect(cohenKappa([[0]])).toBeNull();
});

test('where everybody always says the same, AC1 is 1, and kappa and alpha have nothing to tell', () => {
  const same = over([
    [2, 0, 0],
    [2, 0, 0],
  ]);
  expect(gwetAc1(same)).toBe(1);
  expect(fleissKappa(same)).toBeNull();
  expect(krippendorffAlpha(same)).toBeNull();
  expect(
    cohenKappa([
      [2, 0],
      [0, 0],
    ]),
  ).toBeNull();
});

const units = fc.array(
  fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 4 })).map((counts) => [...counts]),
  { minLength: 1, maxLength: 30 },
);

test('no figure depends on the order of the things or the names of the categories', () => {
  fc.assert(
    fc.property(units, (list) => {
      const one = over(list);
      const other = over([...list].reverse().map(([a = 0, b = 0, c = 0]) => [c, a, b]));
      for (const figure of [percentAgreement, gwetAc1, fleissKappa, krippendorffAlpha]) {
        const [x, y] = [figure(one), figure(other)];
        if (x === null || y === null) expect(x).toBe(y);
        else expect(x).toBeCloseTo(y, 9);
      }
    }),
  );
});

test('no coefficient is above 1 or above what agreement beyond chance can be', () => {
  fc.assert(
    fc.property(units, (list) => {
      const all = over(list);
      const same = percentAgreement(all);
      for (const figure of [gwetAc1(all), fleissKappa(all), krippendorffAlpha(all)]) {
        if (figure !== null) expect(figure).toBeLessThanOrEqual(1 + 1e-9);
        if (same === 1 && figure !== null) expect(figure).toBeCloseTo(1, 9);
      }
    }),
  );
});
