import type { Instant } from './time.ts';

/** What two clocks say at one moment. */
export interface Reading {
  /** The wall clock: may be set forward and back. */
  wallAt: Instant;
  /** Milliseconds of a clock that only goes on. */
  steadyMs: number;
}

/** By how much the wall clock was set forward, and until when (by that clock) this is not relied on. */
export interface Leap {
  aheadMs: number;
  untilAt: Instant;
}

export const noLeap: Leap = { aheadMs: 0, untilAt: 0 };

/** What the two clocks may differ by from one reading to the next without one of them having been set. */
const toleratedMs = 5000;
/** For so long a clock that was set forward is not relied on: somebody sees it, and sets it back. */
const heldMs = 86_400_000;

/** The leap to reckon with after a reading, where `held` was reckoned with at the one before. */
export function leapAfter(held: Leap, before: Reading, { wallAt, steadyMs }: Reading): Leap {
  const wentMs = steadyMs - before.steadyMs;
  const leaptMs = wallAt - before.wallAt - wentMs;
  const isOver = before.wallAt + wentMs >= held.untilAt;
  const { aheadMs, untilAt } = isOver ? noLeap : held;
  if (leaptMs > toleratedMs) return { aheadMs: aheadMs + leaptMs, untilAt: wallAt + heldMs };
  if (aheadMs === 0) return noLeap;
  if (leaptMs >= -toleratedMs) return held;
  // Set back: what is left of the leap, for the rest of its time.
  return aheadMs + leaptMs <= toleratedMs
    ? noLeap
    : { aheadMs: aheadMs + leaptMs, untilAt: untilAt + leaptMs };
}

/** The earliest that it can be at an instant of the wall clock. */
export function earliestAt(leap: Leap, wallAt: Instant): Instant {
  return wallAt < leap.untilAt ? wallAt - leap.aheadMs : wallAt;
}
