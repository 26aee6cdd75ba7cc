import { type LeftOutReason, leftOutReasons, type SkippedTicket } from './sampling.ts';

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

/** The frozen pairs but for those of some calls. */
export function pairsWithout(eligible: Buffer, struck: readonly SkippedTicket[]): Buffer {
  if (struck.length === 0) return eligible;
  const gone = new Set(struck.map(({ callId }) => callId));
  return asPairs(
    [...frozenPairs(eligible)]
      .filter(({ callId }) => !gone.has(callId))
      .map(({ callId, sellerId }) => [callId, sellerId]),
  );
}

/** The calls left out, and more of them, by rising number. */
export function leftOutWith(kept: Buffer, struck: readonly SkippedTicket[]): Buffer {
  if (struck.length === 0) return kept;
  return asPairs(
    [...leftOutPairs(kept), ...struck]
      .sort((a, b) => a.callId - b.callId)
      .map(({ callId, reason }) => [callId, leftOutReasons.indexOf(reason)]),
  );
}

function asPairs(pairs: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(pairs.length * 8);
  for (const [at, [first, second]] of pairs.entries()) {
    bytes.writeUInt32LE(first, at * 8);
    bytes.writeUInt32LE(second, at * 8 + 4);
  }
  return bytes;
}
