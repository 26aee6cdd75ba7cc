import { setTimeout as pause } from 'node:timers/promises';
import type { CliApp } from './command.ts';
import { createProgress, type Progress } from './progress.ts';

/** Between slices, so that a running service beside this gets at the database. */
const pauseMs = 2;

export interface Watched extends Pick<Progress, 'show'> {
  /** Lets others get their turn before the next slice; answers whether there is to be none. */
  isOver(): Promise<boolean>;
}

/**
 * A work in slices that are each kept or not at all: somebody sees how far it is, and can stop it before any.
 *
 * @returns whether it was stopped
 */
export async function inSlices(
  { terminal, clock }: Pick<CliApp, 'terminal' | 'clock'>,
  work: (watched: Watched) => Promise<void>,
): Promise<boolean> {
  let asked = false;
  let stopped = false;
  const progress = createProgress(terminal, clock);
  const noLonger = terminal.onStop(() => {
    asked = true;
  });
  const isOver = async () => {
    await pause(pauseMs);
    stopped ||= asked;
    return stopped;
  };
  try {
    await work({ show: progress.show, isOver });
    return stopped;
  } finally {
    noLonger();
    progress.clear();
  }
}

/** What somebody who stopped it has to know; nothing where it came to its end. */
export function stoppedLines(stopped: boolean, dryRun: boolean): string[] {
  if (!stopped) return [];
  return [
    dryRun
      ? 'Stopped before the end of the file.'
      : 'Stopped before the end of the file. What is counted here is kept; the same command goes on from there and takes nothing in twice.',
  ];
}
