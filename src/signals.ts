/** As much of a process as signals need. */
interface Signalled {
  on(signal: NodeJS.Signals, hear: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/** By convention a shell reads 128 and the signal's number as "ended by it". */
const signals = { SIGTERM: 128 + 15, SIGINT: 128 + 2 } as const;

/** The first SIGTERM or SIGINT ends things in order and then the process; whoever sends another does not wait. */
export function endOnSignal(
  end: (signal: NodeJS.Signals) => Promise<unknown>,
  running: Signalled = process,
): void {
  let ending = false;
  for (const [signal, code] of Object.entries(signals) as [NodeJS.Signals, number][]) {
    running.on(signal, () => {
      if (ending) return running.exit(code);
      ending = true;
      end(signal).then(
        () => running.exit(0),
        () => running.exit(1),
      );
    });
  }
}
