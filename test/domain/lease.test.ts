import { describe, expect, it } from 'vitest';
import { isTooFast, leaseUntil } from '../../src/domain/lease.ts';

const now = Date.UTC(2026, 10, 23, 12);
const minuteMs = 60_000;

describe('a lease', () => {
  const policy = { leaseMinutes: 30, leaseExtraMinutes: 15 };
  const lastsMs = (talkS: number) => leaseUntil(now, talkS, policy) - now;

  it.each([
    ['of a call without talk', 0, 30 * minuteMs],
    ['of a short call', 60, 30 * minuteMs],
    ['1 s below 15 minutes of talk', 15 * 60 - 1, 30 * minuteMs],
    ['at 15 minutes of talk', 15 * 60, 30 * minuteMs],
    ['1 s above 15 minutes of talk', 15 * 60 + 1, 30 * minuteMs + 1000],
    ['of an hour of talk', 60 * 60, 75 * minuteMs],
  ])('%s lasts 30 minutes, or the talk and 15 minutes if that is longer', (_, talkS, expected) => {
    expect(lastsMs(talkS)).toBe(expected);
  });

  it('follows the policy', () => {
    const terms = { leaseMinutes: 10, leaseExtraMinutes: 5 };
    expect(leaseUntil(now, 299, terms)).toBe(now + 10 * minuteMs);
    expect(leaseUntil(now, 301, terms)).toBe(now + 10 * minuteMs + 1000);
    expect(leaseUntil(now, 60, { leaseMinutes: 0, leaseExtraMinutes: 0 })).toBe(now + minuteMs);
  });

  it('renewed by an answer counts from that answer', () => {
    expect(leaseUntil(now + 7 * minuteMs, 60, policy)).toBe(now + 37 * minuteMs);
  });
});

describe('a score handed in too fast', () => {
  const isFast = (ms: number, talkS: number, share: number) =>
    isTooFast({ recordingSentAt: now, submittedAt: now + ms, talkS }, share);

  it.each([
    ['at once', 0, true],
    ['1 ms before half the talk time', 200_000 - 1, true],
    ['at half the talk time', 200_000, false],
    ['1 ms after half the talk time', 200_000 + 1, false],
    ['after the whole talk time', 400_000, false],
  ])('%s, of a call of 6:40', (_, ms, expected) => {
    expect(isFast(ms, 400, 0.5)).toBe(expected);
  });

  it('counts half a second too where the talk time is odd', () => {
    expect(isFast(150_499, 301, 0.5)).toBe(true);
    expect(isFast(150_500, 301, 0.5)).toBe(false);
  });

  it('follows the policy: the whole talk time', () => {
    expect(isFast(399_999, 400, 1)).toBe(true);
    expect(isFast(400_000, 400, 1)).toBe(false);
  });

  it('is never so where the policy asks for no share', () => {
    expect(isFast(0, 400, 0)).toBe(false);
    expect(isTooFast({ recordingSentAt: null, submittedAt: now, talkS: 400 }, 0)).toBe(false);
  });

  it('is always so where the recording was never sent', () => {
    const unheard = { recordingSentAt: null, submittedAt: now, talkS: 400 };
    expect(isTooFast(unheard, 0.5)).toBe(true);
  });
});
