import { distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one was probably meant to be: the one fewest typing errors away
 * (Levenshtein), if at most a third of the letters differ; null where none comes near.
 */
export function nearest(typed: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestErrors = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const name of known) {
    const errors = distance(typed.toLowerCase(), name.toLowerCase());
    if (errors < bestErrors) [best, bestErrors] = [name, errors];
  }
  return best;
}
