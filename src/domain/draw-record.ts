import { type LeftOutReason, leftOutReasons } from './sampling.ts';

/** The frozen pairs of a draw, as they were kept. */
export function* frozenPairs(eligible: Buffer): Generator<{ callId: number; sellerId: number }> {
  for (let at = 0; at < eligible.length; at += 8) {
    yield { callId: eligible.readUInt32LE(at), sellerId: eligible.readUInt32LE(at + 4) };
  }
}

/** The calls left out of a draw with the reasons that were kept. */
export function* leftOutPairs(kept: Buffer): Generator<{ callId: number; reason: LeftOutReason }> {
  for (let at = 0; at < kept.length; at += 8) {
    const reason = leftOutReasons[kept.readUInt32LE(at + 4)];
    if (!reason) throw new Error(`a draw knows no reason ${kept.readUInt32LE(at + 4)}`);
    yield { callId: kept.readUInt32LE(at), reason };
  }
}
