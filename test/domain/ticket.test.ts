import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitmentOf, ticketMaker, ticketOf } from '../../src/domain/ticket.ts';

/** Tickets as docs/verify-a-draw.md has people recompute them. */
const byHand = (seed: Uint8Array, source: string, externalId: string) =>
  createHmac('sha256', seed).update(`${source}\n${externalId}`, 'utf8').digest('hex');

/** Tickets of many calls, each from the end of a pool's line, which has other bytes on either side. */
const maker = (seed: Uint8Array) => {
  const made = ticketMaker(seed);
  return (source: string, externalId: string) => {
    const line = Buffer.from(`7\t${source}\t${externalId}\n`);
    return made(line, 2, line.length - 1);
  };
};

describe('a ticket', () => {
  const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  // No code of ours holds a control character.
  const words = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((text) => text.replaceAll('\t', ' '));

  test('is the keyed hash of source, line feed and external id, made one by one or for many', () => {
    fc.assert(
      fc.property(anySeed, fc.array(fc.tuple(words, words), { maxLength: 5 }), (seed, calls) => {
        const made = maker(seed);
        for (const [source, externalId] of calls) {
          const ticket = byHand(seed, source, externalId);
          expect(ticketOf(seed, source, externalId)).toBe(ticket);
          expect(made(source, externalId)).toBe(ticket);
        }
      }),
    );
  });

  test('of names longer than all before is as right, and so are the short ones after it', () => {
    const seed = createHash('sha256').update('seed').digest();
    const made = maker(seed);
    // 1,024 bytes hold 341 signs of three bytes; one more, and many more.
    for (const length of [339, 340, 341, 5000, 3, 4999]) {
      const name = '№'.repeat(length);
      expect(made('p', name)).toBe(byHand(seed, 'p', name));
    }
  });

  test('may have a key as long as a block of the hash, and none longer', () => {
    const block = new Uint8Array(64).fill(7);
    expect(maker(block)('pbx', '1')).toBe(byHand(block, 'pbx', '1'));
    expect(() => ticketMaker(new Uint8Array(65))).toThrow(new RangeError('a seed of 65 bytes'));
  });
});

test('a seed is committed to by its hash', () => {
  // sha256sum of no bytes.
  expect(commitmentOf(new Uint8Array())).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});
