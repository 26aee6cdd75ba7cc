import { type ParseArgsConfig, parseArgs } from 'node:util';
import { problemsText, readConfig } from '../config.ts';
import type { Environment } from '../config-values.ts';
import { nearest } from '../domain/nearest.ts';
import { isCron } from '../schedule.ts';
import { type CliAppParts, createCliApp } from './cli-app.ts';
import { type Command, type ExitCode, exits, type Given } from './command.ts';
import { commands } from './commands.ts';

export interface Outcome {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

interface RunParts extends Omit<CliAppParts, 'config'> {
  env: Environment;
  /** How the program was called, as its usage repeats it. */
  program?: string;
}

/** Runs one command line, without the name of the program, and answers what is to be printed. */
export async function runCommandLine(
  words: readonly string[],
  { env, clock, random, terminal, program = 'npm run razbor --' }: RunParts,
): Promise<Outcome> {
  const [name, ...rest] = words;
  if (name === undefined) return usage(overview(program));
  if (name === 'help' || name === '--help' || name === '-h') return printed(overview(program));
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return usage(unknownCommand(program, name));
  const given = readArguments(command, rest);
  if (!given.ok) return usage(`${given.problem}\nusage: ${lineOf(program, command)}\n`);
  if (given.options.help === true) return printed(helpOf(program, command));

  const read = readConfig(env, isCron);
  if (!read.ok) {
    return { exit: exits.configuration, out: '', err: problemsText(read.problems) };
  }
  const cliApp = createCliApp({
    config: read.config,
    clock,
    random,
    ...(terminal ? { terminal } : {}),
  });
  try {
    const { exit, text, data } = await command.run(cliApp, given);
    if (given.options.json === true) return { exit, out: `${JSON.stringify(data)}\n`, err: '' };
    const complaint = exit === exits.usage || exit === exits.configuration;
    return complaint ? { exit, out: '', err: `${text}\n` } : { exit, out: `${text}\n`, err: '' };
  } finally {
    cliApp.close();
  }
}

type Read = ({ ok: true } & Given) | { ok: false; problem: string };

function readArguments(command: Command, rest: string[]): Read {
  try {
    const { values, positionals } = parseArgs<ParseArgsConfig>({
      args: rest,
      options: {
        ...command.options,
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
    const options = values as Given['options'];
    const [least, most] = options.help === true ? [0, Number.POSITIVE_INFINITY] : command.words;
    if (positionals.length < least) return { ok: false, problem: 'something is missing' };
    if (positionals.length > most) {
      return { ok: false, problem: `"${positionals[most]}" is one word too many` };
    }
    return { ok: true, args: positionals, options };
  } catch (error) {
    // parseArgs throws what the person typed wrong.
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

const lineOf = (program: string, { name, usage: words }: Command) =>
  `${program} ${name} ${words}`.trimEnd();

function unknownCommand(program: string, name: string): string {
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  const hint = meant ? `did you mean ${meant}?` : `"${program} help" lists them`;
  return `unknown command "${name}"; ${hint}\n`;
}

function overview(program: string): string {
  const width = Math.max(...commands.map(({ name, usage: words }) => `${name} ${words}`.length));
  const lines = commands.map(
    ({ name, usage: words, about }) => `  ${`${name} ${words}`.padEnd(width)}  ${about}`,
  );
  return [
    `usage: ${program} <command>`,
    '',
    ...lines,
    '',
    'Each takes --json and --help. Settings come from the environment or a .env file.',
    'Exit codes: 0 done, 1 refused rows, a mismatch or findings, 2 usage, 70 a fault of Razbor, 78 configuration, 130 stopped by Ctrl+C.',
    '',
  ].join('\n');
}

function helpOf(program: string, command: Command): string {
  const more = command.help ? `\n${command.help.trim()}\n` : '';
  return `usage: ${lineOf(program, command)} [--json]\n\n${command.about}\n${more}`;
}

function usage(text: string): Outcome {
  return { exit: exits.usage, out: '', err: text };
}

function printed(text: string): Outcome {
  return { exit: exits.done, out: text, err: '' };
}
