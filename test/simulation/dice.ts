import { createHash } from 'node:crypto';

/** Seeded chance: the same seed gives the same throws, whatever else happens. */
export interface Dice {
  /** A number from 0 up to, but not, 1. */
  next(): number;
  /** A whole number from 0 up to, but not, `n`. */
  below(n: number): number;
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T | undefined;
  /** One of a list, each as likely as its weight says; undefined where all weigh nothing. */
  weighted<T>(from: readonly T[], weightOf: (one: T) => number): T | undefined;
  bytes(count: number): Buffer;
}

/**
 * sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, PractRand), its state from the SHA-256 of
 * seed and name: each part of the simulation has dice of its own, so that one does not shift another's.
 */
export function createDice(seed: number, name: string): Dice {
  const start = createHash('sha256').update(`${seed}:${name}`).digest();
  const state = new Uint32Array([0, 4, 8, 12].map((at) => start.readUInt32LE(at)));
  const word = (): number => {
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const sum = (a + b + counter) >>> 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  const dice: Dice = {
    next: () => word() / 4_294_967_296,
    below: (n) => Math.floor(dice.next() * n),
    between: (from, to) => from + dice.next() * (to - from),
    chance: (probability) => dice.next() < probability,
    pick: (from) => from[dice.below(from.length)],
    weighted(from, weightOf) {
      const weights = from.map(weightOf);
      let left = dice.next() * weights.reduce((sum, weight) => sum + weight, 0);
      return from.find((_, at) => {
        left -= weights[at] ?? 0;
        return left < 0;
      });
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => dice.below(256))),
  };
  return dice;
}
