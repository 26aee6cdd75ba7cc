/** What has been started, so that all of it is ended in reverse, also where starting came only half way. */
export interface Closers {
  /** Notes how what has just been started is ended; `what` names it where that fails. */
  add(what: string, close: () => unknown): void;
  /**
   * Ends everything, the last first, one after the other. What fails to end is reported and keeps nothing
   * else from ending. Asked again, it answers when the first asking is done.
   */
  close(): Promise<void>;
}

export function createClosers(onError: (error: unknown, what: string) => void): Closers {
  const started: { what: string; close: () => unknown }[] = [];
  let closing: Promise<void> | null = null;

  async function closeAll(): Promise<void> {
    for (let last = started.pop(); last; last = started.pop()) {
      try {
        await last.close();
      } catch (error) {
        onError(error, `closing ${last.what}`);
      }
    }
  }

  return {
    add(what, close) {
      started.push({ what, close });
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
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
