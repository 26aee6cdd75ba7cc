/**
 * The share of points earned, in whole millionths (DESIGN 3.3):
 * floor((2·10⁶·earned + possible) / (2·possible)), which is rounding half up.
 *
 * @param possible above 0: what nobody could earn has no share, and asking for it is a bug
 */
export function ppmOf(earned: number, possible: number): number {
  return shareOf(earned, possible, 1_000_000);
}

/**
 * The mean of shares in ppm by their sum, the exact fraction rounded half up to a whole ppm.
 *
 * @returns null for no share
 */
export function meanOfSum(sumPpm: number, count: number): number | null {
  return count === 0 ? null : roundedQuotient(sumPpm, count);
}

/** A mean for people: percent with always one decimal, half up, and a dot: `86.4`, `100.0`. */
export function percentText(ppm: number): string {
  return tenthsText(percentTenths(ppm));
}

/** The same figure in whole tenths of a percent. */
export function percentTenths(ppm: number): number {
  return roundedQuotient(ppm, 1000);
}

/**
 * A score or a section for people, as `percentText` words it, but from the points themselves: over
 * 1,000 possible points, rounding to ppm first could lift 86.44999 to 86.5.
 */
export function scoreText(earned: number, possible: number): string {
  return tenthsText(shareOf(earned, possible, 1000));
}

function shareOf(earned: number, possible: number, parts: number): number {
  if (!(possible > 0 && earned >= 0 && earned <= possible)) {
    throw new RangeError(`${earned} of ${possible} points`);
  }
  return roundedQuotient(parts * earned, possible);
}

/** Half up, for whole numbers not negative; the remainder is taken first, so every step is exact. */
function roundedQuotient(dividend: number, divisor: number): number {
  const twice = 2 * dividend + divisor;
  if (!Number.isSafeInteger(twice)) throw new RangeError(`${dividend} / ${divisor}`);
  return (twice - (twice % (2 * divisor))) / (2 * divisor);
}

/** Tenths as people read them: `86.4`. */
export function tenthsText(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
