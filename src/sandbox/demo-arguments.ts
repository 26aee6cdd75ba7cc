import { parseArgs } from 'node:util';

const defaultPort = 8090;
const usage =
  'use npm run demo -- [--port N] [--calls FILE --recordings FOLDER [--extensions 101-199]], with N from 0 (any free one) to 65535';

export interface DemoArguments {
  /** 0: any free one. */
  port: number;
  /** A company's own calls, and the folder of their recordings; null: the demo's. */
  own: { calls: string; recordings: string; extensions: string } | null;
}

/** What the demo is started with, or one line that says what is wrong. */
export function readArguments(
  args: readonly string[],
): { ok: true; given: DemoArguments } | { ok: false; problem: string } {
  const values = valuesOf(args);
  if (!values) return { ok: false, problem: usage };
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
  try {
    const options = { port: text, calls: text, recordings: text, extensions: text };
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return null;
  }
}
