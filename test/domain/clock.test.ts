import { describe, expect, test } from 'vitest';
import { earliestAt, type Leap, leapAfter, noLeap, type Reading } from '../../src/domain/clock.ts';

const start: Reading = { wallAt: Date.parse('2026-11-23T10:00:00Z'), steadyMs: 5000 };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Reads both clocks once after each of these: so much time, in which the wall clock is set by so much. */
function passed(...steps: readonly (readonly [goneMs: number, setMs: number])[]): Reading & Leap {
  let before = start;
  let leap = noLeap;
  for (const [goneMs, setMs] of steps) {
    const reading = {
      wallAt: before.wallAt + goneMs + setMs,
      steadyMs: before.steadyMs + goneMs,
    };
    leap = leapAfter(leap, before, reading);
    before = reading;
  }
  return { ...before, ...leap };
}

/** How far the earliest that it can be lies behind the wall clock. */
const behindMs = (seen: Reading & Leap) => seen.wallAt - earliestAt(seen, seen.wallAt);

describe('the earliest that it can be', () => {
  test('is the wall clock, as long as that only goes on, or is corrected by little', () => {
    expect(behindMs(passed([hour, 0], [30 * day, 0]))).toBe(0);
    expect(behindMs(passed([hour, 2000], [hour, 2000], [hour, 2000]))).toBe(0);
  });

  test('does not go along with a clock that is set forward, for a day', () => {
    expect(behindMs(passed([1000, hour]))).toBe(hour);
    expect(behindMs(passed([1000, hour], [day - 1000, 0]))).toBe(hour);
    expect(behindMs(passed([1000, hour], [day, 0]))).toBe(0);
    expect(behindMs(passed([1000, 100 * day], [hour, 0]))).toBe(100 * day);
  });

  test('is at once the wall clock where that is set back', () => {
    expect(behindMs(passed([1000, -hour]))).toBe(0);
    expect(behindMs(passed([1000, hour], [minute, -hour]))).toBe(0);
    expect(behindMs(passed([1000, hour], [minute, -3 * hour]))).toBe(0);
  });

  test('keeps of a leap what it was not set back by, no longer than before', () => {
    expect(behindMs(passed([1000, 3 * hour], [hour, -hour]))).toBe(2 * hour);
    expect(behindMs(passed([1000, 3 * hour], [hour, -hour], [23 * hour, 0]))).toBe(0);
  });

  test('is the wall clock where that differs by five seconds, and not by more', () => {
    expect(behindMs(passed([1000, 5000]))).toBe(0);
    expect(behindMs(passed([1000, 5001]))).toBe(5001);
  });

  test('keeps a leap through small corrections, and forgets what is left of it as small', () => {
    expect(behindMs(passed([1000, hour], [minute, -5000]))).toBe(hour);
    expect(behindMs(passed([1000, hour], [minute, -5001]))).toBe(hour - 5001);
    expect(behindMs(passed([1000, 10_001], [minute, -5001]))).toBe(0);
    expect(behindMs(passed([1000, 10_002], [minute, -5001]))).toBe(5001);
  });

  test('is the wall clock from the end of the day on, to the millisecond', () => {
    const leap = { aheadMs: 50, untilAt: 1000 };
    expect([999, 1000, 1001].map((wallAt) => earliestAt(leap, wallAt))).toEqual([949, 1000, 1001]);
    expect(behindMs(passed([1000, hour], [day, hour]))).toBe(hour);
  });

  test('adds leaps up, each from its own day on', () => {
    expect(behindMs(passed([1000, hour], [hour, 30 * hour]))).toBe(31 * hour);
    expect(behindMs(passed([1000, hour], [25 * hour, hour]))).toBe(hour);
  });
});
