/**
 * Asks again every few milliseconds until there is an answer; once patience is at its end, throws what never
 * came. `what` may look again before it says so.
 */
export async function until<T>(
  what: string | (() => Promise<string>),
  ask: () => Promise<T | undefined> | T | undefined,
  patienceMs = 90_000,
): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() - startedAt > patienceMs) {
      throw new Error(`it never came that ${typeof what === 'string' ? what : await what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
