/**
 * The known name that a mistyped one was probably meant to be: the one fewest typing errors away
 * (Levenshtein), if at most a third of the letters differ; null where none comes near.
 */
export function nearest(typed: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestErrors = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const name of known) {
    const errors = typingErrors(typed.toLowerCase(), name.toLowerCase());
    if (errors < bestErrors) [best, bestErrors] = [name, errors];
  }
  return best;
}

function typingErrors(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const kept = (above[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1);
      current.push(Math.min(kept, (above[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}
