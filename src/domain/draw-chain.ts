import { createHash } from 'node:crypto';
import { canonicalText } from './canonical.ts';
import { type Entropy, entropyBytes } from './entropy.ts';
import type { LeftOutReason } from './sampling.ts';

const keyLabel = 'razbor draw key 2\n';

/**
 * The key of a draw's tickets, 32 bytes: SHA-256 over the label, the seed's 32 bytes, the 32 of the pool's hash and
 * those of the entropy (32, or none).
 */
export function drawKey(
  seed: Uint8Array,
  poolSha256: string,
  entropy: Entropy,
): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256').update(keyLabel, 'utf8').update(seed);
  hash.update(Buffer.from(poolSha256, 'hex')).update(entropyBytes(entropy));
  return new Uint8Array(hash.digest());
}

/** What of a draw is fixed once it took place; instants are RFC 3339 in UTC with milliseconds. */
export interface DrawFacts {
  windowFrom: string;
  windowTo: string;
  committedAt: string;
  frozenAt: string;
  drawnAt: string;
  seedSha256: string;
  seed: string;
  poolSha256: string;
  entropy: Entropy;
  leftOutAfterFreeze: readonly { callId: number; reason: LeftOutReason }[];
  sellers: readonly {
    sellerId: number;
    eligible: number;
    drawn: number;
    drawnThisMonth: number;
  }[];
  drawn: readonly number[];
  /** The hash of the record before it in the chain; null at its beginning. */
  previousSha256: string | null;
}

/**
 * SHA-256 (lowercase hex) of a draw's record: of its canonical text (`canonicalText`). What replaces a call
 * later is not in it.
 */
export function recordSha256(facts: DrawFacts): string {
  const { entropy, leftOutAfterFreeze, sellers, drawn, ...rest } = facts;
  const text = canonicalText({
    version: 2,
    ...rest,
    entropy: { ...entropy },
    leftOutAfterFreeze: leftOutAfterFreeze
      .map(({ callId, reason }) => ({ callId, reason }))
      .toSorted((a, b) => a.callId - b.callId),
    sellers: sellers
      .map(({ sellerId, eligible, drawn: gave, drawnThisMonth }) => ({
        ...{ sellerId, eligible, drawnThisMonth },
        drawn: gave,
      }))
      .toSorted((a, b) => a.sellerId - b.sellerId),
    drawn: [...drawn],
  });
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What the tickets of a draw are keyed with; of draws before pools were frozen the seed alone. */
export function ticketKey(draw: {
  seed: Uint8Array;
  poolSha256: string | null;
  entropy: Entropy | null;
}): Uint8Array {
  const { seed, poolSha256, entropy } = draw;
  return poolSha256 === null || entropy === null ? seed : drawKey(seed, poolSha256, entropy);
}
