import { setTimeout as pause } from 'node:timers/promises';

/** What has been started, so that all of it is ended in reverse, also where starting came only half way. */
export interface Closers {
  /** Aborted as soon as closing begins: what takes long stops where it is, to be taken up again by the next start. */
  readonly ending: AbortSignal;
  /** Notes how what has just been started is ended; `what` names it where that fails. */
  add(what: string, close: () => unknown): void;
  /**
   * Ends everything, the last first, one after the other. What fails to end, or takes too long, is reported
   * and keeps nothing else from ending. Asked again, it answers when the first asking is done.
   */
  close(): Promise<void>;
}

interface Bounds {
  /** For all together: whoever stops a container waits for ten seconds and then kills it. */
  wholeMs: number;
  /** For one, while there is time left. */
  eachMs: number;
}

const defaults: Bounds = { wholeMs: 4000, eachMs: 2500 };
/** What is left to each that comes after the time is over: enough for what ends at once. */
const leastMs = 20;

export function createClosers(
  onError: (error: unknown, what: string) => void,
  { wholeMs, eachMs }: Bounds = defaults,
): Closers {
  const started: { what: string; close: () => unknown }[] = [];
  const ending = new AbortController();
  let closing: Promise<void> | null = null;

  async function closeAll(): Promise<void> {
    const endAtMs = performance.now() + wholeMs;
    ending.abort();
    for (let last = started.pop(); last; last = started.pop()) {
      const leftMs = Math.max(leastMs, Math.min(eachMs, endAtMs - performance.now()));
      try {
        if (await isLate(last.close(), leftMs)) {
          throw new Error(`has not ended within ${Math.round(leftMs)} ms and is left where it is`);
        }
      } catch (error) {
        onError(error, `closing ${last.what}`);
      }
    }
  }

  return {
    ending: ending.signal,
    add(what, close) {
      started.push({ what, close });
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Waits for the end of something, but no longer than this; answers whether it was too long. */
async function isLate(end: unknown, withinMs: number): Promise<boolean> {
  const over = new AbortController();
  const late = pause(withinMs, true, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([Promise.resolve(end).then(() => false), late]);
  } finally {
    over.abort();
  }
}

/** Starts bit by bit; should that throw, what had started by then is closed before the error goes on. */
export async function startOrClose<T>(closers: Closers, start: () => T | Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    await closers.close();
    throw error;
  }
}
