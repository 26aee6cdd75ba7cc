import { createHash } from 'node:crypto';
import type { BeaconRound } from './drand.ts';
import type { Instant } from './time.ts';

/** Where a draw's entropy is to come from, once its pool is frozen (3.1). */
export const entropyRules = ['none', 'people', 'beacon'] as const;
export type EntropyRule = (typeof entropyRules)[number];

/** How many pictures there are to tap. */
export const tapChoices = 6;

/** What a seller tapped: which of the pictures, from 0 on, and when (RFC 3339 in UTC with milliseconds). */
export type Tap = { sellerId: number; choice: number; at: string };

/**
 * What went into the key of a draw's tickets beside its seed and pool (3.1): nothing, by the company's rule or
 * because what the rule wanted (`wanted`) did not come within the hour; what the sellers tapped, by rising
 * `sellerId`; or a round of a public beacon.
 */
export type Entropy =
  | { kind: 'none'; wanted: EntropyRule }
  | { kind: 'people'; taps: Tap[] }
  | ({ kind: 'beacon' } & BeaconRound);

/** The bytes that go into the key: none, or 32. */
export function entropyBytes(entropy: Entropy): Uint8Array {
  switch (entropy.kind) {
    case 'none':
      return new Uint8Array();
    case 'people':
      return createHash('sha256').update(tapsText(entropy.taps), 'utf8').digest();
    case 'beacon':
      return createHash('sha256').update(Buffer.from(entropy.signature, 'hex')).digest();
  }
}

/** Taps as the lines that are hashed (docs/verify-a-draw.md): parts parted by a tab, each ended by a line feed. */
function tapsText(taps: readonly Tap[]): string {
  const lines = taps
    .toSorted((a, b) => a.sellerId - b.sellerId)
    .map(({ sellerId, choice, at }) => `tap\t${sellerId}\t${choice}\t${at}\n`);
  return `razbor taps 2\n${lines.join('')}`;
}

const minuteMs = 60_000;
/** So long after the freeze taps are taken, and so long a draw waits for any entropy at all. */
export const tapsMs = 10 * minuteMs;
export const entropyMs = 60 * minuteMs;

/**
 * Until when taps are taken: ten minutes from the freeze; where nobody has tapped by then, until somebody does, an hour
 * from it at the most. At that instant itself none is.
 */
export function tapsUntil(frozenAt: Instant, taps: number): Instant {
  return frozenAt + (taps > 0 ? tapsMs : entropyMs);
}

/** Whether a draw may still be waiting for its entropy: it is late only after that. */
export function mayWait(
  draw: {
    frozenAt: Instant | null;
    entropy: Entropy | null;
    policy: Readonly<Record<string, unknown>> | null;
  },
  now: Instant,
): boolean {
  const { frozenAt, entropy, policy } = draw;
  const wanted = policy?.drawEntropy ?? 'none';
  return wanted !== 'none' && entropy === null && frozenAt !== null && now < frozenAt + entropyMs;
}
