/**
 * The chance that the mean of scores under random weights, Dirichlet(1, …, 1), is at most `point`, by
 * another way than the product's: the recurrence of Cox and de Boor over the scores below and above it. It
 * only ever adds what is positive, so that it loses no digit, but takes as many steps as there are pairs.
 */
export function chanceOfMean(scores: readonly number[], point: number): number {
  const below = scores.filter((score) => score <= point).sort((a, b) => b - a);
  const above = scores.filter((score) => score > point).sort((a, b) => a - b);
  // Of the mean of the first i below and of the first j above, for all j: sure, where none is above.
  let chances = [1, ...above.map(() => 0)];
  for (const low of below) {
    const next = [1];
    for (const [j, high] of above.entries()) {
      const [fewerBelow, fewerAbove] = [chances[j + 1] ?? 0, next[j] ?? 0];
      next.push(((high - point) * fewerBelow + (point - low) * fewerAbove) / (high - low));
    }
    chances = next;
  }
  return chances.at(-1) ?? 1;
}

/** The same to the last digit, as a fraction, for whole scores that all differ: by truncated powers. */
export function exactChanceOfMean(
  scores: readonly number[],
  point: number,
): { part: bigint; of: bigint } {
  const knots = scores.map(BigInt);
  const t = BigInt(point);
  let [part, of] = [1n, 1n];
  for (const knot of knots) {
    if (knot <= t) continue;
    const product = knots.reduce((all, other) => (other === knot ? all : all * (knot - other)), 1n);
    part = part * product - of * (knot - t) ** BigInt(knots.length - 1);
    of *= product;
  }
  return of < 0n ? { part: -part, of: -of } : { part, of };
}

/** Numbers that look random and are the same in every run: mulberry32. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many there are of each. */
export function counted(scores: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  return counts;
}
