import type { ParseArgsConfig } from 'node:util';
import type { App } from '../app/app.ts';
import type { Config } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** What a command came to: the same facts as words for people and as data for `--json`. */
export interface Result {
  readonly exit: ExitCode;
  readonly text: string;
  readonly data: unknown;
}

export const exits = {
  done: 0,
  findings: 1,
  usage: 2,
  bug: 70,
  configuration: 78,
  stopped: 130,
} as const;
export type ExitCode = (typeof exits)[keyof typeof exits];

/** The command line as read: what stands without dashes, and the options. */
export interface Given {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** Where a command works. */
export interface CliApp {
  readonly config: Config;
  readonly clock: () => number;
  /** Who may be looking, and may stop it. */
  readonly terminal: Terminal;
  /**
   * Opens the database, brings it up to date and gives it its first policy, like the service does. One that is
   * not there is made only where `make` says so.
   */
  open(make: boolean): { ok: true; app: App } | { ok: false; problem: string };
}

export interface Command {
  readonly name: string;
  /** What follows the name: `FILE [--dry-run]`. */
  readonly usage: string;
  readonly about: string;
  /** More for `--help`. */
  readonly help?: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many words without dashes it takes, at least and at most. */
  readonly words: readonly [number, number];
  run(cliApp: CliApp, given: Given): Result | Promise<Result>;
}

/**
 * A command that needs the database open. One that is not there is made where `makes` says so: a command that
 * reads, or changes what is there, would find an empty company, and leave it behind at a place that nobody meant.
 */
export function withApp(
  work: (app: App, given: Given) => Result | Promise<Result>,
  makes: (given: Given) => boolean = () => false,
): Command['run'] {
  return (cliApp, given) => {
    const opened = cliApp.open(makes(given));
    return opened.ok ? work(opened.app, given) : configurationProblem(opened.problem);
  };
}

export function done(text: string, data: unknown): Result {
  return { exit: exits.done, text, data };
}

/** Refused rows, a mismatch, something found. */
export function findings(text: string, data: unknown): Result {
  return { exit: exits.findings, text, data };
}

export function usageProblem(problem: string): Result {
  return { exit: exits.usage, text: problem, data: { error: problem } };
}

/** Ctrl+C: what was done until then stands in the text. */
export function stoppedBy(text: string, data: unknown): Result {
  return { exit: exits.stopped, text, data };
}

function configurationProblem(problem: string): Result {
  return { exit: exits.configuration, text: problem, data: { error: problem } };
}

/** Rows as columns of equal width, the first row being the head; numbers stand to the right. */
export function columns(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, String(cell).length);
    }
  }
  const line = (row: readonly (string | number)[]) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
