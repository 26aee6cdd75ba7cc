import { Killed } from '../process.ts';

/**
 * Whether what was thrown comes from outside, and is no bug of ours: Telegram refused for now or could not be
 * reached, the disk is full, the process was killed. By its words: a conversation keeps no more of an error.
 */
export function isOfAFault(error: unknown): boolean {
  for (let at = error; at !== undefined && at !== null; at = innerOf(at)) {
    if (at instanceof Killed || fromOutside.test(String(at))) return true;
  }
  return false;
}

const fromOutside =
  /\((?:403|429|500): |too old and response timeout|Network request for '\w+' failed|database or disk is full/;

function innerOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return (error as { error?: unknown }).error ?? error.cause;
}
