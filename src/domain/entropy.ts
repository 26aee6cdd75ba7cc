/**
 * What went into the key of a draw's tickets beside its seed and pool (3.1): nothing, by the company's rule, or
 * because what the rule wanted (`wanted`) did not come within the hour.
 */
export type Entropy = { kind: 'none'; wanted: EntropyRule };

export const entropyRules = ['none'] as const;
export type EntropyRule = (typeof entropyRules)[number];

/** The bytes that go into the key: none, or 32. */
export function entropyBytes(_entropy: Entropy): Uint8Array {
  return new Uint8Array();
}
