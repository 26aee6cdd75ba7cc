import { setTimeout as pause } from 'node:timers/promises';

/**
 * Work that outlasts the press it began with, such as fetching a recording: nobody's next press waits for it,
 * and the service ends when it is done, or a while later.
 */
export interface BackgroundTasks {
  run(what: string, work: Promise<unknown>): void;
  /** Answers when nothing is under way, at the latest after so long. */
  done(withinMs?: number): Promise<void>;
}

/** Where Telegram is out of reach, a send is tried for as long as the process lives. */
const endsWithinMs = 10_000;

export function createBackgroundTasks(
  onError: (error: unknown, what: string) => void,
): BackgroundTasks {
  const running = new Set<Promise<void>>();
  async function allDone(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }
  return {
    run(what, work) {
      const one = work.then(
        () => {},
        (error) => onError(error, what),
      );
      running.add(one);
      void one.finally(() => running.delete(one));
    },
    async done(withinMs = endsWithinMs) {
      const late = new AbortController();
      const tooLate = pause(withinMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([allDone(), tooLate]);
      late.abort();
    },
  };
}
