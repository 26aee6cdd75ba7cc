/** The shares between which luck alone keeps, for one size. */
export interface FunnelLimits {
  low: number;
  high: number;
}

/**
 * Exact limits of a share around the common one: the binomial quantiles at p and 1 − p, interpolated
 * between whole numbers so that the line is smooth (D. J. Spiegelhalter, "Funnel plots for comparing
 * institutional performance", Statistics in Medicine 24, 2005, appendix A.1.1).
 *
 * @param count how many there were, at least 1
 * @param common the share of all together, above 0 and below 1
 * @param tail 0.025 for limits of 95 %, 0.001 for those of 99.8 %
 */
export function funnelLimits(count: number, common: number, tail: number): FunnelLimits {
  return {
    low: Math.max(0, quantile(count, common, tail)) / count,
    high: Math.min(count, quantile(count, common, 1 - tail)) / count,
  };
}

/** r − (P(X ≤ r) − p)/P(X = r), with r the least whole number for which P(X ≤ r) ≥ p. */
function quantile(count: number, common: number, p: number): number {
  const odds = Math.log(common) - Math.log1p(-common);
  let chance = count * Math.log1p(-common);
  let below = 0;
  for (let r = 0; r <= count; r += 1) {
    const here = Math.exp(chance);
    below += here;
    if (below >= p) return r - (below - p) / here;
    chance += Math.log(count - r) - Math.log(r + 1) + odds;
  }
  return count;
}
