/** The knots of a randomly weighted mean: different values, and how often each stands. */
interface Knots {
  readonly values: readonly number[];
  readonly times: readonly number[];
}

/** Factors (1 − w·rate)^(−times) of an integrand, and what stands before their product. */
interface Saddle {
  readonly rates: Float64Array;
  readonly times: Float64Array;
  /** The saddle point lies at s = −at. */
  readonly at: number;
  /** The logarithm of the integrand there. */
  readonly log: number;
}

/** The distribution of a randomly weighted mean at a point. */
interface Chance {
  /** The logarithm of the chance of a mean up to the point. */
  readonly log: number;
  /** Its slope there: the density over the chance. */
  readonly slope: number;
}

/** Between the nodes of the integral: its error is about e^(−4/spacing), below 1e-13. */
const spacing = 1 / 8;
/** What a term may be beside the sum and be left out with all that follow. */
const negligible = 1e-17;

/**
 * Gaffke's lower bound for the mean of a variable that is never negative (N. Gaffke, "Three test
 * statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable", Math. Methods
 * of Statistics 14, 2005; E. Learned-Miller, P. Thomas, "A new confidence interval for the mean of a bounded
 * random variable", arXiv:1905.06208): the p-quantile of the mean of the n values and a 0 under random
 * weights, Dirichlet(1, …, 1). That the true mean lies below with a chance of at most p is proven for
 * all-or-nothing values, and conjectured, with no exception ever found, for all others.
 *
 * Newton's method on the logarithm of the distribution function, which is concave (the density is a
 * B-spline: H. B. Curry, I. J. Schoenberg, J. d'Analyse Math. 17, 1966): from below it never steps too far.
 *
 * @param p between 0 and 1
 * @param scores how many there are of each value; one at least
 * @returns in the unit of the values, to about 1e-13 of the largest
 */
export function gaffkeBound(p: number, scores: ReadonlyMap<number, number>): number {
  const counted = new Map(scores).set(0, (scores.get(0) ?? 0) + 1);
  const knots = { values: [...counted.keys()], times: [...counted.values()] };
  const { mean, deviation } = weightedMean(knots);
  if (mean === 0) return 0;
  let point = Math.max(mean - 2 * deviation, mean * p);
  for (let step = 0; step < 100; step += 1) {
    const { log, slope } = chanceUpTo(point, knots);
    const gap = Math.log(p) - log;
    const next = point + gap / slope;
    point = next > 0 ? next : point / 2;
    if (Math.abs(gap) < 1e-7) return point;
  }
  throw new Error('no bound was found');
}

/** Mean and standard deviation under weights that are Dirichlet(1, …, 1). */
function weightedMean({ values, times }: Knots): { mean: number; deviation: number } {
  const sumOf = (term: (value: number) => number) =>
    values.reduce((sum, value, k) => sum + (times[k] ?? 0) * term(value), 0);
  const count = sumOf(() => 1);
  const mean = sumOf((value) => value) / count;
  const squares = sumOf((value) => (value - mean) ** 2);
  return { mean, deviation: Math.sqrt(squares / count / (count + 1)) };
}

/**
 * The distribution of T = Σ Dᵢ·zᵢ with weights D that are Dirichlet(1, …, 1) over the n + 1 knots z. As
 * D = E/ΣE with independent exponential E, P(T ≤ t) = P(Σ Eᵢ·aᵢ ≤ 0) with aᵢ = zᵢ/t − 1, and by inversion
 * of the Laplace transform
 *
 *   P(T ≤ t) = (1/2πi) ∫ φ(s)/(−s) ds,   t·f(t) = (n/2πi) ∫ φ(s) ds,   φ(s) = Π (1 − s·aₖ)^(−mₖ),
 *
 * upward along any path that meets the real axis between the poles at −1 and 0. All poles are real, so
 * only there is a choice to make: the saddle point. From it the path is s = −at + shift(u) + iu with
 * u = width·sinh(x), along which the integrand falls at least like e^(−x), and the trapezoidal rule in x
 * converges exponentially (L. N. Trefethen, J. A. C. Weideman, SIAM Review 56, 2014). The lower half of
 * the path is the mirror of the upper.
 *
 * @param point t, between 0 and the largest value
 * @param knots with 0 among them, and none below
 */
export function chanceUpTo(point: number, knots: Knots): Chance {
  const saddle = saddleOf(point, knots);
  const { rates, times, at, log } = saddle;
  // No farther than the nearest pole, which lies 1/max|rate| away.
  const width = 1 / Math.sqrt(total(rates, (rate, k) => (times[k] ?? 0) * rate * rate));
  let [chance, density] = [0, 0];
  for (let x = 0; ; x += spacing) {
    const u = width * Math.sinh(x);
    const { shift, slope } = pathAt(u, saddle);
    const { size, phase } = productAt(shift, u, saddle);
    const scale = (x === 0 ? 0.5 : 1) * size * width * Math.cosh(x);
    // The integrand times ds = (slope + i) du.
    const imaginary = scale * (Math.cos(phase) + slope * Math.sin(phase));
    const real = scale * (slope * Math.cos(phase) - Math.sin(phase));
    chance += imaginary;
    density += imaginary * (at - shift) - real * u;
    if (scale * (1 + Math.abs(slope)) < negligible * chance) break;
  }
  const n = total(times, (count) => count) - 2;
  return {
    log: log + Math.log((chance * spacing) / Math.PI),
    slope: (n * density) / chance / point,
  };
}

/** Where φ(s)/(−s) is least between its poles at −1 and 0, found by halving: its logarithm is convex. */
function saddleOf(point: number, knots: Knots): Saddle {
  const terms = Float64Array.from(knots.values, (value) => value / point - 1);
  const counts = Float64Array.from(knots.times);
  let [near, far] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const at = (near + far) / 2;
    const slope = total(terms, (a, k) => ((counts[k] ?? 0) * a) / (1 + at * a));
    if (slope + 1 / at > 0) near = at;
    else far = at;
  }
  const at = (near + far) / 2;
  return {
    rates: Float64Array.from([...terms.map((a) => a / (1 + at * a)), 1 / at]),
    times: Float64Array.from([...counts, 1]),
    at,
    log: -Math.log(at) - total(terms, (a, k) => (counts[k] ?? 0) * Math.log1p(at * a)),
  };
}

/**
 * How far the path has left the vertical line at a height u, and its derivative: one step of Newton's
 * method from the line towards where the integrand is real, which is the way of steepest descent. On the
 * line itself many knots close together turn the integrand faster than the nodes could follow.
 */
function pathAt(u: number, { rates, times }: Saddle): { shift: number; slope: number } {
  if (u === 0) return { shift: 0, slope: 0 };
  let [phase, turn, phaseSlope, turnSlope] = [0, 0, 0, 0];
  for (let k = 0; k < rates.length; k += 1) {
    const [rate, count] = [rates[k] ?? 0, times[k] ?? 0];
    const height = rate * u;
    const share = 1 / (1 + height * height);
    phase += count * Math.atan(height);
    phaseSlope += count * rate * share;
    turn += count * rate * height * share;
    turnSlope += count * rate * rate * (1 - height * height) * share * share;
  }
  return { shift: -phase / turn, slope: (phase * turnSlope - phaseSlope * turn) / (turn * turn) };
}

/** Size and phase of Π (1 − w·rate)^(−times) at w = shift + iu. */
function productAt(
  shift: number,
  u: number,
  { rates, times }: Saddle,
): { size: number; phase: number } {
  let [log, phase] = [0, 0];
  for (let k = 0; k < rates.length; k += 1) {
    const [rate, count] = [rates[k] ?? 0, times[k] ?? 0];
    const [right, up] = [rate * shift, rate * u];
    log -= 0.5 * count * Math.log1p(right * (right - 2) + up * up);
    phase += count * Math.atan2(up, 1 - right);
  }
  return { size: Math.exp(log), phase };
}

function total(list: Float64Array, term: (value: number, k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < list.length; k += 1) sum += term(list[k] ?? 0, k);
  return sum;
}
