import { createHash } from 'node:crypto';

/** What happened, a line each: hashed as a whole, and the last lines kept to be read. */
export interface Trace {
  add(line: string): void;
  hash(): string;
  last(): readonly string[];
}

const keptMax = 60;

export function createTrace(onLine?: (line: string) => void): Trace {
  const hash = createHash('sha256');
  let kept: string[] = [];
  return {
    add(line) {
      hash.update(`${line}\n`);
      kept.push(line);
      if (kept.length > keptMax * 2) kept = kept.slice(-keptMax);
      onLine?.(line);
    },
    hash: () => hash.copy().digest('hex'),
    last: () => kept.slice(-keptMax),
  };
}
