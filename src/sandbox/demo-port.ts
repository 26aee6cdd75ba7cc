import { parseArgs } from 'node:util';

const usualPort = 8090;

/** The port of `--port N` (0: any free one), or one line that says what is wrong with the arguments. */
export function readPort(
  args: readonly string[],
): { ok: true; port: number } | { ok: false; problem: string } {
  const given = portGiven(args);
  if (given === undefined) return { ok: true, port: usualPort };
  const port = Number(given);
  if (given !== null && /^\d{1,5}$/.test(given) && port <= 65_535) return { ok: true, port };
  return {
    ok: false,
    problem: 'use npm run demo -- --port N, with N from 0 (any free one) to 65535',
  };
}

/** Undefined: not asked for; null: the arguments cannot be read. */
function portGiven(args: readonly string[]): string | null | undefined {
  try {
    return parseArgs({ args: [...args], options: { port: { type: 'string' } } }).values.port;
  } catch {
    return null;
  }
}
