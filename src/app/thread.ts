import { MessageChannel, type MessagePort, type Transferable, Worker } from 'node:worker_threads';
import { threadArguments, threadFile } from '../paths.ts';

/** What takes more than this ends with ERR_WORKER_OUT_OF_MEMORY, and harms nobody else. */
const memoryMb = 1500;
/** Loading what works a task takes up to a second or two, so a thread waits this long for the next one. */
const idleMs = 30_000;

/**
 * Exported as `run` by a file that is worked on a thread: it is done once what it answers has settled. What
 * goes on for as long as somebody may ask ends by `released`.
 */
export type Run<Task> = (
  task: Task,
  port: MessagePort,
  released: Promise<unknown>,
) => Promise<void> | void;

/** A thread at work on one task. */
export interface Thread {
  /** To what works the task. */
  readonly port: MessagePort;
  /** Rejects where the thread ends before it was given back. */
  readonly ended: Promise<never>;
  /** Whether the process stays alive for it, as it does at first. */
  ref(): void;
  unref(): void;
  /** Gives the thread back: its task is done, or ends by itself once the port is closed. Resolves once it is free. */
  release(): Promise<void>;
  /** Ends the thread in the middle of its task. */
  terminate(): Promise<void>;
}

interface Pooled {
  worker: Worker;
  /** Ends the thread where it has waited long enough. */
  timer?: NodeJS.Timeout;
  fail(error: Error): void;
  /** Its task is done, or the thread has ended. */
  settle(): void;
}

const idle: Pooled[] = [];

/** Gives a file a task on a thread other than this one: an idle thread, else one of its own. */
export function startThread<Task extends object>(entry: URL, task: Task): Thread {
  const pooled = idle.pop() ?? newThread();
  const { worker } = pooled;
  clearTimeout(pooled.timer);
  worker.ref();
  const { port1, port2 } = new MessageChannel();
  const ended = new Promise<never>((_, reject) => {
    pooled.fail = reject;
  });
  // Whoever is not waiting for it need not hear of it.
  ended.catch(() => {});
  const settled = new Promise<void>((resolve) => {
    pooled.settle = resolve;
  });
  worker.postMessage({ entry: entry.href, task, port: port2 }, [port2] as Transferable[]);
  return {
    port: port1,
    ended,
    ref() {
      worker.ref();
      port1.ref();
    },
    unref() {
      worker.unref();
      port1.unref();
    },
    release() {
      pooled.fail = () => {};
      port1.close();
      return settled;
    },
    async terminate() {
      port1.close();
      await worker.terminate();
    },
  };
}

/**
 * Works a task on another thread and answers what is found in its messages, once the thread is free for the next: it
 * may keep what that one needs. Where the finding fails, for instance because nobody wants it any longer, the thread is
 * ended with the task.
 */
export async function onThread<Task extends object, Found>(
  entry: URL,
  task: Task,
  find: (port: MessagePort) => Promise<Found>,
): Promise<Found> {
  const thread = startThread(entry, task);
  try {
    const found = await Promise.race([find(thread.port), thread.ended]);
    await thread.release();
    return found;
  } catch (error) {
    await thread.terminate();
    throw error;
  }
}

function newThread(): Pooled {
  const worker = new Worker(threadFile('app/thread-entry.js'), {
    execArgv: [...threadArguments],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const pooled: Pooled = { worker, fail() {}, settle() {} };
  worker.on('message', () => {
    // An idle thread keeps no process alive.
    worker.unref();
    pooled.timer = setTimeout(() => {
      leave(pooled);
      void worker.terminate();
    }, idleMs).unref();
    idle.push(pooled);
    pooled.settle();
  });
  worker.on('error', (error) => pooled.fail(error as Error));
  worker.on('exit', () => {
    leave(pooled);
    pooled.fail(new Error('the thread ended before its work was done'));
    pooled.settle();
  });
  return pooled;
}

function leave(pooled: Pooled): void {
  clearTimeout(pooled.timer);
  const at = idle.indexOf(pooled);
  if (at !== -1) idle.splice(at, 1);
}
