/** So many of so many. */
export interface Part {
  readonly count: number;
  readonly of: number;
}

/** Somebody's part against what everybody else's share would give by chance. */
export interface Standing extends Part {
  /** The others' share; null: there are too few of them to compare with. */
  readonly othersPpm: number | null;
  /** How often chance alone gives a part like this one or further out, from 0 to 1. */
  readonly chance: number | null;
  /** Too far out for chance (below 5 %), and to which side. */
  readonly unusual: 'many' | 'few' | null;
}

/** Fewer than so many of others are no measure. */
const othersFewest = 10;
const unusualBelow = 0.05;

/**
 * Compares somebody's part with all the others' (Fisher's exact test): where they are few, what is known
 * of their share is uncertain, and a mere binomial tail would accuse by luck more often than it says.
 *
 * @param all everybody's, this person's own among them
 * @param sides `many`: only too many says something, and the chance is of so many or more; `both`: too few
 *   as well, and the chance is of the nearer end doubled
 */
export function standingOf(own: Part, all: Part, sides: 'many' | 'both'): Standing {
  const others = { count: all.count - own.count, of: all.of - own.of };
  if (others.of < othersFewest || own.of === 0) {
    return { ...own, othersPpm: null, chance: null, unusual: null };
  }
  const { many, few } = tailsOf(own, all);
  const chance = sides === 'many' ? many : Math.min(1, 2 * Math.min(many, few));
  const side = many < few ? 'many' : 'few';
  return {
    ...own,
    othersPpm: Math.round((others.count / others.of) * 1_000_000),
    chance,
    unusual: chance < unusualBelow ? side : null,
  };
}

/**
 * How often so many or more, and so few or fewer, of the `own.of` would be among the `all.count`, had
 * these been dealt to the `all.of` by lot: the two tails of the hypergeometric distribution (R. A. Fisher,
 * The Design of Experiments, 1935, chapter II). Each term follows from the one before by
 * (n − r)(K − r) ÷ (r + 1)(N − n − K + r + 1); they are kept as logarithms, so that thousands hold.
 */
export function tailsOf(own: Part, all: Part): { many: number; few: number } {
  const least = Math.max(0, own.of + all.count - all.of);
  const most = Math.min(own.of, all.count);
  const logs = [0];
  for (let r = least; r < most; r += 1) {
    const ratio =
      Math.log(own.of - r) +
      Math.log(all.count - r) -
      Math.log(r + 1) -
      Math.log(all.of - own.of - all.count + r + 1);
    logs.push((logs.at(-1) ?? 0) + ratio);
  }
  const top = logs.reduce((a, b) => Math.max(a, b));
  let [many, few, whole] = [0, 0, 0];
  for (const [at, log] of logs.entries()) {
    const term = Math.exp(log - top);
    whole += term;
    if (least + at >= own.count) many += term;
    if (least + at <= own.count) few += term;
  }
  return { many: many / whole, few: few / whole };
}
