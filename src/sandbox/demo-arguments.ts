import { parseArgs } from 'node:util';

const defaultPort = 8090;
const usage =
  'use npm run demo -- [--port N] [--calls FILE --recordings FOLDER [--extensions 101-199]], with N from 0 (any free one) to 65535';

export const help = `Razbor with a demo company, in a browser: no token, no network, nothing kept.

  npm run demo -- [--port N] [--calls FILE --recordings FOLDER [--extensions 101-199]]

  --port N             where the page is served; ${defaultPort}, and where that is taken any free one; 0: any free one
  --calls FILE         your own calls instead of the invented ones: a file of Asterisk, FreePBX or FreeSWITCH
  --recordings FOLDER  the folder of their recordings
  --extensions LIST    which numbers are extensions, such as 101-199,250; else every short one
  --help               this text

The page has a guided tour, and its clock is the company's own: it begins on a Monday evening and moves on when you say so.
`;

export interface DemoArguments {
  /** 0: any free one. */
  port: number;
  /** A company's own calls, and the folder of their recordings; null: the demo's. */
  own: { calls: string; recordings: string; extensions: string } | null;
}

/** What the demo is started with, that help is wanted, or one line that says what is wrong. */
export function readArguments(
  args: readonly string[],
): { ok: true; given: DemoArguments | 'help' } | { ok: false; problem: string } {
  const values = valuesOf(args);
  if (!values) return { ok: false, problem: usage };
  if (values.help) return { ok: true, given: 'help' };
  const { port = String(defaultPort), calls, recordings, extensions = '' } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return { ok: false, problem: usage };
  if ((calls === undefined) !== (recordings === undefined)) {
    return { ok: false, problem: `--calls and --recordings go together; ${usage}` };
  }
  const own = calls && recordings ? { calls, recordings, extensions } : null;
  return { ok: true, given: { port: Number(port), own } };
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  try {
    const options = { port: text, calls: text, recordings: text, extensions: text, help };
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return null;
  }
}
