import type { Policy } from './policy.ts';
import type { Instant } from './time.ts';

/** A lease lasts 30 minutes, or the talk time and 15 minutes, whichever is longer (3.2, policy). */
export function leaseUntil(
  now: Instant,
  talkS: number,
  policy: Pick<Policy, 'leaseMinutes' | 'leaseExtraMinutes'>,
): Instant {
  const ordinaryMs = policy.leaseMinutes * 60_000;
  const byTalkMs = talkS * 1000 + policy.leaseExtraMinutes * 60_000;
  return now + Math.max(ordinaryMs, byTalkMs);
}

/** A score handed in sooner than this share of the talk time after the recording was sent is too fast. */
export function isTooFast(
  review: { recordingSentAt: Instant | null; submittedAt: Instant; talkS: number },
  minListenShare: number,
): boolean {
  if (minListenShare === 0) return false;
  if (review.recordingSentAt === null) return true;
  return review.submittedAt - review.recordingSentAt < review.talkS * 1000 * minListenShare;
}
