const mebibyte = 1024 * 1024;

/** What is held at a moment, after a full collection. */
export interface Measured {
  minute: number;
  updates: number;
  requests: number;
  databaseBytes: number;
  heapBytes: number;
  externalBytes: number;
  residentBytes: number;
}

export function heapNow(): Pick<Measured, 'heapBytes' | 'externalBytes' | 'residentBytes'> {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc');
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, externalBytes: external, residentBytes: rss };
}

export function rowOf(row: Measured): string {
  const { heapBytes, externalBytes, residentBytes, databaseBytes } = row;
  const sizes = [heapBytes, externalBytes, residentBytes, databaseBytes].map((bytes) =>
    (bytes / mebibyte).toFixed(1).padStart(8),
  );
  const counts = [row.updates, row.requests].map((count) => String(count).padStart(8));
  return [row.minute.toFixed(1).padStart(6), ...counts, ...sizes].join(' ');
}

/** By how much the median of the last quarter lies above that of the second: the first one is warming up. */
export function growthMiB(rows: readonly Measured[]): number {
  const held = rows.map(({ heapBytes, externalBytes }) => heapBytes + externalBytes);
  const quarter = Math.max(1, Math.floor(held.length / 4));
  return (median(held.slice(-quarter)) - median(held.slice(quarter, 2 * quarter))) / mebibyte;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
