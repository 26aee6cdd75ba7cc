import { describe, expect, test } from 'vitest';
import { frozenPairs, leftOutPairs } from '../../src/domain/draw-record.ts';
import { leftOutReasons } from '../../src/domain/sampling.ts';

/** Pairs of numbers as a draw keeps them: four bytes each, the lowest first. */
const kept = (...numbers: number[]) => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, at * 4);
  return bytes;
};

describe('the record of a draw', () => {
  test('holds its eligible calls, each with its seller', () => {
    expect([...frozenPairs(kept(7, 1, 4_000_000_000, 2))]).toEqual([
      { callId: 7, sellerId: 1 },
      { callId: 4_000_000_000, sellerId: 2 },
    ]);
    expect([...frozenPairs(kept())]).toEqual([]);
  });

  test('holds the calls left out by the place of their reason, which older draws go by', () => {
    const numbers = leftOutReasons.flatMap((_, place) => [100 + place, place]);
    expect(
      [...leftOutPairs(kept(...numbers))].map(({ callId, reason }) => [callId, reason]),
    ).toEqual([
      [100, 'no_seller'],
      [101, 'no_talk_time'],
      [102, 'no_recording'],
      [103, 'too_short'],
      [104, 'already_taken'],
      [105, 'absent'],
      [106, 'recording_missing'],
      [107, 'recording_damaged'],
      [108, 'recording_stub'],
      [109, 'recording_silent'],
      [110, 'recording_purged'],
      [111, 'recording_other_length'],
      [112, 'recording_unread'],
    ]);
    expect([...leftOutPairs(kept())]).toEqual([]);
  });

  test('that names a reason nobody knows is no record', () => {
    expect(() => [...leftOutPairs(kept(7, 13))]).toThrow('a draw knows no reason 13');
  });
});
