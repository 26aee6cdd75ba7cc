/** How long a controller had each recording before handing the score in, against the talk. */
export interface Listened {
  scores: number;
  /** The median share of the talk time, to one decimal (`1.2`); null where nothing was handed in. */
  medianShare: string | null;
  /** Scores handed in within less than half the talk time. */
  belowHalf: number;
}

/**
 * @param scores of each score the milliseconds from the recording sent to the submission (0: it was never
 *   sent) and the seconds of talk, above 0
 */
export function listenedOf(scores: readonly { listenedMs: number; talkS: number }[]): Listened {
  const shares = scores
    .map(({ listenedMs, talkS }) => listenedMs / (talkS * 1000))
    .sort((a, b) => a - b);
  return {
    scores: shares.length,
    medianShare: median(shares)?.toFixed(1) ?? null,
    belowHalf: shares.filter((share) => share < 0.5).length,
  };
}

/** Of ascending figures; between two middle ones their mean. */
function median(ascending: readonly number[]): number | null {
  const { length } = ascending;
  const middle = ascending.slice((length - 1) >> 1, (length >> 1) + 1);
  return length === 0 ? null : middle.reduce((sum, share) => sum + share, 0) / middle.length;
}
