import { invertSymmetric } from './matrix.ts';

/** A score in points of a hundred, by whom it was given and whose call it was. */
export interface Rating {
  readonly controllerId: number;
  readonly sellerId: number;
  readonly score: number;
}

/** How much lower a controller's scores are than those of all controllers of the same sellers, in points of a hundred. */
export interface Strictness {
  readonly controllerId: number;
  readonly scores: number;
  /** Above 0: stricter than the average of them; drawn towards 0 the fewer scores there are. */
  readonly points: number;
  /** Between which it lies with 95 %, by their scores alone. */
  readonly low: number;
  readonly high: number;
}

/** What of the variance of scores is between sellers, between controllers, and within. */
interface Variances {
  sellers: number;
  controllers: number;
  within: number;
}

const roundsMax = 200;
/** The variances stand when a round changes none of them by more than this share of the whole. */
const settledAt = 1e-4;
/** A variance so large that nothing is drawn towards the average. */
const freeTimes = 1000;
const normal95 = 1.96;

/**
 * What is a controller's doing in the scores and what the sellers': score = mean + seller + controller +
 * rest, the sellers and controllers drawn from distributions of their own, by best linear unbiased prediction
 * with variances by EM-REML (C. R. Henderson, Biometrics 31, 1975; G. K. Robinson, Statistical Science 6,
 * 1991). Who scores weak sellers is not strict for that, and who has scored little is hardly told from the
 * others. Sellers scored by several controllers link them; where none are, nothing can be told.
 *
 * Chosen over a many-facet Rasch model (J. M. Linacre, 1989), which needs the answers to one set of items, where
 * each call type has items of its own; test/domain/strictness.test.ts holds it against raw means.
 */
export function strictnessOf(ratings: readonly Rating[]): Strictness[] {
  const table = tableOf(ratings);
  const { controllers, sellers } = table;
  const freedom = ratings.length - controllers.length - sellers.length;
  if (controllers.length < 2 || sellers.length < 2 || freedom < 1) return [];
  const whole = variance(ratings.map(({ score }) => score));
  if (whole === 0) return [];
  let variances = { sellers: whole / 3, controllers: whole / 10, within: whole / 2 };
  let solved = solve(table, variances);
  for (let round = 0; round < roundsMax; round += 1) {
    const next = reestimated(table, solved, variances, whole);
    const moved = Math.max(
      Math.abs(next.sellers - variances.sellers),
      Math.abs(next.controllers - variances.controllers),
      Math.abs(next.within - variances.within),
    );
    variances = next;
    solved = solve(table, variances);
    if (moved < settledAt * whole) break;
  }
  // How sure it is does not rest on how far controllers differ, which two or three of them hardly tell.
  const free = solve(table, { ...variances, controllers: whole * freeTimes });
  return controllers.map((controllerId, at) => {
    const error =
      normal95 * Math.sqrt(Math.max(0, contrastError(free.errors, at)) * variances.within);
    const unshrunk = stricterBy(free.controllers, at);
    return {
      controllerId,
      scores: table.perController[at] ?? 0,
      points: stricterBy(solved.controllers, at),
      low: unshrunk - error,
      high: unshrunk + error,
    };
  });
}

/** How much below the average of all one effect is. */
function stricterBy(effects: readonly number[], at: number): number {
  return effects.reduce((a, b) => a + b, 0) / effects.length - (effects[at] ?? 0);
}

/** The error variance of one effect against the average of all, as a share of the variance within. */
function contrastError(errors: readonly (readonly number[])[], at: number): number {
  const mean = (row: readonly number[]) => row.reduce((a, b) => a + b, 0) / row.length;
  return (errors[at]?.[at] ?? 0) - 2 * mean(errors[at] ?? []) + mean(errors.map(mean));
}

/** The ratings counted: how many and what sums each pair, seller and controller has. */
interface Table {
  controllers: number[];
  sellers: number[];
  /** Of each seller, of each controller: how many scores. */
  counts: number[][];
  perController: number[];
  perSeller: number[];
  sumByController: number[];
  sumBySeller: number[];
  sum: number;
  squares: number;
  n: number;
}

function tableOf(ratings: readonly Rating[]): Table {
  const controllers = [...new Set(ratings.map(({ controllerId }) => controllerId))];
  const sellers = [...new Set(ratings.map(({ sellerId }) => sellerId))];
  const controllerAt = new Map(controllers.map((id, at) => [id, at]));
  const sellerAt = new Map(sellers.map((id, at) => [id, at]));
  const counts = sellers.map(() => controllers.map(() => 0));
  const sumByController = controllers.map(() => 0);
  const sumBySeller = sellers.map(() => 0);
  // From the middle, so that squares of large sums do not swallow what is sought.
  const middle = ratings.reduce((sum, { score }) => sum + score, 0) / Math.max(1, ratings.length);
  let [sum, squares] = [0, 0];
  for (const { controllerId, sellerId, score } of ratings) {
    const [c, s] = [controllerAt.get(controllerId) ?? 0, sellerAt.get(sellerId) ?? 0];
    const row = counts[s] ?? [];
    row[c] = (row[c] ?? 0) + 1;
    const value = score - middle;
    sumByController[c] = (sumByController[c] ?? 0) + value;
    sumBySeller[s] = (sumBySeller[s] ?? 0) + value;
    sum += value;
    squares += value * value;
  }
  const perSeller = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const perController = controllers.map((_, c) => counts.reduce((n, row) => n + (row[c] ?? 0), 0));
  const sums = { sumByController, sumBySeller, sum, squares, n: ratings.length };
  return { controllers, sellers, counts, perController, perSeller, ...sums };
}

interface Solved {
  mean: number;
  controllers: number[];
  sellers: number[];
  /** The errors of the controllers' effects with one another, as shares of the variance within. */
  errors: number[][];
  /** The sums of the error variances over controllers and over sellers. */
  errorsOfControllers: number;
  errorsOfSellers: number;
}

/** Henderson's equations, the sellers absorbed: what is left are the mean and the controllers. */
function solve(table: Table, { sellers, controllers, within }: Variances): Solved {
  const { counts, perSeller, perController, sumBySeller, sumByController, sum, n } = table;
  const ofSeller = perSeller.map((count) => 1 / (count + within / sellers));
  const size = table.controllers.length + 1;
  // Row and column 0 are the mean's, the others the controllers'.
  const link = (s: number, at: number) =>
    at === 0 ? (perSeller[s] ?? 0) : (counts[s]?.[at - 1] ?? 0);
  const left = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if (i === 0 && j === 0) return n;
      if (i === 0 || j === 0) return perController[Math.max(i, j) - 1] ?? 0;
      return i === j ? (perController[i - 1] ?? 0) + within / controllers : 0;
    }),
  );
  const right = [sum, ...sumByController];
  for (const [s, weight] of ofSeller.entries()) {
    for (let i = 0; i < size; i += 1) {
      const own = link(s, i);
      if (own === 0) continue;
      right[i] = (right[i] ?? 0) - weight * own * (sumBySeller[s] ?? 0);
      const row = left[i] ?? [];
      for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) - weight * own * link(s, j);
    }
  }
  const inverse = invertSymmetric(left);
  const found = inverse.map((row) =>
    row.reduce((total, value, at) => total + value * (right[at] ?? 0), 0),
  );
  const [mean = 0, ...ofControllers] = found;
  let errorsOfSellers = 0;
  const ofSellers = ofSeller.map((weight, s) => {
    const shares = Array.from({ length: size }, (_, at) => link(s, at));
    const explained = shares.reduce((total, share, at) => total + share * (found[at] ?? 0), 0);
    const spread = inverse.reduce(
      (total, row, i) =>
        total +
        (shares[i] ?? 0) * row.reduce((inner, value, j) => inner + value * (shares[j] ?? 0), 0),
      0,
    );
    errorsOfSellers += weight + weight * weight * spread;
    return weight * ((sumBySeller[s] ?? 0) - explained);
  });
  const errors = inverse.slice(1).map((row) => row.slice(1));
  const errorsOfControllers = errors.reduce((total, row, at) => total + (row[at] ?? 0), 0);
  return {
    mean,
    controllers: ofControllers,
    sellers: ofSellers,
    errors,
    errorsOfControllers,
    errorsOfSellers,
  };
}

/** One round of expectation and maximization. */
function reestimated(
  table: Table,
  solved: Solved,
  { within }: Variances,
  whole: number,
): Variances {
  const squared = (effects: readonly number[]) => effects.reduce((sum, one) => sum + one * one, 0);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0);
  const explained =
    solved.mean * table.sum +
    dot(solved.controllers, table.sumByController) +
    dot(solved.sellers, table.sumBySeller);
  // Never quite nothing: a variance of 0 would stay so.
  const least = whole * 1e-6;
  return {
    sellers: Math.max(
      least,
      (squared(solved.sellers) + solved.errorsOfSellers * within) / table.sellers.length,
    ),
    controllers: Math.max(
      least,
      (squared(solved.controllers) + solved.errorsOfControllers * within) /
        table.controllers.length,
    ),
    within: Math.max(least, (table.squares - explained) / (table.n - 1)),
  };
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return (
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  );
}
