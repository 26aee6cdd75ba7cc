/** As much of a process as the errors that nobody caught need. */
interface Failing {
  on(event: 'uncaughtException', hear: (error: unknown, origin: string) => void): unknown;
  exit(code: number): void;
}

/** A bug, as the command line ends with one (sysexits.h: EX_SOFTWARE). */
const exitBug = 70;

/**
 * An error that nobody caught, a promise's too, ends the process: what was half done may be in any state,
 * and the next start makes up for it. The log says why.
 */
export function endOnUncaught(
  log: { fatal(facts: object, message: string): void },
  running: Failing = process,
): void {
  running.on('uncaughtException', (error, origin) => {
    log.fatal(
      { err: error, origin },
      'Razbor ends at an error that nothing caught: this is a bug; what was under way is taken up again at the next start',
    );
    running.exit(exitBug);
  });
}
