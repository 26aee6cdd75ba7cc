/** What an interval needs to know of scores in ppm: everything else is forgotten. */
export interface Moments {
  /** How many scores. */
  readonly n: number;
  /** Their sum, and the sum of their squares. */
  readonly sum: number;
  readonly squares: number;
  readonly min: number;
  readonly max: number;
}

/** Bounds of a mean, in ppm. */
export interface Interval {
  readonly lowPpm: number;
  readonly highPpm: number;
}

const whole = 1_000_000;
const tail = 0.025;

export const noMoments: Moments = { n: 0, sum: 0, squares: 0, min: whole, max: 0 };

export function withScore({ n, sum, squares, min, max }: Moments, ppm: number): Moments {
  return {
    n: n + 1,
    sum: sum + ppm,
    squares: squares + ppm * ppm,
    min: Math.min(min, ppm),
    max: Math.max(max, ppm),
  };
}

/** What is known of two sets of scores taken together. */
export function merged(a: Moments, b: Moments): Moments {
  return {
    n: a.n + b.n,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/**
 * A 95 % interval for the mean of scores that lie between 0 and 100 %, fit for a handful of calls and for
 * any distribution of them: Gaffke's bound (N. Gaffke, "Three test statistics for a nonparametric
 * one-sided hypothesis on the mean of a nonnegative variable", Math. Methods of Statistics 14, 2005;
 * E. Learned-Miller, P. Thomas, "A new confidence interval for the mean of a bounded random variable",
 * arXiv:1905.06208). To the calls heard one is added that nobody heard, the worst possible for the lower
 * bound and the best possible for the upper; the bound is the 2.5 % tail of their mean under random
 * weights, Dirichlet(1, …, 1). That mean is taken as a beta variable of the same two moments on the same
 * range, which is exact for a single call, for equal scores, and for all-or-nothing scores, where it is
 * the interval of Clopper and Pearson.
 *
 * @returns null without a score
 */
export function meanInterval(scores: Moments): Interval | null {
  if (scores.n === 0) return null;
  const { n, sum, squares, min, max } = scores;
  const mirrored = {
    n,
    sum: n * whole - sum,
    squares: n * whole * whole - 2 * whole * sum + squares,
    max: whole - min,
  };
  return {
    lowPpm: Math.round(lowerBound({ n, sum, squares, max })),
    highPpm: whole - Math.round(lowerBound(mirrored)),
  };
}

/** The 2.5 % tail of the randomly weighted mean of the scores and a 0, on the range from 0 to `max`. */
function lowerBound({ n, sum, squares, max }: Omit<Moments, 'min'>): number {
  if (max === 0) return 0;
  const mean = sum / max / (n + 1);
  const spread = Math.max(0, squares / max / max / (n + 1) - mean * mean);
  const size = (mean * (1 - mean) * (n + 2)) / spread - 1;
  return max * betaQuantile(tail, mean * size, (1 - mean) * size);
}

/** The x below which a Beta(a, b) variable lies with probability p, by halving. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b): the continued fraction of DLMF 8.17.22. */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return (front * continuedFraction(x, a, b)) / a;
}

/** 1 + d1/(1 + d2/(1 + …)), turned over; by Lentz's method, from the front (DLMF 3.10(iii)). */
function continuedFraction(x: number, a: number, b: number): number {
  let [value, c, d] = [1, 1, 0];
  for (let step = 1; step < 10_000; step += 1) {
    const m = Math.floor(step / 2);
    const term =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + term * d);
    c = nonZero(1 + term / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return 1 / value;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/** Stirling's series (DLMF 5.11.1) above 10, and the recurrence of the gamma function below. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / x;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
