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

/** The line of an eligible call in its pool's text. */
export function callLine({ callId, sellerId, source, externalId }: EligibleCall): string {
  return `call\t${callId}\t${sellerId}\t${source}\t${externalId}\n`;
}

/** Where in a text the source stands whose call's line begins at `lineAt`: after three tabs. */
export function sourceAt(text: Uint8Array, lineAt: number): number {
  let at = lineAt;
  for (let tabs = 0; tabs < 3; at += 1) if (text[at] === tab) tabs += 1;
  return at;
}

const tab = 0x09;

/** Lines joined before they are hashed: one call to the hash a line would take longer than the hashing. */
const linesAtOnce = 4096;

/**
 * SHA-256 (lowercase hex) of a pool: lines of UTF-8, each ended by a line feed, their parts parted by a tab
 * (docs/verify-a-draw.md). No code of ours holds a control character, so that a line is read in one way.
 *
 * @param callLines the lines of the eligible calls (`callLine`) by rising number, one or many at a time
 * @param leftOut the calls left out by rising number
 */
export function poolSha256(
  head: PoolHead,
  callLines: Iterable<string | Uint8Array>,
  leftOut: Iterable<{ callId: number; reason: LeftOutReason }>,
): string {
  const hash = createHash('sha256');
  hash.update(headLines(head));
  for (const lines of callLines) hash.update(lines);
  let out: string[] = [];
  for (const { callId, reason } of leftOut) {
    if (out.push(`out\t${callId}\t${reason}\n`) < linesAtOnce) continue;
    hash.update(out.join(''));
    out = [];
  }
  return hash.update(out.join('')).digest('hex');
}

function headLines({ windowFrom, windowTo, seedSha256, rule, entropy }: PoolHead): string {
  return [
    'razbor pool 2\n',
    `window\t${windowFrom}\t${windowTo}\n`,
    `seed\t${seedSha256}\n`,
    `rule\t${rule.drawBy}\t${JSON.stringify(rule.number)}\n`,
    entropy === 'none' ? '' : `entropy\t${entropy}\n`,
  ].join('');
}
