import { betaQuantile } from './beta.ts';

/** What a comparison needs to know of scores in ppm: everything else is forgotten. */
export interface Moments {
  /** How many scores. */
  readonly n: number;
  /** Their sum, and the sum of their squares. */
  readonly sum: number;
  readonly squares: number;
}

export const noMoments: Moments = { n: 0, sum: 0, squares: 0 };

export function withScore({ n, sum, squares }: Moments, ppm: number): Moments {
  return { n: n + 1, sum: sum + ppm, squares: squares + ppm * ppm };
}

/** What is known of two sets of scores taken together. */
export function merged(a: Moments, b: Moments): Moments {
  return { n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

/** How two people's means stand to one another. */
export type Comparison =
  | { apart: true }
  /** `callsEach`: how many each would need in all to be told apart; null: more than `callsMax`. */
  | { apart: false; callsEach: number | null };

/** Beyond so many calls nobody waits: the difference is too small to matter. */
export const callsMax = 500;
/** The normal quantile of a power of 80 %: four times in five, so many calls show such a difference. */
const power = 0.8416;

/** How much scores differ from call to call within a person, pooled over all of them. */
export interface Spread {
  /** ppm². */
  variance: number;
  /** Degrees of freedom: calls less people. */
  freedom: number;
}

/** Null: too few calls to know. */
export function pooledSpread(people: readonly Moments[]): Spread | null {
  const counted = people.filter(({ n }) => n > 0);
  const freedom = counted.reduce((sum, { n }) => sum + n - 1, 0);
  if (freedom < 1) return null;
  const within = counted.reduce((sum, { n, sum: s, squares }) => sum + squares - (s * s) / n, 0);
  return { variance: Math.max(0, within) / freedom, freedom };
}

/**
 * Whether two means differ by more than chance would: the pooled two-sample t test at 5 %, and if not,
 * for how many calls each a difference such as this one would show with a power of 80 %,
 * n = 2·(t + z)²·s²/d² (Snedecor and Cochran, Statistical Methods, 8th ed., 6.9 and 6.14).
 */
export function compare(a: Moments, b: Moments, { variance, freedom }: Spread): Comparison {
  const difference = Math.abs(a.sum / a.n - b.sum / b.n);
  const t = studentQuantile(freedom);
  const error = Math.sqrt(variance * (1 / a.n + 1 / b.n));
  if (difference > t * error) return { apart: true };
  if (difference === 0) return { apart: false, callsEach: null };
  const needed = Math.ceil((2 * (t + power) ** 2 * variance) / difference ** 2);
  return { apart: false, callsEach: needed > callsMax ? null : needed };
}

/** Student's t with 2.5 % above it, by its beta form: freedom/(freedom + t²) is Beta(freedom/2, 1/2). */
export function studentQuantile(freedom: number): number {
  const x = betaQuantile(0.05, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}
