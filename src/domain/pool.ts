import { createHash } from 'node:crypto';
import type { EntropyRule } from './entropy.ts';
import type { EligibleCall, LeftOutReason } from './sampling.ts';

/** What a window's pool was frozen with, besides its calls. */
export interface PoolHead {
  /** RFC 3339 in UTC with milliseconds, as the API gives them. */
  windowFrom: string;
  windowTo: string;
  seedSha256: string;
  /** By what the number of calls goes, and that number as JSON writes it. */
  rule: { drawBy: string; number: number };
  /** Where entropy is to come from; a line of its own, unless from nowhere. */
  entropy: EntropyRule;
}

/** Texts joined before they are hashed: one call to the hash a line would take longer than the hashing. */
const linesAtOnce = 4096;

/**
 * SHA-256 (lowercase hex) of a pool: lines of UTF-8, each ended by a line feed, their parts parted by a tab
 * (docs/verify-a-draw.md). No code of ours holds a control character, so that a line is read in one way.
 *
 * @param calls the eligible calls by rising number
 * @param leftOut the calls left out by rising number
 */
export function poolSha256(
  head: PoolHead,
  calls: Iterable<EligibleCall>,
  leftOut: Iterable<{ callId: number; reason: LeftOutReason }>,
): string {
  const hash = createHash('sha256');
  let lines = 0;
  let text = '';
  const add = (line: string) => {
    text += line;
    lines += 1;
    if (lines % linesAtOnce > 0) return;
    hash.update(text);
    text = '';
  };
  add('razbor pool 2\n');
  add(`window\t${head.windowFrom}\t${head.windowTo}\n`);
  add(`seed\t${head.seedSha256}\n`);
  add(`rule\t${head.rule.drawBy}\t${JSON.stringify(head.rule.number)}\n`);
  if (head.entropy !== 'none') add(`entropy\t${head.entropy}\n`);
  for (const { callId, sellerId, source, externalId } of calls) {
    add(`call\t${callId}\t${sellerId}\t${source}\t${externalId}\n`);
  }
  for (const { callId, reason } of leftOut) add(`out\t${callId}\t${reason}\n`);
  return hash.update(text).digest('hex');
}
