/** An interval of what a figure may be. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** So many samples make the ends of a 95 % interval steady to about a hundredth of its width. */
const samplesDefault = 1000;
/** Where a figure is not defined in more than so many of the samples, its interval says nothing. */
const undefinedShareMax = 0.1;

/**
 * The percentile interval of a figure over things that belong together in clusters: whole clusters are
 * drawn again with replacement, since the items of one call are not independent of one another (B. Efron
 * and R. Tibshirani, An introduction to the bootstrap, 1993, chapters 8 and 13). Null: too few clusters,
 * or the figure is not defined in many of the samples.
 *
 * @param clusters of each the sums that the figure is made from, as many numbers each
 * @param figure of a sample's sums; null: not defined
 * @param random from 0 up to 1, not included
 */
export function bootstrapInterval(
  clusters: readonly (readonly number[])[],
  figure: (sums: readonly number[]) => number | null,
  random: () => number,
  { samples = samplesDefault, level = 0.95 } = {},
): Interval | null {
  if (clusters.length < 2) return null;
  const figures: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const value = figure(sumsOfSample(clusters, random));
    if (value !== null) figures.push(value);
  }
  if (figures.length < samples * (1 - undefinedShareMax)) return null;
  figures.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  return { low: quantile(figures, tail), high: quantile(figures, 1 - tail) };
}

function sumsOfSample(clusters: readonly (readonly number[])[], random: () => number): number[] {
  const sums = (clusters[0] ?? []).map(() => 0);
  for (let drawn = 0; drawn < clusters.length; drawn += 1) {
    const cluster = clusters[Math.floor(random() * clusters.length)] ?? [];
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (cluster[at] ?? 0);
  }
  return sums;
}

/** The quantile between sorted values, linearly (type 7 of Hyndman and Fan, The American Statistician 50, 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [a, b] = [sorted[below] ?? 0, sorted[below + 1] ?? sorted[below] ?? 0];
  return a + (place - below) * (b - a);
}
