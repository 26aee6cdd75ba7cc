import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

const real = { setImmediate };

/** Something that is going to happen; cancelled, it does not. */
export interface Planned {
  cancel(): void;
}

/** Time that only moves when everything that could happen by then has happened. */
export interface VirtualTime {
  /** Milliseconds since the simulation began; no clock that is set moves it. */
  now(): number;
  /** Plans what happens outside the process: it outlives it. What it answers is waited for, and may wait for no time. */
  plan(afterMs: number, work: () => unknown): Planned;
  /** Makes the next thing happen and lets all come to rest that follows from it; false where nothing is planned. */
  step(): Promise<boolean>;
  /** The process is gone: so are its timers. */
  dropTimers(): void;
  /** Gives the real timers back. */
  restore(): void;
}

interface Entry {
  at: number;
  order: number;
  work: (() => unknown) | null;
  isTimer: boolean;
  /** It is of no matter to anybody: what repeats does not happen with it. */
  isQuiet: boolean;
}

interface Poll {
  everyMs: number;
  nextAt: number;
  work: () => void;
}

/**
 * Puts itself in the place of the process's timers, and of `performance.now`, until it is restored. A timeout is
 * a moment at which time stops. What repeats (`setInterval`) does not make time stop: it happens where time
 * stops anyway and its turn has come, since nobody could tell the difference for all the turns in between.
 */
export function virtualTime(): VirtualTime {
  let nowMs = 0;
  let planned = 0;
  let entries: Entry[] = [];
  let polls: Poll[] = [];

  function add(afterMs: number, work: () => unknown, isTimer: boolean, isQuiet = false): Entry {
    planned += 1;
    const entry = {
      at: nowMs + Math.max(0, Math.round(afterMs || 0)),
      order: planned,
      work,
      isTimer,
      isQuiet,
    };
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      // Sorted with the next one last, so that it is taken without moving the others.
      if ((entries[middle] as Entry).at > entry.at) low = middle + 1;
      else high = middle;
    }
    entries.splice(low, 0, entry);
    return entry;
  }

  const rest = () => new Promise<void>((resolve) => real.setImmediate(() => resolve()));

  async function step(): Promise<boolean> {
    let next = entries.pop();
    while (next && next.work === null) next = entries.pop();
    if (!next) return false;
    nowMs = next.at;
    await next.work?.();
    await rest();
    if (next.isQuiet) return true;
    for (const poll of polls.filter(({ nextAt }) => nextAt <= nowMs)) {
      poll.nextAt = nowMs + poll.everyMs;
      poll.work();
      await rest();
    }
    return true;
  }

  const restore = takeTimers({
    now: () => nowMs,
    after: (ms, work, isQuiet) => add(ms, work, true, isQuiet),
    every(everyMs, work) {
      const poll = { everyMs, nextAt: nowMs + everyMs, work };
      polls.push(poll);
      return () => {
        polls = polls.filter((one) => one !== poll);
      };
    },
  });

  return {
    now: () => nowMs,
    plan(afterMs, work) {
      const entry = add(afterMs, work, false);
      return {
        cancel() {
          entry.work = null;
        },
      };
    },
    step,
    dropTimers() {
      entries = entries.filter(({ isTimer }) => !isTimer);
      polls = [];
    },
    restore,
  };
}

interface Timers {
  now(): number;
  after(ms: number, work: () => void, isQuiet?: boolean): Entry;
  every(ms: number, work: () => void): () => void;
}

const timedOut = new DOMException('timed out', 'TimeoutError');

/** A handle as Node's timers give it, as far as anybody uses it. */
const handleOf = (cancel: () => void) => {
  const handle = { cancel, ref: () => handle, unref: () => handle, hasRef: () => true };
  return handle;
};
type Handle = ReturnType<typeof handleOf>;

/** Replaces the global timers and those of `node:timers/promises`; answers how to give them back. */
function takeTimers({ now, after, every }: Timers): () => void {
  const timeout = (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const entry = after(ms, () => work(...values));
    return handleOf(() => {
      entry.work = null;
    });
  };
  const cancel = (handle: Handle | undefined) => handle?.cancel?.();
  const taken = {
    setTimeout: timeout,
    setImmediate: (work: (...values: unknown[]) => void, ...values: unknown[]) =>
      timeout(work, 0, ...values),
    setInterval: (work: () => void, ms = 0) => handleOf(every(ms, work)),
    clearTimeout: cancel,
    clearImmediate: cancel,
    clearInterval: cancel,
  };
  const pause = (ms: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      const aborted = () => {
        entry.work = null;
        reject(signal?.reason);
      };
      const entry = after(ms, () => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
      });
      signal?.addEventListener('abort', aborted, { once: true });
    });
  /** Most are over long before: nobody tells a signal that it is not needed any more. */
  const timedSignal = (ms: number) => {
    const controller = new AbortController();
    after(ms, () => controller.abort(timedOut), true);
    return controller.signal;
  };
  const waits = { setTimeout: pause, setImmediate: (value?: unknown) => pause(0, value) };

  const before = Object.fromEntries(
    Object.keys(taken).map((name) => [name, globalThis[name as keyof typeof taken]]),
  );
  const waitsBefore = { ...timersPromises };
  const clockBefore = performance.now;
  const signalBefore = AbortSignal.timeout;
  Object.assign(globalThis, taken);
  Object.assign(timersPromises, waits);
  performance.now = now;
  AbortSignal.timeout = timedSignal;
  syncBuiltinESMExports();
  return () => {
    Object.assign(globalThis, before);
    Object.assign(timersPromises, {
      setTimeout: waitsBefore.setTimeout,
      setImmediate: waitsBefore.setImmediate,
    });
    performance.now = clockBefore;
    AbortSignal.timeout = signalBefore;
    syncBuiltinESMExports();
  };
}
