import { invertSymmetric } from './matrix.ts';

/** A score in points of a hundred, by whom it was given and of what. */
export interface Rating {
  readonly controllerId: number;
  /** A seller, or a call that many scored: what has a level of its own, on which controllers can be compared. */
  readonly subject: string;
  readonly score: number;
}

/** How much lower a controller's scores are than those of all controllers of the same subjects, in points of a hundred. */
export interface Strictness {
  readonly controllerId: number;
  readonly scores: number;
  /** Above 0: stricter than the average of them; drawn towards 0 the fewer scores there are. */
  readonly points: number;
  /** Between which it lies with 95 %, by their scores alone. */
  readonly low: number;
  readonly high: number;
}

/** What of the variance of scores is between subjects, between controllers, and within. */
interface Variances {
  subjects: number;
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
 * What is a controller's doing in the scores and what the subjects': score = mean + subject + controller +
 * rest, the subjects and controllers drawn from distributions of their own, by best linear unbiased prediction
 * with variances by EM-REML (C. R. Henderson, Biometrics 31, 1975; G. K. Robinson, Statistical Science 6,
 * 1991). Who scores weak sellers is not strict for that, and who has scored little is hardly told from the
 * others. Subjects scored by several controllers link them; where none are, nothing can be told.
 *
 * Chosen over a many-facet Rasch model (J. M. Linacre, 1989), which needs the answers to one set of items, where
 * each call type has items of its own; test/domain/strictness.test.ts holds it against raw means.
 */
export function strictnessOf(ratings: readonly Rating[]): Strictness[] {
  const table = tableOf(ratings);
  const { controllers, subjects } = table;
  const freedom = ratings.length - controllers.length - subjects.length;
  if (controllers.length < 2 || subjects.length < 2 || freedom < 1) return [];
  const whole = variance(ratings.map(({ score }) => score));
  if (whole === 0) return [];
  let variances = { subjects: whole / 3, controllers: whole / 10, within: whole / 2 };
  let solved = solve(table, variances);
  for (let round = 0; round < roundsMax; round += 1) {
    const next = reestimated(table, solved, variances, whole);
    const moved = Math.max(
      Math.abs(next.subjects - variances.subjects),
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

/** The ratings counted: how many and what sums each pair, subject and controller has. */
interface Table {
  controllers: number[];
  subjects: string[];
  /** Of each subject, of each controller: how many scores. */
  counts: number[][];
  perController: number[];
  perSubject: number[];
  sumByController: number[];
  sumBySubject: number[];
  sum: number;
  squares: number;
  n: number;
}

function tableOf(ratings: readonly Rating[]): Table {
  const controllers = [...new Set(ratings.map(({ controllerId }) => controllerId))];
  const subjects = [...new Set(ratings.map(({ subject }) => subject))];
  const controllerAt = new Map(controllers.map((id, at) => [id, at]));
  const subjectAt = new Map(subjects.map((id, at) => [id, at]));
  const counts = subjects.map(() => controllers.map(() => 0));
  const sumByController = controllers.map(() => 0);
  const sumBySubject = subjects.map(() => 0);
  // From the middle, so that squares of large sums do not swallow what is sought.
  const middle = ratings.reduce((sum, { score }) => sum + score, 0) / Math.max(1, ratings.length);
  let [sum, squares] = [0, 0];
  for (const { controllerId, subject, score } of ratings) {
    const [c, s] = [controllerAt.get(controllerId) ?? 0, subjectAt.get(subject) ?? 0];
    const row = counts[s] ?? [];
    row[c] = (row[c] ?? 0) + 1;
    const value = score - middle;
    sumByController[c] = (sumByController[c] ?? 0) + value;
    sumBySubject[s] = (sumBySubject[s] ?? 0) + value;
    sum += value;
    squares += value * value;
  }
  const perSubject = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const perController = controllers.map((_, c) => counts.reduce((n, row) => n + (row[c] ?? 0), 0));
  const sums = { sumByController, sumBySubject, sum, squares, n: ratings.length };
  return { controllers, subjects, counts, perController, perSubject, ...sums };
}

interface Solved {
  mean: number;
  controllers: number[];
  subjects: number[];
  /** The errors of the controllers' effects with one another, as shares of the variance within. */
  errors: number[][];
  /** The sums of the error variances over controllers and over subjects. */
  errorsOfControllers: number;
  errorsOfSubjects: number;
}

/** Henderson's equations, the subjects absorbed: what is left are the mean and the controllers. */
function solve(table: Table, { subjects, controllers, within }: Variances): Solved {
  const { counts, perSubject, perController, sumBySubject, sumByController, sum, n } = table;
  const ofSubject = perSubject.map((count) => 1 / (count + within / subjects));
  const size = table.controllers.length + 1;
  // Row and column 0 are the mean's, the others the controllers'.
  const link = (s: number, at: number) =>
    at === 0 ? (perSubject[s] ?? 0) : (counts[s]?.[at - 1] ?? 0);
  const left = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if (i === 0 && j === 0) return n;
      if (i === 0 || j === 0) return perController[Math.max(i, j) - 1] ?? 0;
      return i === j ? (perController[i - 1] ?? 0) + within / controllers : 0;
    }),
  );
  const right = [sum, ...sumByController];
  for (const [s, weight] of ofSubject.entries()) {
    for (let i = 0; i < size; i += 1) {
      const own = link(s, i);
      if (own === 0) continue;
      right[i] = (right[i] ?? 0) - weight * own * (sumBySubject[s] ?? 0);
      const row = left[i] ?? [];
      for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) - weight * own * link(s, j);
    }
  }
  const inverse = invertSymmetric(left);
  const found = inverse.map((row) =>
    row.reduce((total, value, at) => total + value * (right[at] ?? 0), 0),
  );
  const [mean = 0, ...ofControllers] = found;
  let errorsOfSubjects = 0;
  const ofSubjects = ofSubject.map((weight, s) => {
    const shares = Array.from({ length: size }, (_, at) => link(s, at));
    const explained = shares.reduce((total, share, at) => total + share * (found[at] ?? 0), 0);
    const spread = inverse.reduce(
      (total, row, i) =>
        total +
        (shares[i] ?? 0) * row.reduce((inner, value, j) => inner + value * (shares[j] ?? 0), 0),
      0,
    );
    errorsOfSubjects += weight + weight * weight * spread;
    return weight * ((sumBySubject[s] ?? 0) - explained);
  });
  const errors = inverse.slice(1).map((row) => row.slice(1));
  const errorsOfControllers = errors.reduce((total, row, at) => total + (row[at] ?? 0), 0);
  return {
    mean,
    controllers: ofControllers,
    subjects: ofSubjects,
    errors,
    errorsOfControllers,
    errorsOfSubjects,
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
    dot(solved.subjects, table.sumBySubject);
  // Never quite nothing: a variance of 0 would stay so.
  const least = whole * 1e-6;
  return {
    subjects: Math.max(
      least,
      (squared(solved.subjects) + solved.errorsOfSubjects * within) / table.subjects.length,
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
