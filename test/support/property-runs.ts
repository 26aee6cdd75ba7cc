import fc from 'fast-check';

/** How often a property runs that wants more than the usual hundred; mutation testing has all run as seldom as it says. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.min(count, fc.readConfigureGlobal()?.numRuns ?? count) };
}
