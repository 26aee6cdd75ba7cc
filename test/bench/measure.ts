/** What a piece of work cost. */
export interface Cost {
  /** Elapsed, in milliseconds. */
  wallMs: number;
  /** User and system time of all threads of this process, in milliseconds. */
  cpuMs: number;
}

export type CostKind = keyof Cost;

/**
 * What is collected before each piece of work, so that it does not pay for the garbage of the one
 * before: `major` for work of seconds; for work of milliseconds `minor`, since a major collection also
 * throws away what the compiler has learned.
 */
type Collection = 'minor' | 'major';

/** A piece of work for one repetition; what has to be done before and after it is not measured. */
export interface Work {
  before?: (repetition: number) => void;
  run: (repetition: number) => unknown;
  after?: (repetition: number) => void;
}

async function costOf(work: Work, repetition: number, collect: Collection): Promise<Cost> {
  work.before?.(repetition);
  globalThis.gc?.({ type: collect });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await work.run(repetition);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  work.after?.(repetition);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** A floor and ours, measured in turns: entries with the same index were taken one after the other. */
export interface Pairs {
  floor: Cost[];
  ours: Cost[];
}

/**
 * Measures in turns and changes at every repetition who goes first, so that a machine that slows down
 * or that others use slows both down. The warm-up repetitions are thrown away.
 */
export async function interleave(
  work: { floor: Work; ours: Work },
  {
    repetitions,
    warmUp,
    collect = 'major',
  }: { repetitions: number; warmUp: number; collect?: Collection },
): Promise<Pairs> {
  const pairs: Pairs = { floor: [], ours: [] };
  for (let repetition = 0; repetition < warmUp + repetitions; repetition += 1) {
    const order =
      repetition % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const);
    for (const side of order) {
      const cost = await costOf(work[side], repetition, collect);
      if (repetition >= warmUp) pairs[side].push(cost);
    }
  }
  return pairs;
}

/** The value at `share` (0 to 1) of the sorted values, between neighbours where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** What one repetition cost relative to its floor: ours ÷ floor, each with the one beside it. */
export function ratios({ floor, ours }: Pairs, kind: CostKind): number[] {
  return ours.map((cost, index) => cost[kind] / (floor[index]?.[kind] ?? Number.NaN));
}
