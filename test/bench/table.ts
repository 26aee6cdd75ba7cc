import { type CostKind, median, type Pairs, quantile, ratios } from './measure.ts';

/** One line of the table. */
export interface Row {
  what: string;
  floor: string;
  ours: string;
  ratio: string;
  target: string;
  met: boolean;
  /** Printed under the table: the other way of measuring, and what else was looked at. */
  notes: readonly string[];
}

/** A ratio that must stay under (`most`) or over (`least`) a bound, judged by the median. */
export type Target = { least: number } | { most: number };

export function meets(value: number, target: Target): boolean {
  return 'least' in target ? value >= target.least : value <= target.most;
}

export function targetText(target: Target, unit = ''): string {
  return 'least' in target ? `≥ ${target.least}${unit}` : `≤ ${target.most}${unit}`;
}

/** The median with the quartiles around it. */
export function spread(values: readonly number[], digits = 2): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
    quantile(values, share).toFixed(digits),
  );
  return `${middle} (${low} to ${high})`;
}

export function milliseconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
}

/** A row of ours ÷ floor, with the other kind of time in the notes. */
export function ratioRow(
  what: string,
  pairs: Pairs,
  { judged, target, notes = [] }: { judged: CostKind; target: Target; notes?: string[] },
): Row {
  const judgedRatios = ratios(pairs, judged);
  return {
    what,
    floor: milliseconds(median(pairs.floor.map((cost) => cost[judged]))),
    ours: milliseconds(median(pairs.ours.map((cost) => cost[judged]))),
    ratio: spread(judgedRatios),
    target: targetText(target),
    met: meets(median(judgedRatios), target),
    notes: [otherKind(pairs, judged), `${pairs.ours.length} repetitions`, ...notes],
  };
}

/** The same ratio by the time that the row is not judged by. */
export function otherKind(pairs: Pairs, judged: CostKind): string {
  return judged === 'wallMs'
    ? `by CPU time ${spread(ratios(pairs, 'cpuMs'))}`
    : `by elapsed time ${spread(ratios(pairs, 'wallMs'))}`;
}

/** The table as it grows: whatever comes after, what has been measured stands. */
export function startTable(): { add(rows: readonly Row[]): void; end(): void } {
  const write = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);
  const notes: string[] = [];
  write([
    '| what | floor | ours | ours ÷ floor (quartiles) | target | |',
    '|---|---|---|---|---|---|',
  ]);
  return {
    add(rows) {
      write(
        rows.map(
          (row) =>
            `| ${row.what} | ${row.floor} | ${row.ours} | ${row.ratio} | ${row.target} | ${row.met ? 'met' : 'missed'} |`,
        ),
      );
      notes.push(...rows.flatMap((row) => row.notes.map((note) => `- ${row.what}: ${note}.`)));
    },
    end: () => write(['', ...notes]),
  };
}
