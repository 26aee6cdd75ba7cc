import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xlsxOf } from '../../src/reports/xlsx.ts';
import { createSimulation } from './simulation.ts';
import { createTrace } from './trace.ts';
import { virtualTime } from './virtual-time.ts';

export interface Simulated {
  seed: number;
  days: number;
  /** What happened, as one hash: the same for the same seed. */
  hash: string;
  steps: number;
  /** How often what was reached, to see that the simulation does not stand still. */
  reached: Readonly<Record<string, number>>;
  /** Null where every invariant held. */
  broken: Broken | null;
}

export interface Broken {
  invariant: string;
  found: readonly unknown[];
  step: number;
  day: number;
  at: string;
  /** What happened last. */
  lastActs: readonly string[];
}

/** Files in memory, where the system has them: what is committed waits for no disk. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : null;

/** Lives through so many days of a company. The process's timers are virtual meanwhile: one at a time. */
export async function simulate(
  seed: number,
  days: number,
  onLine?: (line: string) => void,
): Promise<Simulated> {
  // What writes a workbook is loaded in real time, which nothing here may wait for.
  await xlsxOf([], 'UTC');
  const folder = mkdtempSync(join(memory ?? tmpdir(), 'razbor-simulation-'));
  const time = virtualTime();
  const trace = createTrace(onLine);
  const { fetch } = globalThis;
  try {
    const simulation = createSimulation({ seed, days, folder, time, trace });
    globalThis.fetch = simulation.fetch as typeof fetch;
    while (!simulation.isOver() && (await time.step())) simulation.settle();
    const { steps, reached, broken } = simulation.ended();
    return { seed, days, hash: trace.hash(), steps, reached, broken };
  } finally {
    time.restore();
    globalThis.fetch = fetch;
    rmSync(folder, { recursive: true, force: true });
  }
}
